package io.coterie.activation.linkedin;

import io.coterie.activation.secret.Secret;
import java.util.Optional;
import java.util.UUID;

/** A connection with its secrets open, for the length of a piece of work. */
public record LinkedInAccess(
        int sandboxId,
        UUID connectionId,
        String baseUrl,
        String tokenUrl,
        String sponsoredAccount,
        String apiVersion,
        String sourcePlatform,
        Optional<String> clientId,
        Secret accessToken,
        Optional<Secret> refreshToken,
        Optional<Secret> clientSecret,
        ConnectionStatus status) {

    LinkedInAccess withTokens(Secret newAccessToken, Optional<Secret> newRefreshToken) {
        return new LinkedInAccess(
                sandboxId,
                connectionId,
                baseUrl,
                tokenUrl,
                sponsoredAccount,
                apiVersion,
                sourcePlatform,
                clientId,
                newAccessToken,
                newRefreshToken.or(() -> refreshToken),
                clientSecret,
                status);
    }
}
