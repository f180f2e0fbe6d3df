package io.coterie.buyinggroup.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.buyinggroup.RunningService;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** In which order exports of several sandboxes are written. */
@RunningService
class ExportTurnsTest {

    private static final int BUSY = 900_001;
    private static final int QUIET = 900_002;

    @Inject
    SandboxTransactions transactions;

    @Inject
    ExportWork work;

    @Test
    @DisplayName("architecture §3: one sandbox's many exports do not hold up another's one")
    void sandboxesTakeTurns() {
        List<Integer> turns = new ArrayList<>();

        transactions
                .acrossSandboxes(connection -> order(connection, BUSY)
                        .chain(() -> order(connection, BUSY))
                        .chain(() -> order(connection, BUSY))
                        .chain(() -> order(connection, QUIET))
                        .chain(() -> next(connection, turns, 900_000))
                        .chain(() -> next(connection, turns, BUSY))
                        .chain(() -> next(connection, turns, QUIET))
                        .chain(() -> next(connection, turns, BUSY)))
                .await()
                .indefinitely();

        assertThat(turns).containsExactly(BUSY, QUIET, BUSY, BUSY);
    }

    private static Uni<Void> order(SqlConnection connection, int sandbox) {
        return connection
                .preparedQuery("insert into export_work (sandbox_id, export_id) values ($1, $2)")
                .execute(Tuple.of(sandbox, UUID.randomUUID()))
                .replaceWithVoid();
    }

    /** The transaction ends with the work done, so that no writer of the service meets these exports. */
    private Uni<Void> next(SqlConnection connection, List<Integer> turns, int last) {
        return work.claim(connection, last).chain(task -> {
            turns.add(task.orElseThrow().sandboxId());
            return work.done(connection, task.orElseThrow());
        });
    }
}
