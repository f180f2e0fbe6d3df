package io.coterie.profile.person;

import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What was erased of a person here. The other services erase what they keep when the person's state reaches them.
 *
 * @param erased how many records of what kind; nothing of somebody who was not known here
 * @param keptUntil when the last message about the person is gone from each topic
 */
@Schema(name = "ErasureReceipt")
record ErasureReceipt(
        String personKey, Instant erasedAt, Map<String, Integer> erased, Map<String, Instant> keptUntil) {}
