package io.coterie.buyinggroup.engagement;

import io.coterie.buyinggroup.build.BegunNights;
import io.coterie.platform.messaging.WorkLoops;
import io.coterie.platform.paging.Cursor;
import io.coterie.platform.paging.Page;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Asks for runs and shows them; {@link EngagementRuns} carries them out. */
@ApplicationScoped
class EngagementRunService {

    private static final Logger LOG = Logger.getLogger(EngagementRunService.class);
    private static final String BY_NIGHT = "system";

    private final SandboxTransactions transactions;
    private final EngagementRunStatements statements;
    private final BegunNights begun;
    private final WorkLoops loops;
    private final Clock clock;

    EngagementRunService(
            SandboxTransactions transactions,
            EngagementRunStatements statements,
            BegunNights begun,
            WorkLoops loops,
            Clock clock) {
        this.transactions = transactions;
        this.statements = statements;
        this.begun = begun;
        this.loops = loops;
        this.clock = clock;
    }

    /** A run now; when one was asked for already and is not finished, that one. */
    Uni<EngagementRun> begin(Sandbox sandbox, String by) {
        LocalDate today = EngagementRun.windowTo(clock.instant());
        return transactions.inSandbox(
                sandbox,
                connection -> statements
                        .unfinished(connection, sandbox.id(), EngagementRun.MANUAL)
                        .chain(unfinished -> unfinished.isPresent()
                                ? Uni.createFrom().item(unfinished.get())
                                : begin(connection, sandbox, by, today)));
    }

    private Uni<EngagementRun> begin(SqlConnection connection, Sandbox sandbox, String by, LocalDate today) {
        return statements
                .begin(connection, sandbox.id(), EngagementRun.MANUAL, null, today, clock.instant(), by)
                .invoke(() -> loops.wakeAfter(connection, EngagementRuns.LOOP))
                .chain(id -> statements.require(connection, sandbox.id(), id.orElseThrow()));
    }

    /**
     * The run of a night, unless it has one (D-80).
     *
     * @param windowTo the last of the days it looks at
     */
    Uni<Void> beginNightly(Sandbox sandbox, LocalDate night, LocalDate windowTo) {
        return transactions.inSandbox(
                sandbox,
                connection -> begun.note(connection, sandbox, BegunNights.Part.ENGAGEMENT, night)
                        .chain(() -> beginNightly(connection, sandbox, night, windowTo)));
    }

    private Uni<Void> beginNightly(SqlConnection connection, Sandbox sandbox, LocalDate night, LocalDate windowTo) {
        return statements
                .begin(connection, sandbox.id(), EngagementRun.NIGHTLY, night, windowTo, clock.instant(), BY_NIGHT)
                .replaceWithVoid();
    }

    /** The run of a night that was due and that nobody has begun. */
    Uni<Void> makeUp(Sandbox sandbox, LocalDate night, LocalDate windowTo) {
        return transactions.inSandbox(
                sandbox,
                connection -> begun.makesUp(connection, sandbox, BegunNights.Part.ENGAGEMENT, night)
                        .chain(missed -> missed
                                ? beginNightly(connection, sandbox, night, windowTo)
                                        .invoke(() -> LOG.infof(
                                                "The engagement run of the night of %s begins late in sandbox %s",
                                                night, sandbox.name()))
                                : Uni.createFrom().voidItem()));
    }

    Uni<EngagementRun> read(Sandbox sandbox, UUID id) {
        return transactions.inSandbox(sandbox, connection -> statements.require(connection, sandbox.id(), id));
    }

    Uni<Page<EngagementRun>> list(Sandbox sandbox, @Nullable String cursor, int limit) {
        UUID before = Cursor.decodeId(cursor).orElse(null);
        return transactions
                .inSandbox(sandbox, connection -> statements.list(connection, sandbox.id(), before, limit + 1))
                .map(runs -> Page.of(runs, limit, run -> run.id().toString()));
    }
}
