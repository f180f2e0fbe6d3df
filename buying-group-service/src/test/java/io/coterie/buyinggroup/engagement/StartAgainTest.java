package io.coterie.buyinggroup.engagement;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.buyinggroup.RunningService;
import io.coterie.buyinggroup.Scene;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A run and the events that arrive while it computes. */
@RunningService
class StartAgainTest {

    @Inject
    SandboxTransactions transactions;

    @Inject
    LiveStatements live;

    @Inject
    LiveWork work;

    @Inject
    ScoreReviews reviews;

    @Inject
    EngagementRunStatements runs;

    @Inject
    ScratchPad pad;

    @Test
    @DisplayName("BEY-01: a live value that a run has not seen outlives the run, and is measured again by its scale")
    void whatARunHasNotSeenIsMeasuredAgain() {
        try (Scene scene = Scene.open()) {
            transactions
                    .inSandbox(ScratchPad.sandbox(scene), connection -> measured(connection, scene, "before@t"))
                    .await()
                    .indefinitely();

            List<List<String>> left = pad.rolledBack(
                    scene,
                    run -> live.snapshot(run)
                            .call(() -> transactions.inSandbox(
                                    ScratchPad.sandbox(scene), other -> measured(other, scene, "meanwhile@t")))
                            .chain(snapshot -> live.startAgain(run, scene.sandboxId, snapshot))
                            .chain(() -> persons(run, "person_live_engagement"))
                            .chain(values -> persons(run, "live_work where sandbox_id = " + scene.sandboxId)
                                    .map(work -> List.of(values, work))));

            assertThat(left).containsExactly(List.of("meanwhile@t"), List.of("meanwhile@t"));
        }
    }

    @Test
    @DisplayName("BEY-01: who did something is measured before the members of groups that were built")
    void whoDidSomethingIsMeasuredFirst() {
        try (Scene scene = Scene.open()) {
            Sandbox sandbox = ScratchPad.sandbox(scene);

            TakenPersons first = pad.rolledBack(
                    scene,
                    connection -> begin(connection, scene)
                            .chain(() -> work.membersChanged(connection, sandbox, Set.of("member@t")))
                            .chain(() -> work.activitiesCounted(connection, sandbox, Set.of("doer@t")))
                            .chain(() -> live.take(connection, scene.sandboxId, 1)));

            assertThat(first).isEqualTo(new TakenPersons(List.of("doer@t"), List.of()));
        }
    }

    @Test
    @DisplayName(
            "BEY-01: who asks before the first scale waits for a run that is asked for, and for none that was given up")
    void whoAsksBeforeTheFirstScaleWaitsForARun() {
        try (Scene scene = Scene.open()) {
            Sandbox sandbox = ScratchPad.sandbox(scene);
            String waiting = "live_work where sandbox_id = " + scene.sandboxId;

            List<List<String>> left = pad.rolledBack(
                    scene,
                    connection -> work.activitiesCounted(connection, sandbox, Set.of("early@t"))
                            .chain(() -> begin(connection, scene))
                            .chain(() -> work.activitiesCounted(connection, sandbox, Set.of("late@t")))
                            .chain(() -> live.dropAskedInVain(connection, scene.sandboxId))
                            .chain(() -> persons(connection, waiting))
                            .chain(kept -> connection
                                    .query("update engagement_run set finished_at = now()")
                                    .execute()
                                    .chain(() -> live.dropAskedInVain(connection, scene.sandboxId))
                                    .chain(() -> persons(connection, waiting))
                                    .map(dropped -> List.of(kept, dropped))));

            assertThat(left).containsExactly(List.of("late@t"), List.of());
        }
    }

    @Test
    @DisplayName("BEY-01: scores are looked through when there is a scale, and not at all before a run is asked for")
    void scoresAreLookedThroughWhenThereIsAScale() {
        try (Scene scene = Scene.open()) {
            Sandbox sandbox = ScratchPad.sandbox(scene);
            String noted = "(select unnest(person_keys) as person_key from score_review where sandbox_id = "
                    + scene.sandboxId + ") as noted";

            List<List<String>> left = pad.rolledBack(
                    scene,
                    connection -> work.personsChanged(connection, sandbox, Set.of("early@t"), Set.of())
                            .chain(() -> begin(connection, scene))
                            .chain(() -> work.personsChanged(connection, sandbox, Set.of("late@t"), Set.of()))
                            .chain(() -> reviews.review(connection, sandbox, LocalDate.EPOCH))
                            .chain(() -> live.dropAskedInVain(connection, scene.sandboxId))
                            .chain(() -> persons(connection, noted))
                            .chain(kept -> connection
                                    .query("update engagement_run set finished_at = now()")
                                    .execute()
                                    .chain(() -> live.dropAskedInVain(connection, scene.sandboxId))
                                    .chain(() -> persons(connection, noted))
                                    .map(dropped -> List.of(kept, dropped))));

            assertThat(left).containsExactly(List.of("late@t"), List.of());
        }
    }

    private Uni<Optional<UUID>> begin(SqlConnection connection, Scene scene) {
        return runs.begin(
                connection, scene.sandboxId, EngagementRun.MANUAL, null, LocalDate.EPOCH, Instant.EPOCH, "test");
    }

    private static Uni<Void> measured(SqlConnection connection, Scene scene, String person) {
        return connection
                .preparedQuery("insert into person_live_engagement (sandbox_id, person_key, score) values ($1, $2, 50)")
                .execute(Tuple.of(scene.sandboxId, person))
                .replaceWithVoid();
    }

    private static Uni<List<String>> persons(SqlConnection connection, String table) {
        return connection
                .query("select person_key from " + table)
                .execute()
                .map(rows ->
                        rows.stream().map(row -> row.getString("person_key")).toList());
    }
}
