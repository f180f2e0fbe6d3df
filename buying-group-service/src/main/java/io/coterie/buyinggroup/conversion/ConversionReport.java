package io.coterie.buyinggroup.conversion;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of groups that were ready for sales, by interest and by when they first were.
 *
 * @param to exclusive
 * @param period week, month or year
 */
record ConversionReport(LocalDate from, LocalDate to, String period, List<Line> items) {

    /**
     * The groups of an interest that first became ready in one period, whenever the rest happened.
     *
     * @param converted those sales made an opportunity of
     * @param won those whose opportunity was won; the rest of the converted is lost or open
     * @param medianDaysToQualify from the making of the group
     * @param medianDaysToConvert from qualification to opportunity; left out while none converted
     * @param medianDaysToWin from opportunity to its winning; left out while none was won
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Line(
            UUID solutionInterest,
            String solutionInterestName,
            LocalDate periodStart,
            long qualified,
            long converted,
            long won,
            long lost,
            double medianDaysToQualify,
            @Nullable Double medianDaysToConvert,
            @Nullable Double medianDaysToWin) {}
}
