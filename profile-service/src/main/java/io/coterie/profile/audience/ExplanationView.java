package io.coterie.profile.audience;

import io.coterie.platform.conditions.Explanation;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Why an account belongs to an audience or does not.
 *
 * @param member whether it is a member as it is kept
 * @param at the instant of the explanation, which looks at everything as it is now
 * @param condition the condition in words
 */
@Schema(name = "AudienceExplanation")
record ExplanationView(String accountKey, boolean member, Instant at, String condition, Explanation explanation) {}
