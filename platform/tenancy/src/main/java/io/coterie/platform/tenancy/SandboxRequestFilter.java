package io.coterie.platform.tenancy;

import io.coterie.platform.problem.GenericError;
import io.coterie.platform.problem.ProblemException;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/**
 * Puts every request into one sandbox. An unknown sandbox and one outside the token's claims get the same answer, so
 * that names of others cannot be guessed.
 */
public class SandboxRequestFilter {

    public static final String SANDBOX_HEADER = "x-sandbox-name";
    public static final String ORGANISATION_HEADER = "x-gw-ims-org-id";

    private final CurrentIdentityAssociation identities;
    private final SandboxDirectory directory;
    private final CurrentSandbox current;

    SandboxRequestFilter(CurrentIdentityAssociation identities, SandboxDirectory directory, CurrentSandbox current) {
        this.identities = identities;
        this.directory = directory;
        this.current = current;
    }

    @ServerRequestFilter
    public Uni<@Nullable Response> enterSandbox(ContainerRequestContext request, ResourceInfo resource) {
        if (isUnscoped(resource)) {
            return Uni.createFrom().nullItem();
        }
        return identities.getDeferredIdentity().chain(identity -> enter(request, identity));
    }

    private Uni<@Nullable Response> enter(ContainerRequestContext request, SecurityIdentity identity) {
        if (identity.isAnonymous()) {
            throw new UnauthorizedException();
        }
        Caller caller = Caller.require(identity, request.getHeaderString(ORGANISATION_HEADER));
        String name = request.getHeaderString(SANDBOX_HEADER);
        if (name == null || name.isBlank()) {
            throw ProblemException.ofField(
                    GenericError.INVALID_PARAMETER, SANDBOX_HEADER, "Expected the header to name a sandbox.");
        }
        if (!caller.mayEnter(name)) {
            throw SandboxDirectory.notOpen(name);
        }
        return directory
                .require(caller.organisation(), name)
                .invoke(sandbox -> current.enter(sandbox, caller.subject()))
                .replaceWith((Response) null);
    }

    private static boolean isUnscoped(ResourceInfo resource) {
        return resource.getResourceClass() == null
                || resource.getResourceClass().isAnnotationPresent(Unscoped.class)
                || resource.getResourceMethod().isAnnotationPresent(Unscoped.class);
    }
}
