package io.coterie.journey.run;

import io.coterie.journey.wait.DueRuns;
import io.coterie.platform.messaging.WorkLoops;
import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;

/** What a journey can ask of all its runs at once. */
@ApplicationScoped
public class Runs {

    private static final String STOP = """
            insert into due (sandbox_id, run_id, kind, journey_id, subject_key, due_at, scheduled_at)
            select sandbox_id, id, 'abort', journey_id, account_key, $3, $3
              from run
             where sandbox_id = $1 and journey_id = $2 and status in ('waiting', 'listening', 'awaiting-group')
            on conflict do nothing""";

    private final WorkLoops loops;

    Runs(WorkLoops loops) {
        this.loops = loops;
    }

    /** Makes every run that is not over due, to be stopped by who holds its account's lock. */
    public Uni<Void> stopAll(SqlConnection connection, Sandbox sandbox, UUID journey, Instant now) {
        return connection
                .preparedQuery(STOP)
                .execute(Tuple.of(sandbox.id(), journey, now.atOffset(ZoneOffset.UTC)))
                .invoke(() -> loops.wakeAfter(connection, DueRuns.WORKER))
                .replaceWithVoid();
    }
}
