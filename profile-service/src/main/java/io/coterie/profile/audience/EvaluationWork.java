package io.coterie.profile.audience;

import io.coterie.platform.messaging.WorkLoops;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.profile.account.ChangedAccounts;
import io.coterie.profile.experience.RecordedEvents;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What is still to be evaluated, across sandboxes: accounts that changed, and audiences that are new or changed. */
@ApplicationScoped
class EvaluationWork implements ChangedAccounts, RecordedEvents {

    static final String STREAMING = "audience-streaming";
    static final String EVALUATION = "audience-evaluation";

    /**
     * Whoever defines an audience takes this lock alone, so either it waits for this change and the evaluation over all
     * accounts sees it, or this change sees the audience. Without audiences a change then leaves no work.
     */
    private static final String LOCK_DEFINITIONS = "select 1 from pg_advisory_xact_lock_shared(4701, $1)";

    /**
     * Append only: a change that commits while an earlier one is being evaluated is a row of its own and is not lost. A
     * change that no condition reads is no work.
     */
    private static final String ADD = """
            insert into audience_streaming_work (sandbox_id, account_key)
            select $1, changed from unnest($2::text[]) as changed
             where exists (select from audience
                            where sandbox_id = $1 and status <> 'archived'
                              and ($3 or ($4 and reads_people) or ($5 and reads_opportunities)))""";

    private static final String ADD_RECORDED = """
            insert into audience_streaming_work (sandbox_id, account_key)
            select distinct $1::int, told.account_key
              from unnest($2::text[], $3::text[]) as told (account_key, event_type)
             where exists (select from audience
                            where sandbox_id = $1 and status <> 'archived'
                              and jsonb_exists(event_types::jsonb, told.event_type))""";

    /** The next sandbox after the one served last, so that a busy one does not hold up the others. */
    private static final String NEXT_SANDBOX = """
            select coalesce((select sandbox_id from audience_streaming_work where sandbox_id > $1 order by sandbox_id limit 1),
                            (select sandbox_id from audience_streaming_work order by sandbox_id limit 1)) as sandbox_id""";

    private static final String CLAIM_ACCOUNTS = """
            select id, account_key from audience_streaming_work
             where sandbox_id = $1 order by id limit $2 for update skip locked""";

    private static final String DONE_ACCOUNTS = "delete from audience_streaming_work where id = any($1)";

    private static final String CLAIM_AUDIENCE = """
            select sandbox_id, audience_id, evaluated_through from audience_evaluation_work
             order by sandbox_id, audience_id limit 1 for update skip locked""";

    private static final String MOVE_AUDIENCE = """
            update audience_evaluation_work set evaluated_through = $3 where sandbox_id = $1 and audience_id = $2""";

    private static final String DONE_AUDIENCE =
            "delete from audience_evaluation_work where sandbox_id = $1 and audience_id = $2";

    private static final String AGAIN = """
            insert into audience_evaluation_work (sandbox_id, audience_id)
            select sandbox_id, audience_id from audience where sandbox_id = $1 and status <> 'archived'
            on conflict do nothing""";

    private final WorkLoops loops;

    EvaluationWork(WorkLoops loops) {
        this.loops = loops;
    }

    @Override
    public Uni<Void> changed(SqlConnection connection, Sandbox sandbox, Collection<String> accountKeys) {
        return add(connection, sandbox, accountKeys, Changed.ACCOUNT);
    }

    @Override
    public Uni<Void> peopleChanged(SqlConnection connection, Sandbox sandbox, Collection<String> accountKeys) {
        return add(connection, sandbox, accountKeys, Changed.PEOPLE);
    }

    @Override
    public Uni<Void> opportunitiesChanged(SqlConnection connection, Sandbox sandbox, Collection<String> accountKeys) {
        return add(connection, sandbox, accountKeys, Changed.OPPORTUNITIES);
    }

