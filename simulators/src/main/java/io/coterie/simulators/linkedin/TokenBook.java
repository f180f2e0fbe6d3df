package io.coterie.simulators.linkedin;

import io.coterie.simulators.restli.ApiError;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Consents and the tokens that came of them. */
final class TokenBook {

    private final Map<String, Long> consents = new HashMap<>();
    private final Map<String, Long> accessTokens = new HashMap<>();
    private final Set<String> revoked = new HashSet<>();

    void apply(Change change) {
        switch (change) {
            case Change.ConsentGiven consent -> consents.put(consent.refreshToken(), consent.at());
            case Change.AccessTokenIssued issued -> accessTokens.put(issued.accessToken(), issued.expiresAt());
            case Change.TokensRevoked revocation -> {
                revoked.addAll(accessTokens.keySet());
                if (revocation.refreshTokensToo()) {
                    revoked.addAll(consents.keySet());
                }
            }
            default -> {}
        }
    }

    /** Why the token is refused, or nothing. */
    Optional<ApiError> problemWith(String accessToken, long now) {
        Long expiresAt = accessTokens.get(accessToken);
        if (expiresAt == null) {
            return Optional.of(ApiError.invalidAccessToken());
        }
        if (revoked.contains(accessToken)) {
            return Optional.of(ApiError.revokedAccessToken());
        }
        return expiresAt <= now ? Optional.of(ApiError.expiredAccessToken()) : Optional.empty();
    }

    /** When consent was given for the refresh token, unless it was revoked. */
    Optional<Long> consentedAt(String refreshToken) {
        return Optional.ofNullable(consents.get(refreshToken)).filter(_ -> !revoked.contains(refreshToken));
    }

    boolean knows(String refreshToken) {
        return consents.containsKey(refreshToken);
    }
}
