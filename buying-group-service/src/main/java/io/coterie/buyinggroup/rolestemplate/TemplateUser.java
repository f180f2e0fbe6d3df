package io.coterie.buyinggroup.rolestemplate;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.List;
import java.util.UUID;

/** A capability that builds on roles templates says here what it does with one. */
public interface TemplateUser {

    /** The solution interests that use the template, with the groups each has. */
    Uni<List<TemplateUsage.Interest>> interestsWith(SqlConnection connection, int sandboxId, UUID templateId);
}
