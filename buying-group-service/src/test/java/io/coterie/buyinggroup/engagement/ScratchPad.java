package io.coterie.buyinggroup.engagement;

import io.coterie.buyinggroup.Scene;
import io.coterie.buyinggroup.definition.Trace;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** Computes scores over persons, counts and groups that are only there until the transaction is rolled back. */
@ApplicationScoped
public class ScratchPad {

    private static final Instant NOW = Instant.parse("2026-11-25T00:30:00Z");

    /** What a template weighs as VITAL, IMPORTANT and NORMAL, as in §11.5. */
    static final Map<String, Integer> ROLE_WEIGHTS =
            Map.of("Decision Maker", 100, "Influencer", 80, "Practitioner", 60);

    private final SandboxTransactions transactions;
    private final EngagementComputation computation;
    private final EngagementRunStatements runs;
    private final GroupScoreStatements groupStatements;
    private final RoleWeights roleWeights;
    private final LiveStatements liveStatements;
    private final ScaleStatements scales;

    ScratchPad(
            SandboxTransactions transactions,
            EngagementComputation computation,
            EngagementRunStatements runs,
            GroupScoreStatements groupStatements,
            RoleWeights roleWeights,
            LiveStatements liveStatements,
            ScaleStatements scales) {
        this.transactions = transactions;
        this.computation = computation;
        this.runs = runs;
        this.groupStatements = groupStatements;
        this.roleWeights = roleWeights;
        this.liveStatements = liveStatements;
        this.scales = scales;
    }

    /** An interest whose template has {@link #ROLE_WEIGHTS}. */
    static UUID interest(Scene scene) {
        List<Map<String, Object>> roles = new ArrayList<>();
        Map.of("Decision Maker", "VITAL", "Influencer", "IMPORTANT", "Practitioner", "NORMAL")
                .forEach((role, weighting) ->
                        roles.add(Map.of("role", role, "weighting", weighting, "autoAssign", false)));
        String template = scene.post("/v1/roles-templates", Map.of("name", "Weighted", "roles", roles))
                .statusCode(201)
                .extract()
                .path("id");
        scene.post("/v1/roles-templates/" + template + "/publish", "").statusCode(200);
        return UUID.fromString(scene.interest("Weighted", template, true, null));
    }

    <T> T rolledBack(Scene scene, Function<SqlConnection, Uni<T>> work) {
        AtomicReference<T> result = new AtomicReference<>();
        transactions
                .inSandbox(
                        sandbox(scene),
                        connection -> work.apply(connection)
                                .invoke(result::set)
                                .chain(() -> Uni.createFrom().<Void>failure(new RolledBack())))
                .onFailure(RolledBack.class)
                .recoverWithNull()
                .await()
                .atMost(Duration.ofSeconds(60));
        return result.get();
    }

    static Sandbox sandbox(Scene scene) {
        return new Sandbox(scene.sandboxId, scene.sandbox, scene.organisation);
    }

    Uni<EngagementRunStatements.Outcome> compute(SqlConnection connection, Scene scene, LocalDate today) {
        return runs.begin(connection, scene.sandboxId, EngagementRun.MANUAL, null, today, NOW, "test")
                .chain(id -> runs.require(connection, scene.sandboxId, id.orElseThrow()))
                .chain(run -> computation.compute(connection, sandbox(scene), run))
                .call(() -> connection.query("drop table engagement_part").execute());
    }

    /** Live values, measured by the last run of this transaction. */
    record Live(Map<String, Double> persons, Map<UUID, Double> groups) {}

    Uni<Live> live(SqlConnection connection, Scene scene, List<String> persons, List<UUID> groups, LocalDate today) {
        return scales.share(connection, scene.sandboxId)
                .map(java.util.Optional::orElseThrow)
                .chain(scale -> liveStatements
                        .store(connection, scene.sandboxId, persons, scale, today)
                        .chain(() -> roleWeights.of(connection, scene.sandboxId))
                        .chain(weights -> groupStatements.live(
                                connection, scene.sandboxId, groups, weights, scale.groupMaximum())))
                .chain(live -> connection
                        .query("select person_key, score from person_live_engagement")
                        .execute()
                        .map(rows -> {
                            Map<String, Double> scores = new HashMap<>();
                            rows.forEach(row -> scores.put(row.getString("person_key"), row.getDouble("score")));
                            Map<UUID, Double> ofGroups = new HashMap<>();
                            live.forEach((group, score) -> ofGroups.put(group, score.doubleValue()));
                            return new Live(scores, ofGroups);
                        }));
    }

    /** The parts of a group, were what its members did their scores. */
    Uni<Scratch.Parts> aggregate(
            SqlConnection connection,
            Scene scene,
            UUID interest,
            Scratch.Group group,
            Map<String, Scratch.Parts> persons) {
        PersonStatements.Stamp stamp = new PersonStatements.Stamp(
                new EngagementRun(
                        UUID.randomUUID(),
                        EngagementRun.MANUAL,
                        null,
                        EngagementRun.State.QUEUED,
                        LocalDate.EPOCH,
                        LocalDate.EPOCH,
                        null,
                        NOW,
                        "test",
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        0,
                        0,
                        0,
                        0,
                        0,
                        false,
                        0,
                        null),
                UUID.randomUUID(),
                NOW);
        return connection
                .preparedQuery("""
                        insert into person_engagement (sandbox_id, person_key, raw, root, score, model_id, window_from,
                                                       window_to, run_id, updated_at)
                        select $1, p.key, p.raw, 0, p.raw, $4, '2026-01-01', '2026-01-01', $4, $5
                          from unnest($2::text[], $3::float8[]) as p (key, raw)""")
                .execute(Tuple.of(scene.sandboxId)
                        .addArrayOfString(persons.keySet().toArray(String[]::new))
                        .addArrayOfDouble(persons.values().stream()
                                .map(Scratch.Parts::raw)
                                .toArray(Double[]::new))
                        .addUUID(UUID.randomUUID())
                        .addOffsetDateTime(Trace.column(NOW)))
                .chain(() -> groups(connection, scene, interest, List.of(group)))
                .chain(() -> roleWeights.of(connection, scene.sandboxId))
                .chain(weights -> groupStatements.store(connection, scene.sandboxId, weights, stamp))
                .chain(() -> groupScores(connection))
                .map(scores -> scores.get(group.id()));
    }

