package io.coterie.profile.person;

import io.coterie.contracts.AccountRelation;
import java.util.List;

/**
 * A person that was written.
 *
 * @param created the person was not there before
 * @param before the accounts that the person's components named before the change
 */
record PersonChange(String key, long revision, boolean created, List<AccountRelation> before) {}
