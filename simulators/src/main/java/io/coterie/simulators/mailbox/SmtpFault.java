package io.coterie.simulators.mailbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.simulators.faults.Lifetime;
import io.coterie.simulators.faults.Wildcard;
import io.coterie.simulators.restli.ApiError;
import io.coterie.simulators.restli.StrictObject;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Something that shall go wrong in the mail conversation.
 *
 * @param pattern which recipients it meets
 * @param code the reply code of a refusal
 * @param message the reply text of a refusal
 * @param milliseconds how long {@link Kind#SLOW} waits
 */
record SmtpFault(long id, Kind kind, Wildcard pattern, int code, String message, long milliseconds, Lifetime lifetime) {

    /** What goes wrong. */
    enum Kind {
        /** RCPT is refused. */
        REFUSE_RECIPIENT(550, "5.1.1 No such user here"),
        /** The message is refused after its final dot and not stored. */
        REFUSE_MESSAGE(451, "4.3.0 Try again later"),
        /** The connection is closed after the final dot; the message is not stored. */
        DROP_BEFORE_STORE(0, ""),
        /** The message is stored and the connection closed before the answer. */
        DROP_AFTER_STORE(0, ""),
        /** The message is stored and the answer comes late. */
        SLOW(0, ""),
        /** The message is stored and the answer comes when the faults are cleared. */
        HOLD(0, "");

        private final int defaultCode;
        private final String defaultMessage;

        Kind(int defaultCode, String defaultMessage) {
            this.defaultCode = defaultCode;
            this.defaultMessage = defaultMessage;
        }

        String wireName() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private static final Set<String> KINDS =
            Arrays.stream(Kind.values()).map(Kind::wireName).collect(Collectors.toUnmodifiableSet());

    static SmtpFault read(long id, JsonNode body, long now) {
        StrictObject object = StrictObject.of(body);
        Kind kind = Kind.valueOf(
                object.oneOf("kind", KINDS).toUpperCase(Locale.ROOT).replace('-', '_'));
        SmtpFault fault = new SmtpFault(
                id,
                kind,
                object.optionalText("pattern", 200).map(Wildcard::new).orElse(Wildcard.ANYTHING),
                object.optionalNumber("code").map(Math::toIntExact).orElse(kind.defaultCode),
                object.optionalText("message", 200).orElse(kind.defaultMessage),
                object.optionalNumber("milliseconds").orElse(1_000L),
                Lifetime.read(object).startingAt(now));
        object.nothingElse();
        if (fault.refuses() && (fault.code < 400 || fault.code > 599)) {
            throw ApiError.illegalArgument("code must be between 400 and 599").toException();
        }
        return fault;
    }

    boolean covers(List<String> recipients) {
        return recipients.stream().anyMatch(pattern::matches);
    }

    SmtpFault usedOnce() {
        return new SmtpFault(id, kind, pattern, code, message, milliseconds, lifetime.usedOnce());
    }

    private boolean refuses() {
        return kind == Kind.REFUSE_RECIPIENT || kind == Kind.REFUSE_MESSAGE;
    }

    View view() {
        return new View(
                id,
                kind.wireName(),
                pattern.text(),
                refuses() ? Optional.of(code) : Optional.empty(),
                kind == Kind.SLOW ? Optional.of(milliseconds) : Optional.empty(),
                lifetime.remaining(),
                lifetime.seconds());
    }

    /** What {@code GET /faults} shows. */
    record View(
            long id,
            String kind,
            String pattern,
            Optional<Integer> code,
            Optional<Long> milliseconds,
            Optional<Long> remaining,
            Optional<Long> seconds) {}
}
