package io.coterie.platform.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class VerifiedTokensTest {

    private static final Instant NOW = Instant.parse("2026-02-01T00:00:00Z");
    private static final String TOKEN = "Bearer a.b.c";

    private Duration passed = Duration.ZERO;
    private final InstantSource time = () -> NOW.plus(passed);
    private final VerifiedTokens tokens = new VerifiedTokens(time.withZone(ZoneOffset.UTC), () -> passed.toNanos());

    @Test
    void aTokenThatWasNotVerifiedNamesNobody() {
        assertThat(tokens.find(TOKEN)).isNull();
    }

    @Test
    void aVerifiedTokenKeepsItsPrincipalAndRoles() {
        SecurityIdentity verified = identity(principal(NOW.plusSeconds(300)));

        tokens.remember(TOKEN, verified);

        assertThat(tokens.find(TOKEN)).satisfies(known -> {
            assertThat(known.getPrincipal()).isSameAs(verified.getPrincipal());
            assertThat(known.getRoles()).containsExactly("view-profiles");
            assertThat(known.getAttributes())
                    .as("what belongs to the first request alone")
                    .isEmpty();
        });
        assertThat(tokens.find("Bearer a.b.d")).isNull();
    }

    @Test
    void itIsVerifiedAgainAfterAMinute() {
        tokens.remember(TOKEN, identity(principal(NOW.plusSeconds(300))));

        passed = Duration.ofSeconds(59);
        assertThat(tokens.find(TOKEN)).isNotNull();
        passed = Duration.ofSeconds(60);
        assertThat(tokens.find(TOKEN)).isNull();
    }

    @Test
    void itIsVerifiedAgainWhenItExpires() {
        tokens.remember(TOKEN, identity(principal(NOW.plusSeconds(10))));

        passed = Duration.ofSeconds(9);
        assertThat(tokens.find(TOKEN)).isNotNull();
        passed = Duration.ofSeconds(10);
        assertThat(tokens.find(TOKEN)).isNull();
    }

    @Test
    void whatDoesNotSayWhenItExpiresIsNotRemembered() {
        tokens.remember(TOKEN, identity(principal(Instant.EPOCH)));
        tokens.remember("Basic eA==", identity(new QuarkusPrincipal("somebody")));

        assertThat(tokens.find(TOKEN)).isNull();
        assertThat(tokens.find("Basic eA==")).isNull();
    }

    @Test
    void aTokenThatWantsAProofWithEachRequestIsNotRemembered() {
        tokens.remember(TOKEN, identity(principal(NOW.plusSeconds(300), Set.of("exp", "cnf"))));

        assertThat(tokens.find(TOKEN)).isNull();
    }

    private static SecurityIdentity identity(Principal principal) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(principal)
                .addRole("view-profiles")
                .addAttribute("request", "the first")
                .build();
    }

    private static JsonWebToken principal(Instant expires) {
        return principal(expires, Set.of("exp"));
    }

    private static JsonWebToken principal(Instant expires, Set<String> claims) {
        return new JsonWebToken() {
            @Override
            public String getName() {
                return "somebody";
            }

            @Override
            public Set<String> getClaimNames() {
                return claims;
            }

            @Override
            @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
            public <T> @Nullable T getClaim(String claim) {
                if (!claims.contains(claim)) {
                    return null;
                }
                return (T) (claim.equals("exp") ? Long.valueOf(expires.getEpochSecond()) : Map.of("jkt", "a"));
            }
        };
    }
}
