package io.coterie.platform.testing;

import io.smallrye.jwt.build.Jwt;
import java.security.PrivateKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Access tokens as the realm issues them: organisation, sandboxes and permissions, signed with this JVM's key, which the
 * services under test trust.
 *
 * <pre>{@code
 * String token = Tokens.of("acme@CoterieOrg").sandboxes("dev").permissions("view-b2b-buying-groups").sign();
 * given().auth().oauth2(token).header("x-sandbox-name", "dev")…
 * }</pre>
 *
 * Each method returns a changed copy; the faults at the end make the tokens a service must refuse.
 */
public record Tokens(
        @Nullable String organisation,
        List<String> sandboxes,
        List<String> permissions,
        String subject,
        String audience,
        String issuer,
        Duration age,
        boolean signedByStranger) {

    public static final String ISSUER = "https://issuer.coterie.test/realms/coterie";
    public static final String AUDIENCE = "coterie-api";

    /** The organisation most tests act for. */
    public static final String ACME = "acme@CoterieOrg";

    /** Somebody else's organisation, for tests of isolation. */
    public static final String GLOBEX = "globex@CoterieOrg";

    private static final Duration LIFETIME = Duration.ofMinutes(30);

    /** A token of the organisation, for all of its sandboxes ({@code *}), with no permission yet. */
    public static Tokens of(String organisation) {
        return new Tokens(organisation, List.of("*"), List.of(), "test-user", AUDIENCE, ISSUER, Duration.ZERO, false);
    }

    public Tokens sandboxes(String... names) {
        return new Tokens(organisation, List.of(names), permissions, subject, audience, issuer, age, signedByStranger);
    }

    public Tokens permissions(String... ids) {
        return new Tokens(organisation, sandboxes, List.of(ids), subject, audience, issuer, age, signedByStranger);
    }

    public Tokens subject(String name) {
        return new Tokens(organisation, sandboxes, permissions, name, audience, issuer, age, signedByStranger);
    }

    public Tokens withoutOrganisation() {
        return new Tokens(null, sandboxes, permissions, subject, audience, issuer, age, signedByStranger);
    }

    public Tokens audience(String other) {
        return new Tokens(organisation, sandboxes, permissions, subject, other, issuer, age, signedByStranger);
    }

    public Tokens issuer(String other) {
        return new Tokens(organisation, sandboxes, permissions, subject, audience, other, age, signedByStranger);
    }

    public Tokens expired() {
        return new Tokens(
                organisation,
                sandboxes,
                permissions,
                subject,
                audience,
                issuer,
                LIFETIME.plusMinutes(10),
                signedByStranger);
    }

    public Tokens byStranger() {
        return new Tokens(organisation, sandboxes, permissions, subject, audience, issuer, age, true);
    }

    /** The compact form, ready for the {@code Authorization: Bearer} header. */
    public String sign() {
        Instant issued = Clock.systemUTC().instant().minus(age);
        PrivateKey key = signedByStranger ? TokenKeys.strangersKey() : TokenKeys.privateKey();
        var claims = Jwt.subject(subject)
                .issuer(issuer)
                .audience(audience)
                .preferredUserName(subject)
                .issuedAt(issued)
                .expiresAt(issued.plus(LIFETIME))
                .claim("sandboxes", sandboxes)
                .claim("realm_access", Map.of("roles", permissions));
        if (organisation != null) {
            claims.claim("org", organisation);
        }
        return claims.sign(key);
    }
}
