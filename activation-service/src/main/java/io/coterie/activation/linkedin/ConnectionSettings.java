package io.coterie.activation.linkedin;

import io.coterie.activation.secret.Secret;
import io.coterie.platform.problem.ProblemException;
import io.coterie.platform.problem.Violation;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A connection's settings, checked and in normal form. The addresses are checked by the URL guard. */
record ConnectionSettings(
        String name,
        String baseUrl,
        String tokenUrl,
        String sponsoredAccount,
        String apiVersion,
        String sourcePlatform,
        Optional<String> clientId,
        Optional<Secret> clientSecret,
        Optional<Secret> accessToken,
        Optional<Secret> refreshToken) {

    /** The version to start with; each is supported for at least twelve months. */
    private static final String FIRST_VERSION = "202608";

    private static final String PUBLIC_API = "https://api.linkedin.com";
    private static final String PUBLIC_TOKENS = "https://www.linkedin.com/oauth/v2/accessToken";
    private static final String ACCOUNT_URN = "urn:li:sponsoredAccount:";
    private static final Pattern ACCOUNT = Pattern.compile("(?:urn:li:sponsoredAccount:)?(\\d{1,19})");
    private static final Pattern VERSION = Pattern.compile("20\\d{2}(?:0[1-9]|1[0-2])");
    private static final Pattern PLATFORM = Pattern.compile("[A-Z][A-Z0-9_]{0,63}");

    /** @param known whether secrets are stored already, so that they may be left out */
    static ConnectionSettings of(ConnectionRequest request, boolean known) {
        List<Violation> violations = new ArrayList<>();
        if (isBlank(request.name())) {
            violations.add(new Violation("/name", "Expected a text."));
        }
        if (isBlank(request.baseUrl())) {
            violations.add(new Violation("/baseUrl", "Expected a URL such as " + PUBLIC_API + "."));
        }
        matches(violations, "/sponsoredAccount", orEmpty(request.sponsoredAccount()), ACCOUNT, "an ad account");
        matches(violations, "/version", orElse(request.version(), FIRST_VERSION), VERSION, "a version YYYYMM");
        matches(
                violations,
                "/sourcePlatform",
                orElse(request.sourcePlatform(), "DIRECT_API"),
                PLATFORM,
                "a source platform such as DIRECT_API");
        if (isBlank(request.accessToken()) && !known) {
            violations.add(new Violation("/accessToken", "Expected an access token."));
        }
        if (!violations.isEmpty()) {
            throw new ProblemException(
                    LinkedInError.CONNECTION_INVALID, "Expected a connection that can work.", violations);
        }
        String baseUrl = Objects.requireNonNull(request.baseUrl())
                .strip()
                .replaceAll("/+$", "")
                .replaceAll("/rest$", "");
        return new ConnectionSettings(
                Objects.requireNonNull(request.name()).strip(),
                baseUrl,
                isBlank(request.tokenUrl())
                        ? tokenUrl(baseUrl)
                        : Objects.requireNonNull(request.tokenUrl()).strip(),
                ACCOUNT_URN
                        + ACCOUNT.matcher(orEmpty(request.sponsoredAccount())).replaceAll("$1"),
                orElse(request.version(), FIRST_VERSION),
                orElse(request.sourcePlatform(), "DIRECT_API"),
                text(request.clientId()),
                text(request.clientSecret()).map(Secret::new),
                text(request.accessToken()).map(Secret::new),
                text(request.refreshToken()).map(Secret::new));
    }

    private static String tokenUrl(String baseUrl) {
        if (baseUrl.equals(PUBLIC_API)) {
            return PUBLIC_TOKENS;
        }
        try {
            return URI.create(baseUrl).resolve("/oauth/v2/accessToken").toString();
        } catch (IllegalArgumentException _) {
            throw ProblemException.ofField(LinkedInError.CONNECTION_INVALID, "/baseUrl", "Expected a URL.");
        }
    }

    private static void matches(
            List<Violation> violations, String field, String value, Pattern pattern, String expectation) {
        if (!pattern.matcher(value).matches()) {
            violations.add(new Violation(field, "Expected " + expectation + "."));
        }
    }

    private static Optional<String> text(@Nullable String value) {
        return isBlank(value) ? Optional.empty() : Optional.ofNullable(value);
    }

    private static String orEmpty(@Nullable String value) {
        return value == null ? "" : value;
    }

    private static String orElse(@Nullable String value, String otherwise) {
        return value == null || value.isBlank() ? otherwise : value;
    }

    private static boolean isBlank(@Nullable String value) {
        return value == null || value.isBlank();
    }
}
