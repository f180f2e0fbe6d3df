package io.coterie.profile.audience;

import io.coterie.contracts.ContractJson;
import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Audiences in the database: entities for people who define them, plain rows for the evaluation. */
@ApplicationScoped
class AudienceRepository {

    /** Counts and names are decided one definition at a time, and not while a change looks for audiences. */
    private static final String LOCK_DEFINITIONS = "select 1 from pg_advisory_xact_lock(4701, :sandbox)";

    private static final String LOCK_DEFINITIONS_ALONE = "select 1 from pg_advisory_xact_lock(4701, $1)";

    private static final String START_EVALUATION = """
            insert into audience_evaluation_work (sandbox_id, audience_id) values (:sandbox, :audience)
            on conflict (sandbox_id, audience_id) do update set evaluated_through = ''""";

    private static final String STOP_EVALUATION =
            "delete from audience_evaluation_work where sandbox_id = :sandbox and audience_id = :audience";

    private static final String ACTIVE = """
            select audience_id, condition from audience
             where sandbox_id = $1 and status <> 'archived'""";

    private static final String ACTIVE_ONE = ACTIVE + " and audience_id = $2";

    private static final String GO_LIVE = """
            update audience set status = 'live', revision = revision + 1, changed_at = $3
             where sandbox_id = $1 and audience_id = $2 and status = 'evaluating'
            returning audience_id, name, kind, condition, status, revision, created_at, created_by, changed_at""";

    Uni<Void> lockDefinitions(Mutiny.Session session, Sandbox sandbox) {
        return session.createNativeQuery(LOCK_DEFINITIONS, Integer.class)
                .setParameter("sandbox", sandbox.id())
                .getSingleResult()
                .replaceWithVoid();
    }

    /** As the other form. */
    Uni<Void> lockDefinitions(SqlConnection connection, Sandbox sandbox) {
        return connection
                .preparedQuery(LOCK_DEFINITIONS_ALONE)
                .execute(Tuple.of(sandbox.id()))
                .replaceWithVoid();
    }

    Uni<Long> countActive(Mutiny.Session session) {
        return session.createSelectionQuery("select count(*) from Audience where status <> 'archived'", Long.class)
                .getSingleResult();
    }

    Uni<Optional<Audience>> findByName(Mutiny.Session session, String name) {
        return session.createSelectionQuery(
                        "from Audience where lower(name) = lower(:name) and status <> 'archived'", Audience.class)
                .setParameter("name", name)
                .getSingleResultOrNull()
                .map(Optional::ofNullable);
    }

    Uni<Optional<Audience>> find(Mutiny.Session session, UUID id) {
        return session.find(Audience.class, id).map(Optional::ofNullable);
    }

    Uni<List<Audience>> page(Mutiny.Session session, UUID after, int limit) {
        return session.createSelectionQuery("from Audience where id > :after order by id", Audience.class)
                .setParameter("after", after)
                .setMaxResults(limit)
                .getResultList();
    }

    /** Before the audience itself is written: the evaluation locks them in this order too. */
    Uni<Void> startEvaluation(Mutiny.Session session, Sandbox sandbox, UUID audience) {
        return change(session, START_EVALUATION, sandbox, audience);
    }

    /** Before the audience itself is written, as {@link #startEvaluation}. */
    Uni<Void> stopEvaluation(Mutiny.Session session, Sandbox sandbox, UUID audience) {
        return change(session, STOP_EVALUATION, sandbox, audience);
    }

    /** Every audience whose members are kept. */
    Uni<List<StoredAudience>> active(SqlConnection connection, Sandbox sandbox) {
        return connection
                .preparedQuery(ACTIVE)
                .execute(Tuple.of(sandbox.id()))
                .map(rows -> rows.stream().map(AudienceRepository::stored).toList());
    }

    Uni<List<StoredAudience>> active(SqlConnection connection, Sandbox sandbox, UUID audience) {
        return connection
                .preparedQuery(ACTIVE_ONE)
                .execute(Tuple.of(sandbox.id(), audience))
                .map(rows -> rows.stream().map(AudienceRepository::stored).toList());
    }

    /** The audience as it is now, when this made it live. */
    Uni<Optional<AudienceView>> goLive(SqlConnection connection, Sandbox sandbox, UUID audience, Instant at) {
        return connection
                .preparedQuery(GO_LIVE)
                .execute(Tuple.of(sandbox.id(), audience, at.atOffset(ZoneOffset.UTC)))
                .map(rows -> rows.stream().map(AudienceRepository::view).findFirst());
    }

    private static Uni<Void> change(Mutiny.Session session, String sql, Sandbox sandbox, UUID audience) {
        return session.createNativeQuery(sql)
                .setParameter("sandbox", sandbox.id())
                .setParameter("audience", audience)
                .executeUpdate()
                .replaceWithVoid();
    }

    private static StoredAudience stored(Row row) {
        return new StoredAudience(row.getUUID("audience_id"), row.getString("condition"));
    }

    private static AudienceView view(Row row) {
        return new AudienceView(
                row.getUUID("audience_id"),
                row.getString("name"),
                row.getString("kind"),
                AudienceStatus.of(row.getString("status")),
                null,
                ContractJson.readTree(row.getString("condition").getBytes(StandardCharsets.UTF_8)),
                row.getLong("revision"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getString("created_by"),
                row.getOffsetDateTime("changed_at").toInstant());
    }

    /** What the evaluation needs of an audience. */
    record StoredAudience(UUID id, String condition) {}
}
