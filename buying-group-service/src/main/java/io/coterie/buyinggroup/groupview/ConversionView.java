package io.coterie.buyinggroup.groupview;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.coterie.buyinggroup.conversion.Conversion;
import io.coterie.buyinggroup.conversion.Opportunity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of a group that sales took over.
 *
 * @param opportunity its key
 * @param convertedAt when the opportunity was opened
 * @param outcomeAt when it was closed; left out while it is open
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ConversionView(
        String opportunity,
        Instant convertedAt,
        Opportunity.Outcome outcome,
        @Nullable Instant outcomeAt) {

    static @Nullable ConversionView of(@Nullable Conversion conversion) {
        return conversion == null
                ? null
                : new ConversionView(
                        conversion.opportunityKey(), conversion.at(), conversion.outcome(), conversion.outcomeAt());
    }
}
