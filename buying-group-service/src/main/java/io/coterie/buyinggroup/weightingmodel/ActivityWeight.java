package io.coterie.buyinggroup.weightingmodel;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A kind of activity with its band (WGT-09, WGT-11).
 *
 * @param activity the event type, for example {@code web.formFilledOut}
 * @param label what people call it
 * @param band the name of a band of the same model
 * @param updatedAt when this line changed last, as {@code updatedBy}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ActivityWeight(
        String activity,
        @Nullable String label,
        @Nullable EngagementType engagementType,
        String band,
        Instant updatedAt,
        String updatedBy) {

    /** Whether it says the same, whenever and by whomever it was said. */
    boolean saysTheSame(ActivityWeight other) {
        return equals(new ActivityWeight(
                other.activity, other.label, other.engagementType, other.band, updatedAt, updatedBy));
    }
}
