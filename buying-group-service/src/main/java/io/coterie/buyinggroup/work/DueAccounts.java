package io.coterie.buyinggroup.work;

import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Accounts to look at again at an instant that is known already: the next one of each, so nothing has to be searched for. */
@ApplicationScoped
public class DueAccounts {

    private static final String SCHEDULE = """
            insert into account_due as known (sandbox_id, account_key, due_at)
            select $1, next.account_key, next.due_at
              from unnest($2::text[], $3::timestamptz[]) as next (account_key, due_at)
             order by next.account_key
            on conflict (sandbox_id, account_key) do update set due_at = excluded.due_at
             where known.due_at > excluded.due_at""";

    /** The row goes with the work it becomes. */
    private static final String WAKE = """
            with due as (
              delete from account_due
               where (sandbox_id, account_key) in (
                       select sandbox_id, account_key from account_due
                        where due_at <= $1 order by due_at limit $2 for update skip locked)
              returning sandbox_id, account_key)
            insert into account_work (sandbox_id, account_key) select sandbox_id, account_key from due""";

    /** Notes the next instant of each account; an earlier one that is noted already stays. */
    public Uni<Void> schedule(SqlConnection connection, Sandbox sandbox, Map<String, Instant> dueByAccount) {
        if (dueByAccount.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<String> accounts = new ArrayList<>();
        List<OffsetDateTime> times = new ArrayList<>();
        new TreeMap<>(dueByAccount).forEach((account, due) -> {
            accounts.add(account);
            times.add(due.atOffset(ZoneOffset.UTC));
        });
        return connection
                .preparedQuery(SCHEDULE)
                .execute(Tuple.of(sandbox.id())
                        .addArrayOfString(accounts.toArray(String[]::new))
                        .addArrayOfOffsetDateTime(times.toArray(OffsetDateTime[]::new)))
                .replaceWithVoid();
    }

    /** Turns what is due into work, across sandboxes; answers how much there was. */
    public Uni<Integer> wake(SqlConnection connection, Instant now, int limit) {
        return connection
                .preparedQuery(WAKE)
                .execute(Tuple.of(now.atOffset(ZoneOffset.UTC), limit))
                .map(rows -> rows.rowCount());
    }
}
