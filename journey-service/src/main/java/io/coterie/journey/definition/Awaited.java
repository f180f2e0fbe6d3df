package io.coterie.journey.definition;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** The event that a listen waits for (§7). */
public sealed interface Awaited {

    /** The type of every event of a person. */
    String EXPERIENCE_EVENT = "experience-event";

    /** As written in a definition. */
    String type();

    /** What the event must be about: the id of a solution interest, or the XDM type of an experience event. */
    String about();

    /** Constraints as written, over one event; null for any event of the type. Compiled by the shell. */
    @Nullable
    JsonNode where();

    /** Something happens to the account's buying group of an interest. */
    record GroupEvent(
            GroupEventKind kind,
            String solutionInterest,
            @Nullable JsonNode where) implements Awaited {
        @Override
        public String type() {
            return kind.text();
        }

        @Override
        public String about() {
            return solutionInterest;
        }
    }

    /** Some person of the account does something; it moves the whole account (§5.2). */
    record PersonEvent(String eventType, @Nullable JsonNode where) implements Awaited {
        @Override
        public String type() {
            return EXPERIENCE_EVENT;
        }

        @Override
        public String about() {
            return eventType;
        }
    }
}
