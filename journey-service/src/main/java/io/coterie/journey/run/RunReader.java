package io.coterie.journey.run;

import io.coterie.platform.paging.Page;
import io.coterie.platform.problem.GenericError;
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

/** Runs for people to look at. */
@ApplicationScoped
class RunReader {

    private static final String PAGE = """
            select * from run
             where sandbox_id = $1
               and ($2::uuid is null or journey_id = $2)
               and ($3::text is null or status = $3)
               and ($4::text is null or node = $4)
               and ($5::text is null or account_key = $5)
               and id > $6
             order by id
             limit $7""";

    private static final String ONE = "select * from run where sandbox_id = $1 and id = $2";

    private static final UUID FIRST = new UUID(0, 0);

    private final SandboxTransactions transactions;

    RunReader(SandboxTransactions transactions) {
        this.transactions = transactions;
    }

    /** @param after id of the last run shown; empty for the first page */
    Uni<Page<RunView>> page(Sandbox sandbox, RunFilter filter, String after, int limit) {
        Tuple parameters = Tuple.tuple()
                .addInteger(sandbox.id())
                .addUUID(filter.journey())
                .addString(filter.status())
                .addString(filter.node())
                .addString(filter.account())
                .addUUID(place(after))
                .addInteger(limit + 1);
        return transactions
                .inSandbox(sandbox, connection -> connection.preparedQuery(PAGE).execute(parameters))
                .map(rows -> rows.stream().map(RunReader::view).toList())
                .map(runs -> Page.of(runs, limit, run -> run.id().toString()));
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

    private static UUID place(String after) {
        try {
            return after.isEmpty() ? FIRST : UUID.fromString(after);
        } catch (IllegalArgumentException e) {
            throw ProblemException.ofField(
                    GenericError.INVALID_PARAMETER, "cursor", "Expected the cursor of an earlier page.");
        }
    }

    private static RunView view(Row row) {
        RunRow state = RunRow.of(row);
        Map<String, Integer> visits = RunRow.run(row).visits();
        return new RunView(
                row.getUUID("id"),
                row.getUUID("journey_id"),
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
