package io.coterie.journey.flow;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The time of day, and as much later as a test says. It only ever goes forward, as for everybody else. */
@ApplicationScoped
public class MovableClock extends Clock {

    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
    private final AtomicReference<@Nullable Instant> standing = new AtomicReference<>();

    void advance(Duration time) {
        ahead.updateAndGet(now -> now.plus(time));
    }

    /** Stands still at the next whole second, until it goes on. */
    Instant stop() {
        Instant second = instant().plusSeconds(1).truncatedTo(ChronoUnit.SECONDS);
        standing.set(second);
        advance(Duration.ofSeconds(1));
        return second;
    }

    void goOn() {
        standing.set(null);
    }

    @Override
    public Instant instant() {
        Instant stopped = standing.get();
        return stopped == null ? Clock.systemUTC().instant().plus(ahead.get()) : stopped;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
