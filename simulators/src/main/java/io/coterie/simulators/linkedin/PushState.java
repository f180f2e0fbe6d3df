package io.coterie.simulators.linkedin;

import java.util.Optional;

/** How far a notification got. */
final class PushState {

    /** Where a notification stands. */
    enum Progress {
        PENDING,
        ACCEPTED,
        ENDED
    }

    private final Push push;
    private Progress progress = Progress.PENDING;
    private int attempts;
    private Optional<Integer> lastStatus = Optional.empty();
    private Optional<String> lastProblem = Optional.empty();
    private Optional<Long> acceptedAt = Optional.empty();

    PushState(Push push) {
        this.push = push;
    }

    /** An attempt that was not accepted; it is not journaled, so a restart counts from what was accepted. */
    void refused(Optional<Integer> status, String problem) {
        attempts++;
        lastStatus = status;
        lastProblem = Optional.of(problem);
    }

    void accepted(int totalAttempts, int status, long at) {
        progress = Progress.ACCEPTED;
        attempts = totalAttempts;
        lastStatus = Optional.of(status);
        lastProblem = Optional.empty();
        acceptedAt = Optional.of(at);
    }

    void ended(int totalAttempts, String reason) {
        progress = Progress.ENDED;
        attempts = totalAttempts;
        lastProblem = Optional.of(reason);
    }

    Push push() {
        return push;
    }

    int attempts() {
        return attempts;
    }

    boolean isOpen() {
        return progress == Progress.PENDING;
    }

    View view() {
        return new View(
                push.id(),
                push.subscriptionId(),
                push.action(),
                push.signature(),
                progress,
                attempts,
                lastStatus,
                lastProblem,
                acceptedAt);
    }

    /** What {@code GET /simulator/leads} shows. */
    record View(
            long id,
            long subscription,
            Push.Action action,
            LeadSignature signature,
            Progress state,
            int attempts,
            Optional<Integer> lastStatus,
            Optional<String> lastProblem,
            Optional<Long> acceptedAt) {}
}
