package io.coterie.profile.opportunity;

import java.util.Set;

/**
 * An opportunity that was written or deleted.
 *
 * @param created it was not there before
 * @param accountKeys the accounts it belonged to before and belongs to now
 */
record OpportunityChange(String key, long revision, boolean created, Set<String> accountKeys) {}
