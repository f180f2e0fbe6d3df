package io.coterie.buyinggroup.stage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answer to "may this group move to that stage?". */
public sealed interface StageMove {

    /** @param to in the model's spelling */
    record Allowed(@Nullable String from, String to) implements StageMove {}

    /** @param allowed where the group may move instead; empty at the end of the way */
    record Refused(@Nullable String from, String to, List<String> allowed) implements StageMove {

        /** The refusal in words, with the moves that are allowed (STG-12). */
        public String words() {
            return "From " + (from == null ? "no stage" : "stage '" + from + "'") + " a group cannot move to '" + to
                    + "'; "
                    + (allowed.isEmpty() ? "no move is allowed." : "allowed: " + String.join(", ", allowed) + ".");
        }
    }
}
