package io.coterie.platform.tenancy;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.stream.Collectors;

/** Manage X implies View X (D-75). */
@ApplicationScoped
class ManageImpliesView implements SecurityIdentityAugmentor {

    private static final String MANAGE = "manage-";
    private static final String VIEW = "view-";

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        Set<String> implied = identity.getRoles().stream()
                .filter(role -> role.startsWith(MANAGE))
                .map(role -> VIEW + role.substring(MANAGE.length()))
                .collect(Collectors.toSet());
        if (implied.isEmpty()) {
            return Uni.createFrom().item(identity);
        }
        return Uni.createFrom()
                .item(QuarkusSecurityIdentity.builder(identity)
                        .addRoles(implied)
                        .build());
    }
}
