package io.coterie.profile.person;

/**
 * A person that was written.
 *
 * @param created the person was not there before, so no relation was either
 */
record PersonChange(String key, long revision, boolean created) {}
