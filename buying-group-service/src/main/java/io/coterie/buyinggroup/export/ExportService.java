package io.coterie.buyinggroup.export;

import io.coterie.buyinggroup.browse.GroupFinder;
import io.coterie.buyinggroup.browse.GroupSearch;
import io.coterie.buyinggroup.parameter.Parameter;
import io.coterie.platform.paging.Cursor;
import io.coterie.platform.paging.Page;
import io.coterie.platform.problem.ProblemException;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Takes orders for exports, and hands the files out. */
@ApplicationScoped
class ExportService {

    private final SandboxTransactions transactions;
    private final ExportStatements statements;
    private final GroupFinder finder;
    private final ExportConfig config;
    private final Clock clock;

    ExportService(
            SandboxTransactions transactions,
            ExportStatements statements,
            GroupFinder finder,
            ExportConfig config,
            Clock clock) {
        this.transactions = transactions;
        this.statements = statements;
        this.finder = finder;
        this.config = config;
        this.clock = clock;
    }

    Uni<ExportView> begin(Sandbox sandbox, String by, GroupSearch search) {
        Instant now = clock.instant();
        return transactions.inSandbox(
                sandbox,
                connection -> finder.requireKnown(connection, sandbox.id(), search)
                        .chain(() -> statements.kept(connection, sandbox.id(), now))
                        .invoke(this::requireRoom)
                        .chain(() -> statements.insert(
                                connection,
                                sandbox.id(),
                                search,
                                by,
                                now,
                                now.plus(config.keptFor()),
                                config.maxWaiting()))
                        .map(id -> id.orElseThrow(() -> new ProblemException(
                                ExportError.TOO_MANY_EXPORTS,
                                "Expected at most " + config.maxWaiting() + " waiting exports.")))
                        .chain(id -> statements.find(connection, sandbox.id(), id, now))
                        .map(export -> ExportView.of(export.orElseThrow())));
    }

    private void requireRoom(ExportStatements.Kept kept) {
        if (kept.exports() >= config.maxKept()) {
            throw new ProblemException(
                    ExportError.TOO_MANY_KEPT_EXPORTS,
                    "Expected fewer than " + config.maxKept() + " exports; delete one, or wait until one has expired.");
        }
        if (kept.rows() >= config.maxRowsKept()) {
            throw new ProblemException(
                    ExportError.TOO_MANY_KEPT_EXPORTS,
                    "Expected fewer than " + config.maxRowsKept()
                            + " groups in all files; delete an export, or wait until one has expired.");
        }
    }

    /** The export, its file or its order, is not there any more. */
    Uni<Void> delete(Sandbox sandbox, UUID id) {
        return transactions
                .inSandbox(sandbox, connection -> statements.delete(connection, sandbox.id(), id, clock.instant()))
                .invoke(there -> {
                    if (!there) {
                        throw ProblemException.notFound("an export", id);
                    }
                })
                .replaceWithVoid();
    }

    Uni<ExportView> read(Sandbox sandbox, UUID id) {
        return require(sandbox, id).map(ExportView::of);
    }

    Uni<Page<ExportView>> list(Sandbox sandbox, @Nullable String cursor, int limit) {
        UUID before = Cursor.decodeId(cursor).orElse(Cursor.LAST_ID);
        return transactions
                .inSandbox(
                        sandbox,
                        connection -> statements.list(connection, sandbox.id(), before, clock.instant(), limit + 1))
                .map(exports -> Page.of(
                        exports.stream().map(ExportView::of).toList(),
                        limit,
                        view -> view.id().toString()));
    }

    /** The export whose file is there. */
    Uni<GroupExport> requireReady(Sandbox sandbox, UUID id) {
        return require(sandbox, id).invoke(export -> {
            if (export.state() != GroupExport.State.READY) {
                throw new ProblemException(
                        ExportError.EXPORT_NOT_READY,
                        "Expected an export that is ready, but '" + id + "' is " + Parameter.spelled(export.state())
                                + ".");
            }
        });
    }

    /** The file's pieces, each read when the one before is on its way. */
    Multi<String> pieces(Sandbox sandbox, GroupExport export) {
        return Multi.createFrom()
                .range(0, export.parts())
                .onItem()
                .transformToUniAndConcatenate(part -> transactions.inSandbox(
                        sandbox, connection -> statements.part(connection, sandbox.id(), export.id(), part)));
    }

    private Uni<GroupExport> require(Sandbox sandbox, UUID id) {
        return transactions
                .inSandbox(sandbox, connection -> statements.find(connection, sandbox.id(), id, clock.instant()))
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("an export", id)));
    }
}
