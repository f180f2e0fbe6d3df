package io.coterie.profile.person;

import java.util.List;

/**
 * A person of an account.
 *
 * @param roles the person's roles in that account (PER-03)
 * @param json the XDM person as text
 */
public record AccountPerson(String personKey, List<String> roles, String json) {}