    /** An event that no condition counts is no work. */
    @Override
    public Uni<Void> recorded(SqlConnection connection, Sandbox sandbox, Map<String, Set<String>> eventTypesByAccount) {
        if (eventTypesByAccount.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<String> accounts = new ArrayList<>();
        List<String> types = new ArrayList<>();
        eventTypesByAccount.forEach((account, told) -> told.forEach(type -> {
            accounts.add(account);
            types.add(type);
        }));
        return connection
                .preparedQuery(LOCK_DEFINITIONS)
                .execute(Tuple.of(sandbox.id()))
                .chain(() -> connection
                        .preparedQuery(ADD_RECORDED)
                        .execute(Tuple.of(sandbox.id())
                                .addArrayOfString(accounts.toArray(String[]::new))
                                .addArrayOfString(types.toArray(String[]::new))))
                .invoke(() -> loops.wakeAfter(connection, STREAMING))
                .replaceWithVoid();
    }

    private Uni<Void> add(SqlConnection connection, Sandbox sandbox, Collection<String> accountKeys, Changed what) {
        if (accountKeys.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return connection
                .preparedQuery(LOCK_DEFINITIONS)
                .execute(Tuple.of(sandbox.id()))
                .chain(() -> connection
                        .preparedQuery(ADD)
                        .execute(Tuple.of(sandbox.id())
                                .addArrayOfString(accountKeys.toArray(String[]::new))
                                .addBoolean(what == Changed.ACCOUNT)
                                .addBoolean(what == Changed.PEOPLE)
                                .addBoolean(what == Changed.OPPORTUNITIES)))
                .invoke(() -> loops.wakeAfter(connection, STREAMING))
                .replaceWithVoid();
    }

    Uni<Optional<Integer>> nextSandbox(SqlClient connection, int after) {
        return connection
                .preparedQuery(NEXT_SANDBOX)
                .execute(Tuple.of(after))
                .map(rows -> Optional.ofNullable(rows.iterator().next().getInteger("sandbox_id")));
    }

    Uni<Claim> claimAccounts(SqlConnection connection, int sandboxId, int limit) {
        return connection
                .preparedQuery(CLAIM_ACCOUNTS)
                .execute(Tuple.of(sandboxId, limit))
                .map(EvaluationWork::claim);
    }

    Uni<Void> doneAccounts(SqlConnection connection, Claim claim) {
        return connection
                .preparedQuery(DONE_ACCOUNTS)
                .execute(Tuple.tuple().addArrayOfLong(claim.ids().toArray(Long[]::new)))
                .replaceWithVoid();
    }

    Uni<Optional<Progress>> claimAudience(SqlConnection connection) {
        return connection
                .preparedQuery(CLAIM_AUDIENCE)
                .execute()
                .map(rows -> rows.stream()
                        .map(row -> new Progress(
                                row.getInteger("sandbox_id"),
                                row.getUUID("audience_id"),
                                row.getString("evaluated_through")))
                        .findFirst());
    }

    Uni<Void> moveAudience(SqlConnection connection, Progress progress, String evaluatedThrough) {
        return connection
                .preparedQuery(MOVE_AUDIENCE)
                .execute(Tuple.of(progress.sandboxId(), progress.audience(), evaluatedThrough))
                .replaceWithVoid();
    }

    Uni<Void> doneAudience(SqlConnection connection, Progress progress) {
        return connection
                .preparedQuery(DONE_AUDIENCE)
                .execute(Tuple.of(progress.sandboxId(), progress.audience()))
                .replaceWithVoid();
    }

    /** Every audience of the sandbox is to be evaluated over all accounts once more. */
    Uni<Void> again(SqlConnection connection, Sandbox sandbox) {
        return connection
                .preparedQuery(AGAIN)
                .execute(Tuple.of(sandbox.id()))
                .invoke(() -> loops.wakeAfter(connection, EVALUATION))
                .replaceWithVoid();
    }

    private static Claim claim(RowSet<Row> rows) {
        Set<String> keys = LinkedHashSet.newLinkedHashSet(rows.size());
        rows.forEach(row -> keys.add(row.getString("account_key")));
        return new Claim(rows.stream().map(row -> row.getLong("id")).toList(), keys);
    }

    /** What changed about an account. */
    private enum Changed {
        ACCOUNT,
        PEOPLE,
        OPPORTUNITIES
    }

    /** Changed accounts that this transaction works on. */
    record Claim(List<Long> ids, Set<String> accountKeys) {}

    /** An audience that this transaction works on, and the last account it has seen. */
    record Progress(int sandboxId, UUID audience, String evaluatedThrough) {}
}
