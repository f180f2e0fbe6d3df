package io.coterie.buyinggroup.membership;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The rule of §9.6: a decision applies if and only if its source ranks at least as high as the one that stands. */
public final class Precedence {

    private Precedence() {}

    /** Rules on one decision about one person of one group. */
    public static Ruling rule(@Nullable Standing standing, Decision decision, Instant now) {
        return switch (decision) {
            case Decision.Assign assign -> assign(standing, assign, now);
            case Decision.Remove remove -> remove(standing, remove, now);
            case Decision.Depart depart -> depart(standing, depart, now);
            case Decision.TakeOver takeOver -> takeOver(standing, takeOver, now);
            case Decision.Merge merge -> merge(standing, merge, now);
        };
    }

    private static Ruling assign(@Nullable Standing standing, Decision.Assign assign, Instant now) {
        if (standing != null && !assign.source().mayOverride(standing.source())) {
            return new Ruling.Overruled(standing);
        }
        Instant since = standing != null && standing.active() ? standing.assignedAt() : now;
        return settled(
                standing,
                new Standing(
                        assign.personKey(),
                        true,
                        assign.role(),
                        assign.source(),
                        assign.cause(),
                        assign.by(),
                        now,
                        since));
    }

    private static Ruling remove(@Nullable Standing standing, Decision.Remove remove, Instant now) {
        if (standing == null) {
            return new Ruling.Unchanged();
        }
        if (!remove.source().mayOverride(standing.source())) {
            return new Ruling.Overruled(standing);
        }
        return settled(standing, standing.removed(remove.source(), remove.cause(), remove.by(), now));
    }

    private static Ruling depart(@Nullable Standing standing, Decision.Depart depart, Instant now) {
        if (standing == null || !standing.active()) {
            // A removal by hand outlives the absence: whoever comes back stays removed.
            return new Ruling.Unchanged();
        }
        return settled(standing, standing.removed(Source.SYSTEM, depart.cause(), depart.by(), now));
    }

    private static Ruling takeOver(@Nullable Standing standing, Decision.TakeOver takeOver, Instant now) {
        Standing decided = takeOver.decided();
        if (standing != null && !decided.prevailsOver(standing)) {
            return new Ruling.Overruled(standing);
        }
        boolean member = decided.active() || decided.isWaiting();
        // Whoever was removed under the other key stays out under this one, member before or not.
        String role = member || standing == null ? decided.role() : standing.role();
        Instant since = standing != null && (standing.active() || !member) ? standing.assignedAt() : now;
        return settled(
                standing,
                new Standing(
                        takeOver.personKey(),
                        member,
                        role,
                        decided.source(),
                        Cause.TAKEN_OVER,
                        decided.decidedBy(),
                        now,
                        since));
    }

    private static Ruling merge(@Nullable Standing standing, Decision.Merge merge, Instant now) {
        if (standing == null || (!standing.active() && (standing.source() == Source.SYSTEM || !merge.takenOver()))) {
            return new Ruling.Unchanged();
        }
        return settled(
                standing,
                merge.takenOver() || standing.source() == Source.SYSTEM
                        ? standing.removed(Source.SYSTEM, Cause.MERGED, merge.by(), now)
                        : standing.waiting());
    }

    private static Ruling settled(@Nullable Standing before, Standing after) {
        return before != null && before.decidesLike(after) ? new Ruling.Unchanged() : new Ruling.Applied(before, after);
    }
}
