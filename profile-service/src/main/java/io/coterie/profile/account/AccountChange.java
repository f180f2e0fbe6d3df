package io.coterie.profile.account;

/** An account that was written. */
record AccountChange(String key, long revision, boolean created) {}
