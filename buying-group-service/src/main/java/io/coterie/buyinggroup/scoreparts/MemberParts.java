package io.coterie.buyinggroup.scoreparts;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A member's score with everything it came from.
 *
 * @param parts left out for a person who never did anything that counts
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record MemberParts(String personKey, String role, @Nullable ScoreParts parts) {}
