package io.coterie.profile.field;

import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/** Custom fields in the database. */
@ApplicationScoped
class FieldRepository {

    private static final String ALL =
            "select kind, path, type, label from custom_field where sandbox_id = $1 order by kind, path";

    private static final String ALL_IN_SESSION =
            "select kind, path, type, label from custom_field where sandbox_id = :sandbox order by kind, path";

    private static final String PUT = """
            insert into custom_field (sandbox_id, kind, path, type, label, created_at, changed_at)
            values ($1, $2, $3, $4, $5, $6, $6)
            on conflict (sandbox_id, kind, path) do update
               set type = excluded.type, label = excluded.label, changed_at = excluded.changed_at""";

    private static final String REMOVE = "delete from custom_field where sandbox_id = $1 and kind = $2 and path = $3";

    private static final String REVISE = """
            insert into custom_schema as known (sandbox_id, kind, revision) values ($1, $2, 1)
            on conflict (sandbox_id, kind) do update set revision = known.revision + 1
            returning revision""";

    Uni<List<CustomField>> all(SqlConnection connection, Sandbox sandbox) {
        return connection
                .preparedQuery(ALL)
                .execute(Tuple.of(sandbox.id()))
                .map(rows -> rows.stream()
                        .map(row -> field(
                                row.getString("kind"),
                                row.getString("path"),
                                row.getString("type"),
                                row.getString("label")))
                        .toList());
    }

    /** As the other form, for work in a Hibernate Reactive session. */
    Uni<List<CustomField>> all(Mutiny.Session session, Sandbox sandbox) {
        return session.createNativeQuery(ALL_IN_SESSION, Object[].class)
                .setParameter("sandbox", sandbox.id())
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> field((String) row[0], (String) row[1], (String) row[2], (String) row[3]))
                        .toList());
    }

    Uni<Void> put(SqlConnection connection, Sandbox sandbox, CustomField field, Instant at) {
        return connection
                .preparedQuery(PUT)
                .execute(Tuple.of(
                                sandbox.id(),
                                field.of().text(),
                                field.path(),
                                field.type().text(),
                                field.label())
                        .addOffsetDateTime(at.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    /** Whether there was one. */
    Uni<Boolean> remove(SqlConnection connection, Sandbox sandbox, RecordWithFields kind, String path) {
        return connection
                .preparedQuery(REMOVE)
                .execute(Tuple.of(sandbox.id(), kind.text(), path))
                .map(RowSet::rowCount)
                .map(removed -> removed > 0);
    }

    /** The next revision of all fields of a kind of record. */
    Uni<Long> revise(SqlConnection connection, Sandbox sandbox, RecordWithFields kind) {
        return connection
                .preparedQuery(REVISE)
                .execute(Tuple.of(sandbox.id(), kind.text()))
                .map(rows -> rows.iterator().next().getLong("revision"));
    }

    private static CustomField field(String kind, String path, String type, String label) {
        return new CustomField(RecordWithFields.of(kind), path, CustomType.of(type), label);
    }
}
