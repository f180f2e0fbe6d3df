package io.coterie.profile.sandbox;

import static io.coterie.platform.tenancy.SandboxRequestFilter.ORGANISATION_HEADER;

import io.coterie.platform.paging.Page;
import io.coterie.platform.tenancy.Caller;
import io.coterie.platform.tenancy.Permissions;
import io.coterie.platform.tenancy.Unscoped;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/** Provisioning over REST. */
@Path("/v1/sandboxes")
@Unscoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Sandboxes", description = "Isolated data spaces of an organisation")
class SandboxResource {

    private final SandboxService sandboxes;
    private final SecurityIdentity identity;

    SandboxResource(SandboxService sandboxes, SecurityIdentity identity) {
        this.sandboxes = sandboxes;
        this.identity = identity;
    }

    @POST
    @RolesAllowed(Permissions.MANAGE_SANDBOXES)
    @Operation(
            summary = "Provision a sandbox",
            description =
                    "It is ready once all four services have acknowledged it and the organisation's partner topics are there.")
    @APIResponseSchema(
            value = SandboxView.class,
            responseCode = "201",
            responseDescription = "Provisioned; ready when its waitingFor is empty")
    @APIResponse(responseCode = "409", description = "The organisation has a sandbox of this name")
    public Uni<RestResponse<SandboxView>> provision(
            @HeaderParam(ORGANISATION_HEADER) @Nullable String organisation,
            @Valid @NotNull ProvisionSandboxRequest request) {
        Caller caller = Caller.require(identity, organisation);
        requireOpen(caller, request.name());
        return sandboxes
                .provision(caller.organisation(), request.name(), request.title())
                .map(registration -> ResponseBuilder.<SandboxView>created(URI.create(
                                "/v1/sandboxes/" + registration.sandbox().name()))
                        .entity(registration.view())
                        .build());
    }

    @GET
    @RolesAllowed(Permissions.VIEW_SANDBOXES)
    @Operation(summary = "List the organisation's sandboxes that the token may enter")
    public Uni<Page<SandboxView>> list(@HeaderParam(ORGANISATION_HEADER) @Nullable String organisation) {
        Caller caller = Caller.require(identity, organisation);
        return sandboxes
                .list(caller.organisation())
                .map(found -> new Page<>(
                        found.stream()
                                .filter(registration ->
                                        caller.mayEnter(registration.sandbox().name()))
                                .map(Registration::view)
                                .toList(),
                        null));
    }

    @GET
    @Path("{name}")
    @RolesAllowed(Permissions.VIEW_SANDBOXES)
    @Operation(summary = "Read a sandbox")
    public Uni<SandboxView> get(
            @HeaderParam(ORGANISATION_HEADER) @Nullable String organisation, @PathParam("name") String name) {
        Caller caller = Caller.require(identity, organisation);
        requireOpen(caller, name);
        return sandboxes.get(caller.organisation(), name).map(Registration::view);
    }

    @PUT
    @Path("{name}/instance")
    @RolesAllowed(Permissions.MANAGE_SANDBOXES)
    @Operation(
            summary = "Link the sandbox to its journey instance",
            description = "A sandbox has at most one instance and an instance at most one sandbox.")
    @APIResponse(responseCode = "200", description = "Linked")
    @APIResponse(
            responseCode = "409",
            description = "The sandbox has another instance, or the instance another sandbox")
    public Uni<SandboxView> link(
            @HeaderParam(ORGANISATION_HEADER) @Nullable String organisation,
            @PathParam("name") String name,
            @Valid @NotNull LinkInstanceRequest request) {
        Caller caller = Caller.require(identity, organisation);
        requireOpen(caller, name);
        return sandboxes.link(caller.organisation(), name, request.instance()).map(Registration::view);
    }

    private static void requireOpen(Caller caller, String name) {
        if (!caller.mayEnter(name)) {
            throw SandboxService.notOpen(name);
        }
    }
}
