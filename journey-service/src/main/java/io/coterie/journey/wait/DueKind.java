package io.coterie.journey.wait;

import java.util.Arrays;

/** Why a run is due, in the order in which several reasons are looked at: what was heard comes before what ran out. */
public enum DueKind {
    ABORT("abort"),
    ENTRY("entry"),
    HEARD("heard"),
    GROUP("group"),
    TIMER("timer");

    private final String text;

    DueKind(String text) {
        this.text = text;
    }

    /** As stored. */
    public String text() {
        return text;
    }

    static DueKind of(String text) {
        return Arrays.stream(values())
                .filter(kind -> kind.text.equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Expected a kind of due work, but found " + text));
    }
}
