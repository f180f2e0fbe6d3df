package io.coterie.activation.destination;

/** What the audience holds of a member, as far as we know. */
sealed interface Held {

    /** Not in the audience. */
    record Absent() implements Held {}

    /** In the audience: LinkedIn has confirmed it. */
    record Present(Company company) implements Held {}

    /** Sent, and the answer was lost: perhaps in the audience. */
    record Unknown(Company company) implements Held {}
}
