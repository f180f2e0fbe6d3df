package io.coterie.profile.person;

import java.time.Instant;

/** A person as the database has it. */
record PersonRow(String key, long revision, Instant changedAt, String json) {}