    static Uni<Void> persons(SqlConnection connection, Scene scene, Collection<String> keys, String document) {
        return connection
                .preparedQuery("""
                        insert into person (sandbox_id, person_key, revision, deleted, document)
                        select $1, key, 1, false, $3::text::jsonb from unnest($2::text[]) as key""")
                .execute(Tuple.of(scene.sandboxId)
                        .addArrayOfString(keys.toArray(String[]::new))
                        .addString(document))
                .replaceWithVoid();
    }

    static Uni<Void> count(SqlConnection connection, Scene scene, Collection<Scratch.Count> counts) {
        List<Scratch.Count> list = List.copyOf(counts);
        return connection
                .preparedQuery("""
                        insert into daily_activity (sandbox_id, person_key, activity_type, day, count)
                        select $1, person, activity, day, sum(count)::int
                          from unnest($2::text[], $3::text[], $4::date[], $5::int[]) as c (person, activity, day, count)
                         group by 2, 3, 4
                        on conflict (sandbox_id, person_key, activity_type, day) do update
                           set count = daily_activity.count + excluded.count""")
                .execute(Tuple.of(scene.sandboxId)
                        .addArrayOfString(
                                list.stream().map(Scratch.Count::person).toArray(String[]::new))
                        .addArrayOfString(
                                list.stream().map(Scratch.Count::activity).toArray(String[]::new))
                        .addArrayOfLocalDate(
                                list.stream().map(Scratch.Count::day).toArray(LocalDate[]::new))
                        .addArrayOfInteger(
                                list.stream().map(Scratch.Count::count).toArray(Integer[]::new)))
                .replaceWithVoid();
    }

    static Uni<Void> groups(SqlConnection connection, Scene scene, UUID interest, Collection<Scratch.Group> groups) {
        Uni<Void> added = Uni.createFrom().voidItem();
        for (Scratch.Group group : groups) {
            added = added.chain(() -> group(connection, scene, interest, group));
        }
        return added;
    }

    private static Uni<Void> group(SqlConnection connection, Scene scene, UUID interest, Scratch.Group group) {
        return connection
                .preparedQuery("""
                        insert into buying_group (sandbox_id, id, account_key, interest_id, name, completeness, roles,
                                                  missing_roles, members, out_of_audience, deleted, revision,
                                                  created_at, updated_at)
                        values ($1, $2, $5, $3, 'Group', 0, '[]', '{}', 0, false, false, 1, $4, $4)""")
                .execute(Tuple.of(
                        scene.sandboxId,
                        group.id(),
                        interest,
                        Trace.column(NOW),
                        group.id().toString()))
                .chain(() -> connection
                        .preparedQuery("""
                                insert into buying_group_member (sandbox_id, group_id, person_key, active, role, source,
                                                                 cause, decided_by, decided_at, assigned_at)
                                select $1, $2, m.person, true, m.role, 'SYSTEM', 'QUALIFIES', 'system', $5, $5
                                  from unnest($3::text[], $4::text[]) as m (person, role)""")
                        .execute(Tuple.of(scene.sandboxId, group.id())
                                .addArrayOfString(group.members().stream()
                                        .map(Scratch.Member::person)
                                        .toArray(String[]::new))
                                .addArrayOfString(group.members().stream()
                                        .map(Scratch.Member::role)
                                        .toArray(String[]::new))
                                .addOffsetDateTime(Trace.column(NOW))))
                .replaceWithVoid();
    }

    static Uni<Map<String, Scratch.Parts>> personScores(SqlConnection connection) {
        return connection
                .query("select person_key, raw, root, score from person_engagement order by person_key")
                .execute()
                .map(rows -> {
                    Map<String, Scratch.Parts> scores = new LinkedHashMap<>();
                    rows.forEach(row -> scores.put(
                            row.getString("person_key"),
                            new Scratch.Parts(row.getDouble("raw"), row.getDouble("root"), row.getDouble("score"))));
                    return scores;
                });
    }

    static Uni<Map<UUID, Scratch.Parts>> groupScores(SqlConnection connection) {
        return connection
                .query("select group_id, raw, root, score from group_engagement")
                .execute()
                .map(rows -> {
                    Map<UUID, Scratch.Parts> scores = new HashMap<>();
                    rows.forEach(row -> scores.put(
                            row.getUUID("group_id"),
                            new Scratch.Parts(row.getDouble("raw"), row.getDouble("root"), row.getDouble("score"))));
                    return scores;
                });
    }

    private static final class RolledBack extends RuntimeException {

        RolledBack() {
            super("Nothing of this is kept");
        }
    }
}
