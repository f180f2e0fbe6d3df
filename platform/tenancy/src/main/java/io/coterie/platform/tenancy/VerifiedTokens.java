package io.coterie.platform.tenancy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * Whom bearer tokens name that were verified less than a minute ago and have not expired. A key that the issuer withdraws
 * is therefore believed for a minute longer (decision 0018).
 */
final class VerifiedTokens {

    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final long MOST = 2_000;

    private final Clock clock;
    private final Cache<String, SecurityIdentity> identities;

    VerifiedTokens(Clock clock, Ticker ticker) {
        this.clock = clock;
        this.identities = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfter(Expiry.<String, SecurityIdentity>creating((_, identity) -> remaining(identity)))
                .ticker(ticker)
                .build();
    }

    /** Null when the token has to be verified. */
    @Nullable
    SecurityIdentity find(String token) {
        return identities.getIfPresent(token);
    }

    /** Keeps principal and roles alone: what else an identity carries belongs to the request that it was made for. */
    void remember(String token, SecurityIdentity verified) {
        if (remaining(verified).isPositive()) {
            identities.put(
                    token,
                    QuarkusSecurityIdentity.builder()
                            .setPrincipal(verified.getPrincipal())
                            .addRoles(verified.getRoles())
                            .build());
        }
    }

    private Duration remaining(SecurityIdentity identity) {
        // A token that is bound to a key (cnf) is worth something only together with a proof, which each request brings
        // anew.
        if (!(identity.getPrincipal() instanceof JsonWebToken token) || token.containsClaim("cnf")) {
            return Duration.ZERO;
        }
        Duration valid = Duration.between(clock.instant(), Instant.ofEpochSecond(token.getExpirationTime()));
        return valid.compareTo(LONGEST) < 0 ? valid : LONGEST;
    }
}
