package io.coterie.buyinggroup.scoreparts;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A group's score of the last run with everything it came from.
 *
 * @param parts left out before the group's first run
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record GroupParts(UUID id, @Nullable ScoreParts parts) {}
