package io.coterie.contracts;

import java.util.List;

/**
 * A person's link to an account.
 *
 * @param accountKey the account may not be known yet: a person may arrive first
 * @param roles the person's roles in the account, {@code personRoles} of the account-person relation (PER-03)
 */
public record AccountRelation(String accountKey, List<String> roles) {}
