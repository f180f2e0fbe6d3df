package io.coterie.profile.field;

import io.coterie.platform.conditions.FieldCatalogue;
import io.coterie.platform.conditions.FieldRead;
import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.List;

/** Knows which live definitions of this service read a field. */
public interface FieldUse {

    /** Until the transaction ends no definition is made or changed. */
    Uni<Void> lock(SqlConnection connection, Sandbox sandbox);

    /** The definitions that read the field, as a person would look for them; empty when nothing does. */
    Uni<List<String>> readers(SqlConnection connection, Sandbox sandbox, FieldRead field, FieldCatalogue catalogue);
}
