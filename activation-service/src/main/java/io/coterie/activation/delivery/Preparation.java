package io.coterie.activation.delivery;

/** What a message has become when it is about to be handed over. */
public sealed interface Preparation {

    /** It can go. */
    record Ready(OutgoingMail mail) implements Preparation {}

    /** It must not go: consent or suppression. */
    record Withheld(String recipient, String reason) implements Preparation {}

    /** It never can go: its definition, person or address is missing or broken. */
    record Broken(String reason) implements Preparation {}

    /** Something it needs has not arrived yet; an action may overtake the record it speaks of. */
    record TooEarly(String reason) implements Preparation {}
}
