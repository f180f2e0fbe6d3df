package io.coterie.buyinggroup.build;

import io.coterie.buyinggroup.creationjob.CreationJobRuns;
import io.coterie.buyinggroup.creationjob.RunError;
import io.coterie.buyinggroup.creationjob.RunProgress;
import io.coterie.buyinggroup.work.AccountSelection;
import io.coterie.buyinggroup.work.AccountTask;
import io.coterie.buyinggroup.work.AccountWork;
import io.coterie.buyinggroup.work.DueAccounts;
import io.coterie.platform.paging.Cursor;
import io.coterie.platform.paging.Page;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Accounts whose groups cannot be built: tried again with back-off, then set aside so that they are in nobody's way. A run
 * counts such an account when it is built or set aside, and then names the reason (D-30).
 */
@ApplicationScoped
class AccountFailures {

    private static final Logger LOG = Logger.getLogger(AccountFailures.class);
    private static final int LONGEST_REASON = 500;

    private static final AccountSelection ALL_FAILED =
            new AccountSelection("select account_key from account_failure where sandbox_id = $1", Tuple.tuple());

    private static final AccountFailureStatements.Known NOTHING =
            new AccountFailureStatements.Known(new AccountFailure("", 0, Instant.EPOCH, Instant.EPOCH, ""), List.of());

    private final SandboxTransactions transactions;
    private final AccountFailureStatements statements;
    private final AccountWork work;
    private final DueAccounts due;
    private final CreationJobRuns runs;
    private final BuildConfig config;
    private final Clock clock;

    AccountFailures(
            SandboxTransactions transactions,
            AccountFailureStatements statements,
            AccountWork work,
            DueAccounts due,
            CreationJobRuns runs,
            BuildConfig config,
            Clock clock) {
        this.transactions = transactions;
        this.statements = statements;
        this.work = work;
        this.due = due;
        this.runs = runs;
        this.config = config;
        this.clock = clock;
    }

    /** The same tasks with the runs that waited for their accounts; what went wrong with these is forgotten if they succeed. */
    Uni<List<AccountTask>> takeUp(SqlConnection connection, Sandbox sandbox, List<AccountTask> tasks) {
        return statements
                .takeUp(connection, sandbox.id(), AccountTask.keys(tasks))
                .map(waiting -> waiting.isEmpty()
                        ? tasks
                        : tasks.stream()
                                .map(task -> task.alsoFor(waiting.getOrDefault(task.accountKey(), List.of())))
                                .toList());
    }

    /** Notes that an account could not be built. Its work goes with it, so that the rest of the sandbox can go on. */
    Uni<Void> note(Sandbox sandbox, BuildFailed failed) {
        return transactions.inSandbox(
                sandbox,
                connection -> work.claimThese(connection, sandbox, failed.accountKeys())
                        .chain(tasks -> tasks.isEmpty()
                                ? Uni.createFrom().voidItem()
                                : note(connection, sandbox, tasks.getFirst(), failed)));
    }

    private Uni<Void> note(SqlConnection connection, Sandbox sandbox, AccountTask task, BuildFailed failed) {
        return statements
                .find(connection, sandbox.id(), task.accountKey())
                .map(known -> after(known.orElse(NOTHING), task, failed))
                .chain(known -> known.failure().retryAt() == null
                        ? setAside(connection, sandbox, known, failed)
                        : tryAgain(connection, sandbox, known, known.failure().retryAt(), failed));
    }

    /** Whatever was set aside has one attempt for each change, no back-off again. */
    private AccountFailureStatements.Known after(
            AccountFailureStatements.Known before, AccountTask task, BuildFailed failed) {
        Instant now = clock.instant();
        int attempts = before.failure().attempts() + 1;
        boolean again = before.failure().retryAt() != null && attempts < config.attempts();
        List<UUID> waiting = new ArrayList<>(before.runIds());
        waiting.addAll(task.runIds());
        return new AccountFailureStatements.Known(
                new AccountFailure(
                        task.accountKey(), attempts, now, again ? now.plus(backOff(attempts)) : null, reason(failed)),
                waiting);
    }

    private Duration backOff(int attempts) {
        return config.retryAfter().multipliedBy(Math.round(Math.pow(5, attempts - 1)));
    }

    private static String reason(BuildFailed failed) {
        String reason = failed.reason();
        return reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON - 1) + "…";
    }

    private Uni<Void> tryAgain(
            SqlConnection connection,
            Sandbox sandbox,
            AccountFailureStatements.Known known,
            Instant retryAt,
            BuildFailed failed) {
        LOG.warnf(
                failed,
                "The groups of account %s in sandbox %s could not be built; tried again at %s",
                known.failure().account(),
                sandbox.name(),
                retryAt);
        return statements
                .store(connection, sandbox.id(), known)
                .chain(() ->
                        due.schedule(connection, sandbox, Map.of(known.failure().account(), retryAt)));
    }

    private Uni<Void> setAside(
            SqlConnection connection, Sandbox sandbox, AccountFailureStatements.Known known, BuildFailed failed) {
        AccountFailure failure = known.failure();
        LOG.errorf(
                failed,
                "The groups of account %s in sandbox %s cannot be built; it is set aside after %d attempts",
                failure.account(),
                sandbox.name(),
                failure.attempts());
        Map<UUID, RunProgress> progress = new HashMap<>();
        Map<UUID, List<RunError>> errors = new TreeMap<>();
        for (UUID run : known.runIds()) {
            progress.merge(run, RunProgress.ofAccounts(1), RunProgress::plus);
            errors.put(run, List.of(new RunError(failure.reason(), 1, failure.account())));
        }
        return statements
                .store(connection, sandbox.id(), new AccountFailureStatements.Known(failure, List.of()))
                .chain(() -> runs.addErrors(connection, sandbox, errors))
                .chain(() -> runs.record(connection, sandbox, progress));
    }

    Uni<Page<AccountFailure>> list(Sandbox sandbox, @Nullable String cursor, int limit) {
        String after = Cursor.decode(cursor);
        return transactions
                .inSandbox(sandbox, connection -> statements.list(connection, sandbox.id(), after, limit + 1))
                .map(found -> Page.of(found, limit, AccountFailure::account));
    }

    /** Tries these accounts again now; with null all that failed, in bulk. Answers how many there were. */
    Uni<Integer> retry(Sandbox sandbox, @Nullable List<String> accountKeys) {
        return transactions.inSandbox(
                sandbox,
                connection -> accountKeys == null
                        ? work.enqueueSelected(connection, sandbox, null, ALL_FAILED)
                        : work.enqueueUrgent(connection, sandbox, failedOf(accountKeys)));
    }

    private static AccountSelection failedOf(List<String> accountKeys) {
        return new AccountSelection(
                ALL_FAILED.sql() + " and account_key = any($3)",
                Tuple.tuple().addArrayOfString(accountKeys.toArray(String[]::new)));
    }
}
