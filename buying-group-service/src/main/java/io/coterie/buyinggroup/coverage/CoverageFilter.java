package io.coterie.buyinggroup.coverage;

import io.coterie.buyinggroup.parameter.Days;
import io.coterie.buyinggroup.parameter.Parameter;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Whose memberships count, assigned in this period. */
public class CoverageFilter extends ContactFilter {

    @QueryParam("from")
    @Nullable
    String from;

    @QueryParam("to")
    @Nullable
    String to;

    /** Null for any time, which is what leaving out both ends means. */
    @Nullable
    Days period(Instant now) {
        return Parameter.text("from", from) == null && Parameter.text("to", to) == null ? null : Days.of(from, to, now);
    }
}
