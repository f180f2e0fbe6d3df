package io.coterie.activation.secret;

/** A text that never shows itself in a log, an exception or a debugger's summary. */
public record Secret(String value) {

    @Override
    public String toString() {
        return "(secret)";
    }
}
