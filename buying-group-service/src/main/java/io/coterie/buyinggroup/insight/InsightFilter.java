package io.coterie.buyinggroup.insight;

import io.coterie.buyinggroup.browse.GroupSearch;
import io.coterie.buyinggroup.parameter.Days;
import io.coterie.buyinggroup.parameter.Parameter;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The filters of role insights: roles, interests and days, by default of the past year (§13.4). */
public class InsightFilter {

    @QueryParam("role")
    @Nullable
    List<String> role;

    @QueryParam("solutionInterest")
    @Nullable
    List<String> solutionInterest;

    @QueryParam("from")
    @Nullable
    String from;

    @QueryParam("to")
    @Nullable
    String to;

    String[] roles() {
        return lower(Parameter.texts("role", role));
    }

    String[] interests() {
        return lower(Parameter.texts("solutionInterest", solutionInterest));
    }

    GroupSearch search() {
        return GroupSearch.of(
                Parameter.texts("solutionInterest", solutionInterest), List.of(), List.of(), List.of(), List.of());
    }

    Days days(Instant now) {
        return Days.of(from, to, now);
    }

    /** For questions about what people did, which is kept since a day only. */
    Days days(Instant now, LocalDate keptSince) {
        return Days.kept(from, to, now, keptSince);
    }

    private static String[] lower(List<String> values) {
        return values.stream().map(value -> value.toLowerCase(Locale.ROOT)).toArray(String[]::new);
    }
}
