package io.coterie.profile.opportunity;

import java.time.Instant;

/** An opportunity as the database has it. */
record OpportunityRow(String key, String accountKey, long revision, Instant changedAt, String json) {}
