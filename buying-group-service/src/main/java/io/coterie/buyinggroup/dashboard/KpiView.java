package io.coterie.buyinggroup.dashboard;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the groups created in a period achieve.
 *
 * @param complete are complete now
 * @param shareComplete of the groups, in percent
 * @param completed were complete at some time
 * @param medianTimeToComplete of those, from creation until they first were; an ISO 8601 duration
 * @param qualified were qualified at some time
 * @param medianTimeToQualified of those, from creation until they first were
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record KpiView(
        long groups,
        long complete,
        @Nullable BigDecimal shareComplete,
        long completed,

        @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable
        Duration medianTimeToComplete,

        long qualified,

        @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable
        Duration medianTimeToQualified) {}
