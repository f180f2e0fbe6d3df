package io.coterie.profile.person;

import io.coterie.contracts.AccountRelation;
import java.time.Instant;
import java.util.List;

/**
 * A person as the database has it.
 *
 * @param named the accounts that its components name, the primary one first
 */
record PersonRow(String key, long revision, Instant changedAt, String json, List<AccountRelation> named) {}
