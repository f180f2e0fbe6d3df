package io.coterie.buyinggroup.engagement;

import io.coterie.buyinggroup.activity.ActivityFollower;
import io.coterie.buyinggroup.groupstore.MemberFollower;
import io.coterie.platform.messaging.PendingWork;
import io.coterie.platform.messaging.WorkLoops;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.OptionalInt;
import java.util.Set;

/** The queue of persons whose live value is to be computed; asking is an insert in the transaction of its reason. */
@ApplicationScoped
class LiveWork implements ActivityFollower, MemberFollower, PendingWork {

    /**
     * Before the first run there is no scale to compute on, and the run will see everything. Once it is asked for it may have
     * read the counts already, so whoever comes then waits for its scale.
     */
    private static final String ASK = """
            insert into live_work (sandbox_id, person_key, bulk)
            select $1, person_key, $3 from unnest($2::text[]) as person_key
             where exists (select 1 from engagement_scale where sandbox_id = $1)
                or exists (select 1 from engagement_run where sandbox_id = $1 and finished_at is null)""";

    /** Asking holds the opposite lock from before it looks for a run until its commit, even when it leaves no row. */
    private static final String LET_ASKERS_END = "lock table live_work in share mode";

    /** PostgreSQL, appendix A. */
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private static final String NEXT_SANDBOX = """
            select coalesce((select min(sandbox_id) from live_work where sandbox_id > $1),
                            (select min(sandbox_id) from live_work)) as sandbox_id""";

    /** The loop that does the work. */
    static final String MEASURING = "live-engagement";

    private final SandboxTransactions transactions;
    private final WorkLoops loops;

    LiveWork(SandboxTransactions transactions, WorkLoops loops) {
        this.transactions = transactions;
        this.loops = loops;
    }

    @Override
    public Uni<Void> activitiesCounted(SqlConnection connection, Sandbox sandbox, Set<String> personKeys) {
        return ask(connection, sandbox, personKeys, false);
    }

    /** Whoever builds many groups at once leaves many members, and people who did something do not wait for those. */
    @Override
    public Uni<Void> membersChanged(SqlConnection connection, Sandbox sandbox, Set<String> personKeys) {
        return ask(connection, sandbox, personKeys, true);
    }

    @Override
    public Uni<Void> personsGone(SqlConnection connection, Sandbox sandbox, Set<String> personKeys) {
        Tuple parameters = Tuple.of(sandbox.id()).addArrayOfString(personKeys.toArray(String[]::new));
        return connection
                .preparedQuery("delete from person_engagement where sandbox_id = $1 and person_key = any($2)")
                .execute(parameters)
                .chain(() -> connection
                        .preparedQuery(
                                "delete from person_live_engagement where sandbox_id = $1 and person_key = any($2)")
                        .execute(parameters))
                .replaceWithVoid();
    }

    /** The next sandbox, in turn, that has work. */
    Uni<OptionalInt> sandboxAfter(int last) {
        return transactions.look(connection -> connection
                .preparedQuery(NEXT_SANDBOX)
                .execute(Tuple.of(last))
                .map(rows -> rows.iterator().next().getInteger("sandbox_id"))
                .map(next -> next == null ? OptionalInt.empty() : OptionalInt.of(next)));
    }

    @Override
    public String name() {
        return "live-engagement";
    }

    @Override
    public Uni<Long> depth() {
        return transactions.acrossSandboxes(connection -> connection
                .query("select count(*) as depth from live_work")
                .execute()
                .map(rows -> rows.iterator().next().getLong("depth")));
    }

    /**
     * Completes when every transaction has ended that looked for a run before now, and found none. It is one of its own, so
     * that those who come later wait for the moment only; with false if somebody does not end in time.
     */
    Uni<Boolean> letAskersEnd() {
        return transactions
                .acrossSandboxes(connection -> connection
                        .query("set local lock_timeout = '5s'")
                        .execute()
                        .chain(() -> connection.query(LET_ASKERS_END).execute())
                        .replaceWith(true))
                .onFailure(LiveWork::isTooLong)
                .recoverWithItem(false);
    }

    private static boolean isTooLong(Throwable failure) {
        return failure instanceof PgException database && LOCK_NOT_AVAILABLE.equals(database.getSqlState());
    }

    private Uni<Void> ask(SqlConnection connection, Sandbox sandbox, Set<String> personKeys, boolean bulk) {
        return connection
                .preparedQuery(ASK)
                .execute(Tuple.of(sandbox.id())
                        .addArrayOfString(personKeys.toArray(String[]::new))
                        .addBoolean(bulk))
                .invoke(asked -> {
                    if (asked.rowCount() > 0) {
                        loops.wakeAfter(connection, MEASURING);
                    }
                })
                .replaceWithVoid();
    }
}
