package io.coterie.profile.sandbox;

import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Provisioned sandboxes. They stand outside row level security: every statement names the organisation. */
@ApplicationScoped
class RegistrationRepository {

    private static final String ADD = """
            insert into sandbox_registration (organisation, name, title, created_at)
            values ($1, $2, $3, $4)
            on conflict (organisation, name) do nothing
            returning id, organisation, name, title, instance, revision, array[]::text[] as acknowledged_by""";

    private static final String READ = """
            select id, organisation, name, title, instance, revision,
                   array(select service from sandbox_acknowledgement
                          where sandbox_id = id order by service) as acknowledged_by
              from sandbox_registration""";

    private static final String FIND = READ + " where organisation = $1 and name = $2";

    private static final String LOCK = FIND + " for update";

    private static final String LIST = READ + " where organisation = $1 order by name";

    private static final String LINK = """
            update sandbox_registration set instance = $3, revision = revision + 1
             where organisation = $1 and name = $2""";

    private static final String ACKNOWLEDGE = """
            insert into sandbox_acknowledgement (sandbox_id, service, acknowledged_at)
            select id, service, $3 from sandbox_registration, unnest($2::text[]) as service
             where id = $1
            on conflict do nothing""";

    private static final String WITHOUT_TOPICS = """
            select distinct organisation from sandbox_registration
             where not exists (select from sandbox_acknowledgement where sandbox_id = id and service = $1)
             order by organisation""";

    private static final String ACKNOWLEDGE_TOPICS = """
            insert into sandbox_acknowledgement (sandbox_id, service, acknowledged_at)
            select id, $2, $3 from sandbox_registration where organisation = $1
            on conflict do nothing""";

    /** Empty when the organisation has a sandbox of the name. */
    Uni<Optional<Registration>> add(
            SqlConnection connection, String organisation, String name, String title, Instant at) {
        return one(connection, ADD, Tuple.of(organisation, name, title, at.atOffset(ZoneOffset.UTC)));
    }

    Uni<Optional<Registration>> find(SqlConnection connection, String organisation, String name) {
        return one(connection, FIND, Tuple.of(organisation, name));
    }

    Uni<Optional<Registration>> lock(SqlConnection connection, String organisation, String name) {
        return one(connection, LOCK, Tuple.of(organisation, name));
    }

    Uni<List<Registration>> list(SqlConnection connection, String organisation) {
        return connection
                .preparedQuery(LIST)
                .execute(Tuple.of(organisation))
                .map(rows ->
                        rows.stream().map(RegistrationRepository::registration).toList());
    }

    Uni<Void> link(SqlConnection connection, String organisation, String name, String instance) {
        return connection
                .preparedQuery(LINK)
                .execute(Tuple.of(organisation, name, instance))
                .replaceWithVoid();
    }

    Uni<Void> acknowledge(SqlConnection connection, Sandbox sandbox, List<String> services, Instant at) {
        return connection
                .preparedQuery(ACKNOWLEDGE)
                .execute(Tuple.of(sandbox.id())
                        .addArrayOfString(services.toArray(String[]::new))
                        .addOffsetDateTime(at.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    /** Organisations with a sandbox that still waits for their partner topics. */
    Uni<List<String>> withoutTopics(SqlConnection connection) {
        return connection
                .preparedQuery(WITHOUT_TOPICS)
                .execute(Tuple.of(Registration.PARTNER_TOPICS))
                .map(rows ->
                        rows.stream().map(row -> row.getString("organisation")).toList());
    }

    Uni<Void> acknowledgeTopics(SqlConnection connection, String organisation, Instant at) {
        return connection
                .preparedQuery(ACKNOWLEDGE_TOPICS)
                .execute(Tuple.of(organisation, Registration.PARTNER_TOPICS, at.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    private static Uni<Optional<Registration>> one(SqlConnection connection, String sql, Tuple parameters) {
        return connection
                .preparedQuery(sql)
                .execute(parameters)
                .map(rows ->
                        rows.stream().map(RegistrationRepository::registration).findFirst());
    }

    private static Registration registration(Row row) {
        return new Registration(
                new Sandbox(row.getInteger("id"), row.getString("name"), row.getString("organisation")),
                row.getString("title"),
                row.getString("instance"),
                row.getLong("revision"),
                List.of(row.getArrayOfStrings("acknowledged_by")));
    }
}
