package io.coterie.activation.delivery;

/** What came of giving one message to the mail server. */
sealed interface HandOverResult {

    /** The server has taken responsibility. */
    record Accepted() implements HandOverResult {}

    /** The server said no for good (5yz). */
    record Refused(int code, String reply) implements HandOverResult {}

    /** The server said no for now (4yz). */
    record Deferred(int code, String reply) implements HandOverResult {}

    /** No connection came about, so that nothing can have been delivered. */
    record NotReached(String reason) implements HandOverResult {}

    /** The connection was cut with the message on it; the server may or may not have it. */
    record Unknown(String reason) implements HandOverResult {}
}
