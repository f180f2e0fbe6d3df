package io.coterie.activation.action;

import io.coterie.activation.retention.PastRecords;
import io.coterie.contracts.JourneyAction;
import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The SQL of actions. */
@ApplicationScoped
class ActionStatements implements PastRecords {

    private static final String FORGET = """
            delete from action
             where sandbox_id = $1 and ctid = any(array(
                   select ctid from action
                    where sandbox_id = $1 and settled_at < $2 and status <> 'uncertain'
                    order by settled_at limit $3))""";

    private static final String REMEMBER = """
            insert into action (sandbox_id, action_id, kind, journey_id, run_id, node_id, visit, account_key, person_key)
            select $1, a.action_id, a.kind, a.journey_id, a.run_id, a.node_id, a.visit, a.account_key, a.person_key
              from unnest($2::uuid[], $3::text[], $4::uuid[], $5::uuid[], $6::text[], $7::int[], $8::text[], $9::text[])
                as a (action_id, kind, journey_id, run_id, node_id, visit, account_key, person_key)
             order by a.action_id
            on conflict do nothing
            returning action_id""";

    // An uncertain action may still be settled: by its process, when that was only slow, or by an operator.
    private static final String SETTLE = """
            update action
               set status = s.status, reason = s.reason, settled_at = now()
              from unnest($2::uuid[], $3::text[], $4::text[]) as s (action_id, status, reason)
             where action.sandbox_id = $1 and action.action_id = s.action_id and action.action_id = any($2)
               and (action.status is null or action.status = 'uncertain')
            returning action.action_id, action.run_id, action.node_id, action.kind, action.account_key,
                      action.person_key, action.status, action.reason""";

    @Override
    public Uni<Integer> forget(SqlConnection connection, int sandboxId, Instant before, int limit) {
        return connection
                .preparedQuery(FORGET)
                .execute(Tuple.of(sandboxId, before.atOffset(ZoneOffset.UTC), limit))
                .map(RowSet::rowCount);
    }

    /** The ids not seen before. */
    Uni<Set<UUID>> remember(SqlConnection connection, Sandbox sandbox, List<JourneyAction> actions) {
        Tuple parameters = Tuple.tuple()
                .addInteger(sandbox.id())
                .addArrayOfUUID(actions.stream().map(JourneyAction::actionId).toArray(UUID[]::new))
                .addArrayOfString(texts(actions, JourneyAction::kind))
                .addArrayOfUUID(actions.stream().map(JourneyAction::journeyId).toArray(UUID[]::new))
                .addArrayOfUUID(actions.stream().map(JourneyAction::runId).toArray(UUID[]::new))
                .addArrayOfString(texts(actions, JourneyAction::nodeId))
                .addArrayOfInteger(actions.stream().map(JourneyAction::visit).toArray(Integer[]::new))
                .addArrayOfString(texts(actions, JourneyAction::accountKey))
                .addArrayOfString(texts(actions, JourneyAction::personKey));
        return connection.preparedQuery(REMEMBER).execute(parameters).map(rows -> {
            Set<UUID> fresh = new HashSet<>();
            rows.forEach(row -> fresh.add(row.getUUID("action_id")));
            return fresh;
        });
    }

    /** The actions that this has settled. */
    Uni<List<SettledAction>> settle(SqlConnection connection, Sandbox sandbox, List<Settlement> settlements) {
        Tuple parameters = Tuple.tuple()
                .addInteger(sandbox.id())
                .addArrayOfUUID(settlements.stream().map(Settlement::actionId).toArray(UUID[]::new))
                .addArrayOfString(settlements.stream().map(Settlement::status).toArray(String[]::new))
                .addArrayOfString(settlements.stream().map(Settlement::reason).toArray(String[]::new));
        return connection
                .preparedQuery(SETTLE)
                .execute(parameters)
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(SettledAction::of)
                        .toList());
    }

    private static String[] texts(List<JourneyAction> actions, Function<JourneyAction, @Nullable String> part) {
        return actions.stream().map(part).toArray(String[]::new);
    }

    /** An action's row as its outcome reports it. */
    record SettledAction(
            UUID actionId,
            UUID runId,
            String nodeId,
            String kind,
            String accountKey,
            @Nullable String personKey,
            String status,
            @Nullable String reason) {

        static SettledAction of(Row row) {
            return new SettledAction(
                    row.getUUID("action_id"),
                    row.getUUID("run_id"),
                    row.getString("node_id"),
                    row.getString("kind"),
                    row.getString("account_key"),
                    row.getString("person_key"),
                    row.getString("status"),
                    row.getString("reason"));
        }
    }
}
