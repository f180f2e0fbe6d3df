package io.coterie.simulators.linkedin;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.simulators.faults.Lifetime;
import io.coterie.simulators.faults.Wildcard;
import io.coterie.simulators.restli.ApiError;
import io.coterie.simulators.restli.StrictObject;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Something that shall go wrong.
 *
 * @param method only calls with this method
 * @param path only calls whose path contains this
 * @param status what {@link Kind#RESPOND} answers
 * @param retryAfter seconds that {@link Kind#RESPOND} asks to wait, in the header of that name
 * @param domain what {@link Kind#REJECT_ELEMENT} matches
 * @param milliseconds how long {@link Kind#SLOW} waits
 */
record Fault(
        long id,
        Kind kind,
        Optional<String> method,
        Optional<String> path,
        int status,
        Optional<Long> retryAfter,
        Wildcard domain,
        long milliseconds,
        Lifetime lifetime) {

    /** What goes wrong. */
    enum Kind {
        /** Answers with a status and does nothing. */
        RESPOND,
        /** Every new segment cannot be found for a number of calls, or for so many seconds. */
        NOT_FOUND_AFTER_CREATE,
        /** Elements of a batch whose domain matches are refused. */
        REJECT_ELEMENT,
        /** Waits before the work. */
        SLOW,
        /** Closes the connection instead of doing the work. */
        DROP_REQUEST,
        /** Does the work and closes the connection instead of answering. */
        DROP_ANSWER;

        String wireName() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private static final Set<String> KINDS =
            Arrays.stream(Kind.values()).map(Kind::wireName).collect(Collectors.toUnmodifiableSet());

    static Fault read(long id, JsonNode body, long now) {
        StrictObject object = StrictObject.of(body);
        Kind kind = Kind.valueOf(
                object.oneOf("kind", KINDS).toUpperCase(Locale.ROOT).replace('-', '_'));
        Lifetime lifetime = Lifetime.read(object);
        Fault fault = new Fault(
                id,
                kind,
                object.optionalText("method", 10),
                object.optionalText("path", 200),
                object.optionalNumber("status").map(Math::toIntExact).orElse(500),
                object.optionalNumber("retryAfter"),
                object.optionalText("domain", 253).map(Wildcard::new).orElse(Wildcard.ANYTHING),
                object.optionalNumber("milliseconds").orElse(1_000L),
                kind == Kind.NOT_FOUND_AFTER_CREATE ? lifetime : lifetime.startingAt(now));
        object.nothingElse();
        if (fault.status < 400 || fault.status > 599) {
            throw ApiError.illegalArgument("status must be between 400 and 599").toException();
        }
        return fault;
    }

    boolean covers(String callMethod, String callPath) {
        return method.map(callMethod::equalsIgnoreCase).orElse(true)
                && path.map(callPath::contains).orElse(true);
    }

    boolean covers(CompanyUpdate update) {
        return update.companyWebsiteDomain()
                .or(update::companyEmailDomain)
                .or(update::companyName)
                .filter(domain::matches)
                .isPresent();
    }

    Fault with(Lifetime newLifetime) {
        return new Fault(id, kind, method, path, status, retryAfter, domain, milliseconds, newLifetime);
    }

    View view() {
        return new View(
                id,
                kind.wireName(),
                method,
                path,
                kind == Kind.RESPOND ? Optional.of(status) : Optional.empty(),
                retryAfter,
                kind == Kind.REJECT_ELEMENT ? Optional.of(domain.text()) : Optional.empty(),
                kind == Kind.SLOW ? Optional.of(milliseconds) : Optional.empty(),
                lifetime.remaining(),
                lifetime.seconds());
    }

    /** What {@code GET /simulator/faults} shows. */
    record View(
            long id,
            String kind,
            Optional<String> method,
            Optional<String> path,
            Optional<Integer> status,
            Optional<Long> retryAfter,
            Optional<String> domain,
            Optional<Long> milliseconds,
            Optional<Long> remaining,
            Optional<Long> seconds) {}
}
