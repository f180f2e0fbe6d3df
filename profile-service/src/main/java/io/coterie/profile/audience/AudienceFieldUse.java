package io.coterie.profile.audience;

import io.coterie.platform.conditions.FieldCatalogue;
import io.coterie.platform.conditions.FieldRead;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.profile.field.FieldUse;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Audiences that are not archived read fields. */
@ApplicationScoped
class AudienceFieldUse implements FieldUse {

    private final AudienceRepository audiences;
    private final Conditions conditions;

    AudienceFieldUse(AudienceRepository audiences, Conditions conditions) {
        this.audiences = audiences;
        this.conditions = conditions;
    }

    @Override
    public Uni<Void> lock(SqlConnection connection, Sandbox sandbox) {
        return audiences.lockDefinitions(connection, sandbox);
    }

    @Override
    public Uni<List<String>> readers(
            SqlConnection connection, Sandbox sandbox, FieldRead field, FieldCatalogue catalogue) {
        return audiences
                .active(connection, sandbox)
                .map(active -> active.stream()
                        .filter(audience -> conditions
                                .of(audience.id(), audience.condition(), catalogue)
                                .fieldsRead()
                                .contains(field))
                        .map(audience -> "audience " + audience.id())
                        .toList());
    }
}
