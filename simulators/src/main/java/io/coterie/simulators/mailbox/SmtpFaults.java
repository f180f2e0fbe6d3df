package io.coterie.simulators.mailbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The faults asked for and not yet used up. Clearing them also lets every held answer go. */
final class SmtpFaults {

    private final Clock clock;
    private final List<SmtpFault> faults = new ArrayList<>();
    private CountDownLatch cleared = new CountDownLatch(1);
    private long nextId = 1;

    SmtpFaults(Clock clock) {
        this.clock = clock;
    }

    synchronized SmtpFault add(JsonNode body) {
        SmtpFault fault = SmtpFault.read(nextId, body, clock.millis());
        nextId++;
        faults.add(fault);
        return fault;
    }

    synchronized void clear() {
        faults.clear();
        cleared.countDown();
        cleared = new CountDownLatch(1);
    }

    synchronized List<SmtpFault> active() {
        long now = clock.millis();
        faults.removeIf(fault -> fault.lifetime().isOver(now));
        return List.copyOf(faults);
    }

    /** Uses up one fault of this kind for these recipients, if there is one. */
    synchronized Optional<SmtpFault> take(SmtpFault.Kind kind, List<String> recipients) {
        for (SmtpFault fault : active()) {
            if (fault.kind() == kind && fault.covers(recipients)) {
                faults.replaceAll(candidate -> candidate.id() == fault.id() ? fault.usedOnce() : candidate);
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }

    /** Waits for the faults to be cleared; false when the time is over first. */
    boolean awaitCleared(long milliseconds) throws InterruptedException {
        return latch().await(milliseconds, TimeUnit.MILLISECONDS);
    }

    private synchronized CountDownLatch latch() {
        return cleared;
    }
}
