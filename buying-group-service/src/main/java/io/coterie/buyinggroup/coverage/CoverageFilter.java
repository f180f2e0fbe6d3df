package io.coterie.buyinggroup.coverage;

import io.coterie.buyinggroup.browse.GroupSearch;
import io.coterie.buyinggroup.parameter.Days;
import io.coterie.buyinggroup.parameter.Parameter;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whose memberships count: of these interests and accounts, assigned in this period. */
public class CoverageFilter {

    @QueryParam("solutionInterest")
    @Nullable
    List<String> solutionInterest;

    @QueryParam("account")
    @Nullable
    List<String> account;

    @QueryParam("from")
    @Nullable
    String from;

    @QueryParam("to")
    @Nullable
    String to;

    List<String> accounts() {
        return Parameter.texts("account", account);
    }

    List<String> interests() {
        return Parameter.texts("solutionInterest", solutionInterest);
    }

    GroupSearch search() {
        return GroupSearch.of(interests(), accounts(), List.of(), List.of(), List.of());
    }

    /** Null for any time, which is what leaving out both ends means. */
    @Nullable
    Days period(Instant now) {
        return Parameter.text("from", from) == null && Parameter.text("to", to) == null ? null : Days.of(from, to, now);
    }
}
