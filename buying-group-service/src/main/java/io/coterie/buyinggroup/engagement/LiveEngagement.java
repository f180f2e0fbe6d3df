package io.coterie.buyinggroup.engagement;

import io.coterie.buyinggroup.work.AccountSelection;
import io.coterie.buyinggroup.work.AccountWork;
import io.coterie.platform.messaging.WorkLoops;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxDirectory;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;

/**
 * The worker that keeps engagement live between runs (architecture §8): persons who did something, or whose counts
 * begin or cease to count, are measured again with the weights and maxima of the last run, and so are their groups; a
 * fixed number of statements for a batch of persons.
 */
@ApplicationScoped
class LiveEngagement {

    private final WorkLoops loops;
    private final LiveWork work;
    private final SandboxDirectory directory;
    private final SandboxTransactions transactions;
    private final ScoreReviews reviews;
    private final LiveStatements statements;
    private final ScaleStatements scales;
    private final GroupTelling telling;
    private final RoleWeights roleWeights;
    private final AccountWork accounts;
    private final EngagementConfig config;
    private final Clock clock;
    private volatile int lastSandbox;

    LiveEngagement(
            WorkLoops loops,
            LiveWork work,
            SandboxDirectory directory,
            SandboxTransactions transactions,
            ScoreReviews reviews,
            LiveStatements statements,
            ScaleStatements scales,
            GroupTelling telling,
            RoleWeights roleWeights,
            AccountWork accounts,
            EngagementConfig config,
            Clock clock) {
        this.loops = loops;
        this.work = work;
        this.directory = directory;
        this.transactions = transactions;
        this.reviews = reviews;
        this.statements = statements;
        this.scales = scales;
        this.telling = telling;
        this.roleWeights = roleWeights;
        this.accounts = accounts;
        this.config = config;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        loops.start(LiveWork.MEASURING, this::step);
    }

    private Uni<Boolean> step() {
        return work.sandboxAfter(lastSandbox)
                .invoke(next -> lastSandbox = next.orElse(lastSandbox))
                .chain(next -> next.isEmpty()
                        ? Uni.createFrom().item(false)
                        : directory.byId(next.getAsInt()).chain(this::reviewAndMeasure));
    }

    /** Whomever a review asks for is measured in a transaction of its own: the review is alone with the scale. */
    private Uni<Boolean> reviewAndMeasure(Sandbox sandbox) {
        return transactions
                .inSandbox(
                        sandbox,
                        connection -> reviews.review(connection, sandbox, EngagementRun.windowTo(clock.instant())))
                .chain(reviewed -> transactions
                        .inSandbox(sandbox, connection -> measure(connection, sandbox))
                        .map(measured -> reviewed || measured));
    }

    private Uni<Boolean> measure(SqlConnection connection, Sandbox sandbox) {
        return scales.share(connection, sandbox.id())
                .chain(scale -> scale.isEmpty()
                        ? statements.dropAskedInVain(connection, sandbox.id())
                        : measure(connection, sandbox, scale.get()));
    }

    private Uni<Boolean> measure(SqlConnection connection, Sandbox sandbox, Scale scale) {
        return statements
                .take(connection, sandbox.id(), config.liveBatchSize())
                .call(taken ->
                        taken.isEmpty() ? Uni.createFrom().voidItem() : measure(connection, sandbox, scale, taken))
                .map(taken -> !taken.isEmpty());
    }

    private Uni<Void> measure(SqlConnection connection, Sandbox sandbox, Scale scale, TakenPersons taken) {
        LocalDate today = EngagementRun.windowTo(clock.instant());
        List<String> persons = taken.all();
        return statements
                .store(connection, sandbox.id(), persons, scale, today)
                .chain(() -> statements.groupsOf(connection, sandbox.id(), persons))
                .chain(groups -> telling.tellLive(connection, sandbox, scale, groups))
                .chain(() -> config.usedScore() == UsedScore.LIVE
                        ? lookAgain(connection, sandbox, taken)
                        : Uni.createFrom().voidItem());
    }

    /** Where conditions go by the live score, it can give somebody a role. */
    private Uni<Void> lookAgain(SqlConnection connection, Sandbox sandbox, TakenPersons taken) {
        return roleWeights
                .of(connection, sandbox.id())
                .chain(weights -> weights.readEngagement()
                        ? accounts.enqueueUrgent(connection, sandbox, accountsOf(taken.active()))
                                .chain(() ->
                                        accounts.enqueueSelected(connection, sandbox, null, accountsOf(taken.inBulk())))
                                .replaceWithVoid()
                        : Uni.createFrom().voidItem());
    }

    private static AccountSelection accountsOf(List<String> persons) {
        return new AccountSelection("""
                select distinct account_key from person_account
                 where sandbox_id = $1 and person_key = any($3)""", Tuple.tuple().addArrayOfString(persons.toArray(String[]::new)));
    }
}
