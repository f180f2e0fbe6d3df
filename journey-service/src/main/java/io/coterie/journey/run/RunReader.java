package io.coterie.journey.run;

import io.coterie.platform.paging.Cursor;
import io.coterie.platform.paging.Page;
import io.coterie.platform.problem.ProblemException;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Runs for people to look at. */
@ApplicationScoped
class RunReader {

    private static final String RUNS = """
            select run.*, (select journey.name from journey
                            where journey.sandbox_id = run.sandbox_id and journey.id = run.journey_id) as journey_name
              from run
             where run.sandbox_id = $1
            """;

    private static final String FILTERED = RUNS + """
               and ($2::uuid is null or run.journey_id = $2)
               and ($3::text is null or run.status = $3 or $3 = 'active' and run.status not in ('ended', 'aborted'))
               and ($4::text is null or run.node = $4)
            """;

    private static final String BY_ID = FILTERED + """
               and ($5::text is null or run.account_key = $5)
               and run.id > $6
             order by run.id
             limit $7""";

    private static final String LATEST_FIRST = FILTERED + """
               and run.account_key = $5
               and (run.entered_at, run.id) < ($6, $7)
             order by run.entered_at desc, run.id desc
             limit $8""";

    private static final String ONE = RUNS + " and run.id = $2";

    private final SandboxTransactions transactions;

    RunReader(SandboxTransactions transactions) {
        this.transactions = transactions;
    }

    Uni<Page<RunView>> page(Sandbox sandbox, RunFilter filter, @Nullable String cursor, int limit) {
        Tuple parameters = Tuple.tuple()
                .addInteger(sandbox.id())
                .addUUID(filter.journey())
                .addString(filter.status())
                .addString(filter.node())
                .addString(filter.account());
        return filter.latestFirst()
                ? page(
                        sandbox,
                        LATEST_FIRST,
                        RunPlace.after(cursor).addTo(parameters),
                        limit,
                        run -> RunPlace.of(run).sortKey())
                : page(
                        sandbox,
                        BY_ID,
                        parameters.addUUID(Cursor.decodeId(cursor).orElse(Cursor.FIRST_ID)),
                        limit,
                        run -> run.id().toString());
    }

    private Uni<Page<RunView>> page(
            Sandbox sandbox, String sql, Tuple parameters, int limit, Function<RunView, String> sortKey) {
        Tuple complete = parameters.addInteger(limit + 1);
        return transactions
                .inSandbox(sandbox, connection -> connection.preparedQuery(sql).execute(complete))
                .map(rows -> rows.stream().map(RunReader::view).toList())
                .map(runs -> Page.of(runs, limit, sortKey));
    }

    /** Fails with 404 when there is no such run in the sandbox. */
    Uni<RunView> require(Sandbox sandbox, UUID id) {
        return transactions
                .inSandbox(sandbox, connection -> connection.preparedQuery(ONE).execute(Tuple.of(sandbox.id(), id)))
                .map(rows -> rows.stream()
                        .map(RunReader::view)
                        .findFirst()
                        .orElseThrow(() -> ProblemException.notFound("a run", id)));
    }

    private static RunView view(Row row) {
        RunRow state = RunRow.of(row);
        Map<String, Integer> visits = RunRow.run(row).visits();
        return new RunView(
                row.getUUID("id"),
                row.getUUID("journey_id"),
                row.getString("journey_name"),
                row.getString("account_key"),
                row.getInteger("entry"),
                state.status(),
                state.node(),
                state.until(),
                state.interests(),
                state.label(),
                visits,
                instant(row, "entered_at"),
                instant(row, "changed_at"),
                state.endedAt());
    }

    private static Instant instant(Row row, String column) {
        return row.getOffsetDateTime(column).toInstant();
    }
}
