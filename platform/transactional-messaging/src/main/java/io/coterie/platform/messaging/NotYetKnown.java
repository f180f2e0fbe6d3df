package io.coterie.platform.messaging;

/** An event refers to an account or definition that has not arrived yet; the consumer holds it and tries again. */
public class NotYetKnown extends RuntimeException {

    public NotYetKnown(String what) {
        super("Not known here yet: " + what);
    }
}
