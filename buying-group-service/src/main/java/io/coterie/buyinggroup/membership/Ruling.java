package io.coterie.buyinggroup.membership;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of a {@link Decision}. */
public sealed interface Ruling {

    /**
     * It stands.
     *
     * @param before what stood; null for a person about whom nothing had been decided
     */
    record Applied(@Nullable Standing before, Standing after) implements Ruling {

        /** What readers of the group see of it. */
        public Effect effect() {
            if (before == null || !before.active()) {
                return after.active() ? Effect.ASSIGNED : Effect.REMOVAL_CONFIRMED;
            }
            if (!after.active()) {
                return Effect.REMOVED;
            }
            return before.role().equals(after.role()) ? Effect.SOURCE_RAISED : Effect.ROLE_CHANGED;
        }
    }

    /** Nothing changes, because a higher source decided otherwise. */
    record Overruled(Standing standing) implements Ruling {}

    /** Nothing changes, because it is so already, or there is nobody to remove (D-35). */
    record Unchanged() implements Ruling {}

    /** Adds the ruling to the changes if it stands. */
    static void collect(List<Applied> changes, Ruling ruling) {
        switch (ruling) {
            case Applied applied -> changes.add(applied);
            case Overruled _, Unchanged _ -> {}
        }
    }

    /** The visible part of a ruling that stands. */
    enum Effect {
        ASSIGNED,
        REMOVED,
        ROLE_CHANGED,
        /** Same role, but from now on harder to change. */
        SOURCE_RAISED,
        /** Was out already, and is from now on harder to bring back. */
        REMOVAL_CONFIRMED
    }
}
