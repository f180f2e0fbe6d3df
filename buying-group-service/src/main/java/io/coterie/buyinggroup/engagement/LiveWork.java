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

/**
 * The queue of persons whose live value is to be computed; asking is an insert in the transaction of its reason. Whose
 * state is new is only noted, for {@link ScoreReviews}.
 */
@ApplicationScoped
class LiveWork implements ActivityFollower, MemberFollower, PendingWork {

    /**
     * Before the first run there is no scale to compute on, and the run will see everything. Once it is asked for it
     * may have read the counts already, so whoever comes then waits for its scale.
     */
    static final String WORTHWHILE = """
            (exists (select 1 from engagement_scale where sandbox_id = $1)
              or exists (select 1 from engagement_run where sandbox_id = $1 and finished_at is null))""";

    private static final String ASK = """
            insert into live_work (sandbox_id, person_key, bulk)
            select $1, person_key, $3 from unnest($2::text[]) as person_key
             where\s""" + WORTHWHILE;

    private static final String NOTE = """
            insert into score_review (sandbox_id, person_keys, gone_keys)
            select $1, $2::text[], $3::text[] where\s""" + WORTHWHILE;

    /** PostgreSQL, appendix A. */
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private static final String NEXT_SANDBOX = """
            select coalesce(least((select min(sandbox_id) from live_work where sandbox_id > $1),
                                  (select min(sandbox_id) from score_review where sandbox_id > $1)),
                            least((select min(sandbox_id) from live_work),
                                  (select min(sandbox_id) from score_review))) as sandbox_id""";

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
    public Uni<Void> personsChanged(
            SqlConnection connection, Sandbox sandbox, Set<String> personKeys, Set<String> gone) {
        return insert(
                connection,
                NOTE,
                Tuple.of(sandbox.id())
                        .addArrayOfString(personKeys.toArray(String[]::new))
                        .addArrayOfString(gone.toArray(String[]::new)));
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
                .query("select (select count(*) from live_work) + (select count(*) from score_review) as depth")
                .execute()
                .map(rows -> rows.iterator().next().getLong("depth")));
    }

    /**
     * Completes when every transaction has ended that looked for a run before now, and found none. Each table is locked
     * in a transaction of its own, so that those who come later wait for the moment only, and those who insert into
     * both do not wait in a circle; with false if somebody does not end in time.
     */
    Uni<Boolean> letAskersEnd() {
        return letAskersEnd("live_work")
                .chain(ended ->
                        ended ? letAskersEnd("score_review") : Uni.createFrom().item(false));
    }

    /** Inserting holds the opposite lock from before it looks for a run until the commit, even if it leaves no row. */
    private Uni<Boolean> letAskersEnd(String table) {
        return transactions
                .acrossSandboxes(connection -> connection
                        .query("set local lock_timeout = '5s'")
                        .execute()
                        .chain(() -> connection
                                .query("lock table " + table + " in share mode")
                                .execute())
                        .replaceWith(true))
                .onFailure(LiveWork::isTooLong)
                .recoverWithItem(false);
    }

    private static boolean isTooLong(Throwable failure) {
        return failure instanceof PgException database && LOCK_NOT_AVAILABLE.equals(database.getSqlState());
    }

    /** @param bulk for people who did nothing, who wait for those who did */
    Uni<Void> ask(SqlConnection connection, Sandbox sandbox, Set<String> personKeys, boolean bulk) {
        return insert(
                connection,
                ASK,
                Tuple.of(sandbox.id())
                        .addArrayOfString(personKeys.toArray(String[]::new))
                        .addBoolean(bulk));
    }

    private Uni<Void> insert(SqlConnection connection, String sql, Tuple parameters) {
        return connection
                .preparedQuery(sql)
                .execute(parameters)
                .invoke(asked -> {
                    if (asked.rowCount() > 0) {
                        loops.wakeAfter(connection, MEASURING);
                    }
                })
                .replaceWithVoid();
    }
}
