package io.coterie.activation.delivery;

import java.util.regex.Pattern;

/** What came of giving one message to the mail server. */
sealed interface HandOverResult {

    /** The server has taken responsibility. */
    record Accepted() implements HandOverResult {}

    /** The server said no for good (5yz). */
    record Refused(int code, String reply) implements HandOverResult {

        /** No such mailbox or domain, moved, or closed (RFC 3463); what a policy refuses (5.7) is not the address's fault. */
        private static final Pattern NO_SUCH_ADDRESS =
                Pattern.compile("(?<![\\d.])5\\.(?:1\\.(?:1|2|3|6|10)|2\\.1)(?![\\d.]*\\d)");

        /** True when writing to the address again can never succeed. */
        boolean saysThereIsNoSuchAddress() {
            return NO_SUCH_ADDRESS.matcher(reply).find();
        }
    }

    /** The server said no for now (4yz). */
    record Deferred(int code, String reply) implements HandOverResult {}

    /** No connection came about, so that nothing can have been delivered. */
    record NotReached(String reason) implements HandOverResult {}

    /** The connection was cut with the message on it; the server may or may not have it. */
    record Unknown(String reason) implements HandOverResult {}
}
