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

    private static Ruling settled(@Nullable Standing before, Standing after) {
        return before != null && before.decidesLike(after) ? new Ruling.Unchanged() : new Ruling.Applied(before, after);
    }
}
