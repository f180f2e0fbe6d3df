package io.coterie.activation.linkedin;

import org.jspecify.annotations.Nullable;

/**
 * A connection as somebody defines it. Secrets go in and never come out.
 *
 * @param baseUrl with or without {@code /rest}
 * @param tokenUrl where tokens are refreshed; derived from the base URL when absent
 * @param sponsoredAccount URN or number of the ad account
 * @param version API version {@code YYYYMM}; 202608 when absent
 * @param sourcePlatform as agreed with LinkedIn; {@code DIRECT_API} when absent
 */
record ConnectionRequest(
        @Nullable String name,
        @Nullable String baseUrl,
        @Nullable String tokenUrl,
        @Nullable String sponsoredAccount,
        @Nullable String version,
        @Nullable String sourcePlatform,
        @Nullable String clientId,
        @Nullable String clientSecret,
        @Nullable String accessToken,
        @Nullable String refreshToken) {

    @Override
    public String toString() {
        return "ConnectionRequest[name=" + name + "]";
    }
}
