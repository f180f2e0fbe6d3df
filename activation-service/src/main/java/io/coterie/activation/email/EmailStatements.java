package io.coterie.activation.email;

import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** The SQL of e-mail definitions. */
@ApplicationScoped
class EmailStatements {

    private static final String INSERT = """
            insert into email (sandbox_id, name, subject, html, body_text, from_name, from_address, reply_to, operational,
                               updated_by)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing returning *""";

    private static final String UPDATE = """
            update email set name = $3, subject = $4, html = $5, body_text = $6, from_name = $7, from_address = $8,
                             reply_to = $9, operational = $10, updated_by = $11, updated_at = now(),
                             revision = revision + 1
             where sandbox_id = $1 and email_id = $2 returning *""";

    private static final String BY_ID = "select * from email where sandbox_id = $1 and email_id = any($2)";

    private static final String BY_NAME = "select * from email where sandbox_id = $1 and name = $2 for update";

    private static final String LIST = "select * from email where sandbox_id = $1 and name > $2 order by name limit $3";

    /** Empty when the name is taken. */
    Uni<Optional<EmailDefinition>> insert(SqlConnection connection, Sandbox sandbox, EmailContent content, String by) {
        return connection
                .preparedQuery(INSERT)
                .execute(columns(Tuple.of(sandbox.id()), content, by))
                .map(EmailStatements::first);
    }

    Uni<Optional<EmailDefinition>> update(
            SqlConnection connection, Sandbox sandbox, UUID id, EmailContent content, String by) {
        return connection
                .preparedQuery(UPDATE)
                .execute(columns(Tuple.of(sandbox.id(), id), content, by))
                .map(EmailStatements::first);
    }

    Uni<List<EmailDefinition>> byId(SqlConnection connection, Sandbox sandbox, Collection<UUID> ids) {
        return connection
                .preparedQuery(BY_ID)
                .execute(Tuple.of(sandbox.id(), ids.toArray(UUID[]::new)))
                .map(EmailStatements::all);
    }

    Uni<Optional<EmailDefinition>> byName(SqlConnection connection, Sandbox sandbox, String name) {
        return connection
                .preparedQuery(BY_NAME)
                .execute(Tuple.of(sandbox.id(), name))
                .map(EmailStatements::first);
    }

    Uni<List<EmailDefinition>> list(SqlConnection connection, Sandbox sandbox, String after, int limit) {
        return connection
                .preparedQuery(LIST)
                .execute(Tuple.of(sandbox.id(), after, limit))
                .map(EmailStatements::all);
    }

    private static Tuple columns(Tuple keys, EmailContent content, String by) {
        return keys.addString(content.name())
                .addString(content.subject())
                .addString(content.html())
                .addString(content.text())
                .addString(content.fromName())
                .addString(content.fromAddress())
                .addString(content.replyTo())
                .addBoolean(content.operational())
                .addString(by);
    }

    private static Optional<EmailDefinition> first(RowSet<Row> rows) {
        return rows.size() == 0
                ? Optional.empty()
                : Optional.of(definition(rows.iterator().next()));
    }

    private static List<EmailDefinition> all(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(EmailStatements::definition)
                .toList();
    }

    private static EmailDefinition definition(Row row) {
        return new EmailDefinition(
                row.getUUID("email_id"),
                row.getString("name"),
                row.getString("subject"),
                row.getString("html"),
                row.getString("body_text"),
                row.getString("from_name"),
                row.getString("from_address"),
                row.getString("reply_to"),
                row.getBoolean("operational"),
                row.getLong("revision"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("updated_at").toInstant());
    }
}
