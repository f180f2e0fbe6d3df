package io.coterie.buyinggroup.engaged;

import io.coterie.buyinggroup.parameter.Days;
import io.coterie.buyinggroup.parameter.Parameter;
import io.coterie.buyinggroup.weightingmodel.EngagementType;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What counts as engagement: on which days, of which type, and by holders of which roles (§17.2). */
public class EngagedFilter {

    @QueryParam("role")
    @Nullable
    List<String> role;

    @QueryParam("engagementType")
    @Nullable
    List<String> engagementType;

    @QueryParam("from")
    @Nullable
    String from;

    @QueryParam("to")
    @Nullable
    String to;

    Days days(Instant now, LocalDate keptSince) {
        return Days.kept(from, to, now, keptSince);
    }

    List<String> roles() {
        return Parameter.texts("role", role).stream()
                .map(text -> text.toLowerCase(Locale.ROOT))
                .toList();
    }

    List<EngagementType> types() {
        return Parameter.texts("engagementType", engagementType).stream()
                .map(type -> Parameter.word("engagementType", type, EngagementType.EVENT))
                .toList();
    }
}
