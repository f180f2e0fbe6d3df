package io.coterie.profile.audience;

import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * When accounts have to be evaluated again because events become too old: one instant for each account, the next one, which
 * the evaluation at that instant replaces. Nothing has to be searched for.
 */
@ApplicationScoped
class AgeingWork {

    private static final String SCHEDULE = """
            insert into audience_ageing_work as known (sandbox_id, account_key, due_at)
            select $1, next.account_key, next.due_at
              from unnest($2::text[], $3::timestamptz[]) as next (account_key, due_at)
             order by next.account_key collate "C"
            on conflict (sandbox_id, account_key) do update set due_at = excluded.due_at
             where known.due_at > excluded.due_at""";

    /** The row goes with the work it becomes; the evaluation writes the next one. */
    private static final String WAKE = """
            with due as (
              delete from audience_ageing_work
               where (sandbox_id, account_key) in (
                       select sandbox_id, account_key from audience_ageing_work
                        where due_at <= $1 order by due_at limit $2 for update skip locked)
              returning sandbox_id, account_key)
            insert into audience_streaming_work (sandbox_id, account_key) select sandbox_id, account_key from due""";

    /** Notes the next instant of each account; an earlier one that is noted already stays. */
    Uni<Void> schedule(SqlConnection connection, Sandbox sandbox, Map<String, Instant> dueByAccount) {
        if (dueByAccount.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<String> accounts = List.copyOf(dueByAccount.keySet());
        return connection
                .preparedQuery(SCHEDULE)
                .execute(Tuple.of(sandbox.id())
                        .addArrayOfString(accounts.toArray(String[]::new))
                        .addArrayOfOffsetDateTime(accounts.stream()
                                .flatMap(account -> Stream.ofNullable(dueByAccount.get(account)))
                                .map(due -> due.atOffset(ZoneOffset.UTC))
                                .toArray(OffsetDateTime[]::new)))
                .replaceWithVoid();
    }

    /** Turns what is due into work, across sandboxes; answers how much there was. */
    Uni<Integer> wake(SqlConnection connection, Instant now, int limit) {
        return connection
                .preparedQuery(WAKE)
                .execute(Tuple.of(now.atOffset(ZoneOffset.UTC), limit))
                .map(rows -> rows.rowCount());
    }
}
