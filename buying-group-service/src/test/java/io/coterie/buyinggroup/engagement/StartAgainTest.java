package io.coterie.buyinggroup.engagement;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.buyinggroup.RunningService;
import io.coterie.buyinggroup.Scene;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.List;
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
