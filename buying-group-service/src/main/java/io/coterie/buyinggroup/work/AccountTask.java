package io.coterie.buyinggroup.work;

import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An account to look at, and who asked.
 *
 * @param runIds runs that count this account as evaluated; the same one may have asked more than once
 * @param correlationId of one of the events that asked
 */
public record AccountTask(
        String accountKey,
        List<UUID> runIds,
        @Nullable UUID correlationId,
        @Nullable UUID causationId) {

    static List<AccountTask> of(RowSet<Row> rows) {
        Map<String, AccountTask> tasks = new LinkedHashMap<>();
        for (Row row : rows) {
            AccountTask asked = new AccountTask(
                    row.getString("account_key"),
                    row.getUUID("run_id") == null ? List.of() : List.of(row.getUUID("run_id")),
                    row.getUUID("correlation_id"),
                    row.getUUID("causation_id"));
            tasks.merge(asked.accountKey(), asked, AccountTask::and);
        }
        return List.copyOf(tasks.values());
    }

    private AccountTask and(AccountTask other) {
        List<UUID> runs = new ArrayList<>(runIds);
        runs.addAll(other.runIds);
        return new AccountTask(
                accountKey,
                runs,
                other.correlationId == null ? correlationId : other.correlationId,
                other.causationId == null ? causationId : other.causationId);
    }

    /** The same, counted by these runs too. */
    public AccountTask alsoFor(List<UUID> moreRuns) {
        if (moreRuns.isEmpty()) {
            return this;
        }
        List<UUID> runs = new ArrayList<>(runIds);
        runs.addAll(moreRuns);
        return new AccountTask(accountKey, runs, correlationId, causationId);
    }

    /** The accounts of these tasks, in key order. */
    public static Set<String> keys(List<AccountTask> tasks) {
        Set<String> keys = new TreeSet<>();
        tasks.forEach(task -> keys.add(task.accountKey()));
        return keys;
    }
}
