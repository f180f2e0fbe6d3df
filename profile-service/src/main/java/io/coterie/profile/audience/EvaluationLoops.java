package io.coterie.profile.audience;

import io.coterie.platform.messaging.Found;
import io.coterie.platform.messaging.Outbox;
import io.coterie.platform.messaging.WorkLoops;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxDirectory;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Keeps audiences: one loop for accounts that changed, one for audiences that are new or changed, one for accounts of which an
 * event becomes too old.
 */
@ApplicationScoped
class EvaluationLoops {

    private final SandboxTransactions transactions;
    private final SandboxDirectory directory;
    private final EvaluationWork work;
    private final AgeingWork ageing;
    private final Evaluation evaluation;
    private final AudienceRepository audiences;
    private final Outbox outbox;
    private final WorkLoops loops;
    private final AudienceConfig config;
    private final Clock clock;
    private volatile int lastSandbox;

    EvaluationLoops(
            SandboxTransactions transactions,
            SandboxDirectory directory,
            EvaluationWork work,
            AgeingWork ageing,
            Evaluation evaluation,
            AudienceRepository audiences,
            Outbox outbox,
            WorkLoops loops,
            AudienceConfig config,
            Clock clock) {
        this.transactions = transactions;
        this.directory = directory;
        this.work = work;
        this.ageing = ageing;
        this.evaluation = evaluation;
        this.audiences = audiences;
        this.outbox = outbox;
        this.loops = loops;
        this.config = config;
        this.clock = clock;
    }

    void start(@Observes StartupEvent started) {
        loops.startGathering(EvaluationWork.STREAMING, this::evaluateChangedAccounts);
        loops.start(EvaluationWork.EVALUATION, this::evaluateChangedAudience);
        loops.start("audience-ageing", this::wakeWhatIsDue);
    }

    private Uni<Boolean> wakeWhatIsDue() {
        return transactions
                .acrossSandboxes(connection -> ageing.wake(connection, clock.instant(), config.accountsPerStep()))
                .map(woken -> woken == config.accountsPerStep());
    }

    private Uni<Found> evaluateChangedAccounts() {
        return nextSandbox()
                .chain(next -> next.isEmpty()
                        ? Uni.createFrom().item(Found.NOTHING)
                        : directory.byId(next.get()).chain(sandbox -> evaluateChangedAccounts(sandbox)));
    }

    private Uni<Optional<Integer>> nextSandbox() {
        return transactions.look(connection -> work.nextSandbox(connection, lastSandbox));
    }

    /** Accounts that change often are evaluated together, but no other sandbox waits for that. */
    private Uni<Found> evaluateChangedAccounts(Sandbox sandbox) {
        return evaluateBatch(sandbox)
                .chain(found -> found == Found.SOME
                        ? nextSandbox()
                                .map(next ->
                                        next.filter(id -> id != sandbox.id()).isPresent() ? Found.MORE : Found.SOME)
                        : Uni.createFrom().item(found));
    }

    private Uni<Found> evaluateBatch(Sandbox sandbox) {
        lastSandbox = sandbox.id();
        return transactions.inSandbox(
                sandbox,
                connection -> work.claimAccounts(connection, sandbox.id(), config.accountsPerStep())
                        .call(claim -> evaluation.evaluate(
                                connection, sandbox, claim.accountKeys(), () -> audiences.active(connection, sandbox)))
                        .call(claim -> work.doneAccounts(connection, claim))
                        .map(claim -> Found.of(claim.ids().size(), config.accountsPerStep())));
    }

    private Uni<Boolean> evaluateChangedAudience() {
        return transactions.acrossSandboxes(connection -> work.claimAudience(connection)
                .chain(claimed -> claimed.isEmpty()
                        ? Uni.createFrom().item(false)
                        : evaluateNextAccounts(connection, claimed.get()).replaceWith(true)));
    }

    private Uni<Void> evaluateNextAccounts(SqlConnection connection, EvaluationWork.Progress progress) {
        return directory
                .byId(progress.sandboxId())
                .call(sandbox -> transactions.enter(connection, sandbox.id()))
                .chain(sandbox -> new Step(connection, sandbox, progress).run());
    }

    /** One stretch of accounts for one audience. */
    private final class Step {

        private final SqlConnection connection;
        private final Sandbox sandbox;
        private final EvaluationWork.Progress progress;

        Step(SqlConnection connection, Sandbox sandbox, EvaluationWork.Progress progress) {
            this.connection = connection;
            this.sandbox = sandbox;
            this.progress = progress;
        }

        Uni<Void> run() {
            return nextAccounts().call(this::evaluate).chain(this::settle);
        }

        private Uni<List<String>> nextAccounts() {
            return evaluation.accountsAfter(connection, sandbox, progress.evaluatedThrough(), config.accountsPerStep());
        }

        private Uni<Void> evaluate(List<String> accountKeys) {
            return evaluation.evaluate(
                    connection, sandbox, accountKeys, () -> audiences.active(connection, sandbox, progress.audience()));
        }

        private Uni<Void> settle(List<String> accountKeys) {
            return accountKeys.size() < config.accountsPerStep()
                    ? work.doneAudience(connection, progress).chain(this::goLive)
                    : work.moveAudience(connection, progress, accountKeys.getLast());
        }

        private Uni<Void> goLive() {
            return audiences
                    .goLive(connection, sandbox, progress.audience(), clock.instant())
                    .chain(this::announce);
        }

        private Uni<Void> announce(Optional<AudienceView> live) {
            return outbox.append(
                    connection,
                    sandbox,
                    live.map(AudienceEvents::defined).stream().toList());
        }
    }
}
