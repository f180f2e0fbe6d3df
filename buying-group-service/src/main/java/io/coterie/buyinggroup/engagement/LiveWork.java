package io.coterie.buyinggroup.engagement;

import io.coterie.buyinggroup.activity.ActivityFollower;
import io.coterie.buyinggroup.group.MemberFollower;
import io.coterie.platform.messaging.PendingWork;
import io.coterie.platform.messaging.WorkLoops;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.OptionalInt;
import java.util.Set;

/** The queue of persons whose live value is to be computed; asking is an insert in the transaction of its reason. */
@ApplicationScoped
class LiveWork implements ActivityFollower, MemberFollower, PendingWork {

    /** Before the first run there is no scale to compute on. */
    private static final String ASK = """
            insert into live_work (sandbox_id, person_key)
            select $1, person_key from unnest($2::text[]) as person_key
             where exists (select 1 from engagement_scale where sandbox_id = $1)""";

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
        return ask(connection, sandbox, personKeys);
    }

    @Override
    public Uni<Void> membersChanged(SqlConnection connection, Sandbox sandbox, Set<String> personKeys) {
        return ask(connection, sandbox, personKeys);
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

    private Uni<Void> ask(SqlConnection connection, Sandbox sandbox, Set<String> personKeys) {
        return connection
                .preparedQuery(ASK)
                .execute(Tuple.of(sandbox.id()).addArrayOfString(personKeys.toArray(String[]::new)))
                .invoke(asked -> {
                    if (asked.rowCount() > 0) {
                        loops.wakeAfter(connection, MEASURING);
                    }
                })
                .replaceWithVoid();
    }
}
