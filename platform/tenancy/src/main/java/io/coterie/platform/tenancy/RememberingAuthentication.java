package io.coterie.platform.tenancy;

import com.github.benmanes.caffeine.cache.Ticker;
import io.quarkus.oidc.runtime.OidcAuthenticationMechanism;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.time.Clock;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Has a bearer token verified when it comes for the first time in a minute. Clients send the same one with every request,
 * and verifying it is a good part of what a short request costs.
 */
@Alternative
@Priority(1)
@ApplicationScoped
class RememberingAuthentication implements HttpAuthenticationMechanism {

    private static final String BEARER = "Bearer ";

    private final OidcAuthenticationMechanism oidc;
    private final VerifiedTokens verified;

    RememberingAuthentication(OidcAuthenticationMechanism oidc, Clock clock) {
        this.oidc = oidc;
        this.verified = new VerifiedTokens(clock, Ticker.systemTicker());
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager identityProviders) {
        String token = context.request().getHeader(HttpHeaders.AUTHORIZATION);
        if (token == null || !token.startsWith(BEARER)) {
            return oidc.authenticate(context, identityProviders);
        }
        SecurityIdentity known = verified.find(token);
        return known == null
                ? oidc.authenticate(context, identityProviders).invoke(identity -> remember(token, identity))
                : Uni.createFrom().item(known);
    }

    private void remember(String token, @Nullable SecurityIdentity identity) {
        if (identity != null) {
            verified.remember(token, identity);
        }
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return oidc.getChallenge(context);
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return oidc.getCredentialTypes();
    }

    @Override
    public Uni<HttpCredentialTransport> getCredentialTransport(RoutingContext context) {
        return oidc.getCredentialTransport(context);
    }

    @Override
    public int getPriority() {
        return oidc.getPriority();
    }
}
