package io.coterie.buyinggroup.creationjob;

import io.coterie.buyinggroup.definition.Trace;
import java.util.UUID;

/** A standing order: a group of the interest for every account of the audience, now and later (JOB-03, JOB-04). */
public record CreationJob(
        UUID id, String name, UUID interestId, String audienceId, boolean deleted, long revision, Trace trace) {}
