package io.coterie.activation.destination;

import java.time.Duration;

/** What is written down about a member after it has been looked at or LinkedIn has answered. */
sealed interface Ruling {

    Member member();

    /** What the audience holds of it now. */
    Held held();

    /** The audience is as wanted. */
    record Reached(Member member, Held held) implements Ruling {}

    /** It cannot become as wanted; tried again only when the account or the wish changes. */
    record Impossible(Member member, Held held, String reason) implements Ruling {}

    /** There is more to do. */
    record Again(Member member, Held held, Duration delay, boolean counted) implements Ruling {}
}
