package io.coterie.buyinggroup.export;

import io.coterie.buyinggroup.csv.Csv;
import io.coterie.platform.messaging.Outbox;
import io.coterie.platform.messaging.WorkLoops;
import io.coterie.platform.paging.Cursor;
import io.coterie.platform.tenancy.SandboxDirectory;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes the exports asked for, one at a time, each in one transaction: a file is there as a whole or not at all, and
 * who waits for it is told with it.
 */
@ApplicationScoped
class ExportWriter {

    private static final Logger LOG = Logger.getLogger(ExportWriter.class);
    private final WorkLoops loops;
    private final ExportWork work;
    private final ExportStatements statements;
    private final ExportRows rows;
    private final SandboxTransactions transactions;
    private final SandboxDirectory directory;
    private final Outbox outbox;
    private final ExportConfig config;
    private final Clock clock;
    private volatile int lastSandbox;

    ExportWriter(
            WorkLoops loops,
            ExportWork work,
            ExportStatements statements,
            ExportRows rows,
            SandboxTransactions transactions,
            SandboxDirectory directory,
            Outbox outbox,
            ExportConfig config,
            Clock clock) {
        this.loops = loops;
        this.work = work;
        this.statements = statements;
        this.rows = rows;
        this.transactions = transactions;
        this.directory = directory;
        this.outbox = outbox;
        this.config = config;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        loops.start("group-export", this::step);
    }

    private Uni<Boolean> step() {
        return transactions
                .acrossSandboxes(connection -> work.claim(connection, lastSandbox)
                        .invoke(task -> task.ifPresent(claimed -> lastSandbox = claimed.sandboxId()))
                        .chain(task -> task.isEmpty()
                                ? Uni.createFrom().item(false)
                                : write(connection, task.get()).replaceWith(true)))
                .onFailure(FailedExport.class)
                .recoverWithUni(this::giveUpOrPostpone);
    }

    private Uni<Void> write(SqlConnection connection, ExportWork.Task task) {
        return transactions
                .enter(connection, task.sandboxId())
                .chain(() -> statements.find(connection, task.sandboxId(), task.exportId(), clock.instant()))
                .chain(export -> export.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : statements
                                .kept(connection, task.sandboxId(), clock.instant())
                                .map(kept -> Progress.begun(config.maxRowsKept() - kept.rows()))
                                .chain(begun -> pages(connection, task, export.get(), begun)))
                .chain(() -> work.done(connection, task))
                .onFailure()
                .transform(failure -> new FailedExport(task, failure));
    }

    /**
     * How far a file is written.
     *
     * @param room how many groups it may have beside the sandbox's other files
     * @param ended whether nothing is left to write
     */
    private record Progress(long rows, int parts, UUID last, long room, boolean ended) {

        static Progress begun(long room) {
            return new Progress(0, 0, Cursor.FIRST_ID, room, false);
        }

        Progress and(ExportRows.Written written) {
            return new Progress(rows + written.rows(), parts + 1, written.last(), room, false);
        }

        Progress end() {
            return new Progress(rows, parts, last, room, true);
        }
    }

    /** A loop and no recursion: a large file has a thousand pages, and a chain of as many would end on one stack. */
    private Uni<Void> pages(SqlConnection connection, ExportWork.Task task, GroupExport export, Progress begun) {
        AtomicReference<Progress> progress = new AtomicReference<>(begun);
        return Uni.createFrom()
                .deferred(() -> page(connection, task, export, progress.get()))
                .invoke(progress::set)
                .repeat()
                .whilst(so -> !so.ended())
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Progress> page(SqlConnection connection, ExportWork.Task task, GroupExport export, Progress so) {
        return rows.after(connection, task.sandboxId(), export.search(), so.last(), config.pageSize())
                .chain(written -> {
                    Progress then = so.and(written);
                    String refusal = refusal(then);
                    if (refusal != null) {
                        return fail(connection, task, refusal).replaceWith(then.end());
                    }
                    String header = so.parts() == 0 ? Csv.row(ExportRows.COLUMNS) : "";
                    return statements
                            .addPart(connection, task.sandboxId(), export.id(), so.parts(), header + written.csv())
                            .chain(() -> written.rows() < config.pageSize()
                                    ? finish(connection, task, then).replaceWith(then.end())
                                    : Uni.createFrom().item(then));
                });
    }

    private @Nullable String refusal(Progress so) {
        if (so.rows() > config.maxRows()) {
            return "More than " + config.maxRows() + " groups fulfil the filters; narrow them.";
        }
        return so.rows() > so.room()
                ? "All files together may have " + config.maxRowsKept()
                        + " groups; delete an export, or narrow the filters."
                : null;
    }

    private Uni<Void> finish(SqlConnection connection, ExportWork.Task task, Progress all) {
        Instant now = clock.instant();
        return statements
                .finish(
                        connection,
                        task.sandboxId(),
                        task.exportId(),
                        all.rows(),
                        all.parts(),
                        now,
                        now.plus(config.keptFor()))
                .chain(ended -> tell(connection, task, ended));
    }

    private Uni<Void> fail(SqlConnection connection, ExportWork.Task task, String why) {
        return statements
                .fail(connection, task.sandboxId(), task.exportId(), why, clock.instant())
                .chain(ended -> tell(connection, task, ended));
    }

    private Uni<Void> tell(SqlConnection connection, ExportWork.Task task, Optional<GroupExport> ended) {
        return ended.isEmpty()
                ? Uni.createFrom().voidItem()
                : directory
                        .byId(task.sandboxId())
                        .chain(sandbox ->
                                outbox.append(connection, sandbox, ExportEvents.finished(sandbox, ended.get())));
    }

    private Uni<Boolean> giveUpOrPostpone(FailedExport failure) {
        ExportWork.Task task = failure.task;
        LOG.warnf(failure.getCause(), "Export %s failed for the %d. time", task.exportId(), task.attempts() + 1);
        return transactions
                .acrossSandboxes(connection -> task.attempts() + 1 < config.maxAttempts()
                        ? work.postpone(connection, task)
                        : transactions
                                .enter(connection, task.sandboxId())
                                .chain(() -> fail(
                                        connection, task, "The file could not be written; the service's log says why."))
                                .chain(() -> work.done(connection, task)))
                .replaceWith(true);
    }

    /** A failure with the task it happened to, which is rolled back and free again. */
    private static final class FailedExport extends RuntimeException {

        private final transient ExportWork.Task task;

        FailedExport(ExportWork.Task task, Throwable cause) {
            super("Export " + task.exportId() + " failed", cause);
            this.task = task;
        }
    }
}
