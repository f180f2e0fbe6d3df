package io.coterie.buyinggroup.build;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import io.quarkus.scheduler.common.runtime.util.SchedulerUtils;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.Optional;

/** Which night it is where this service's nights are counted (D-31), for all that waits for the night's builds (D-80). */
@ApplicationScoped
public class Nights {

    /** As the scheduler reads them. */
    private static final CronParser EXPRESSIONS =
            new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.QUARTZ));

    private final BuildConfig config;

    Nights(BuildConfig config) {
        this.config = config;
    }

    /** The date in the zone of the builds. */
    public LocalDate at(Instant instant) {
        return instant.atZone(config.timeZone()).toLocalDate();
    }

    /** The night that a schedule was due for the last time; none when it is switched off. */
    public Optional<LocalDate> lastDue(String cron, Instant now) {
        return SchedulerUtils.isOff(cron)
                ? Optional.empty()
                : ExecutionTime.forCron(EXPRESSIONS.parse(cron))
                        .lastExecution(now.atZone(config.timeZone()))
                        .map(ZonedDateTime::toLocalDate);
    }
}
