package io.coterie.profile.relation;

import java.util.Set;

/**
 * A relation that was written or deleted.
 *
 * @param created it was not there before
 * @param subjects the records whose states are different now: none when only other members of the document changed
 */
record RelationChange(String key, boolean created, Set<String> subjects) {}
