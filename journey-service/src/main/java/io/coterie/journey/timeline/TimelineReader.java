package io.coterie.journey.timeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coterie.contracts.ContractJson;
import io.coterie.platform.paging.Page;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** A run's timeline, oldest first: its own events, and between them what others reported of its actions. */
@ApplicationScoped
public class TimelineReader {

    /** The place sorts by time, then own events in their order, then outcomes; it is the cursor too. */
    private static final String READ = """
            select at, sequence, event::text as event, place
              from (select at, sequence, event,
                           to_char(at at time zone 'UTC', 'YYYYMMDDHH24MISSUS') || '/0/' || lpad(sequence::text, 19, '0') as place
                      from timeline where sandbox_id = $1 and run_id = $2
                    union all
                    select at, null, jsonb_strip_nulls(jsonb_build_object('type', 'action-settled', 'node', node,
                             'actionId', action_id, 'kind', kind, 'personKey', person_key, 'status', status, 'reason', reason)),
                           to_char(at at time zone 'UTC', 'YYYYMMDDHH24MISSUS') || '/1/' || event_id::text
                      from action_outcome where sandbox_id = $1 and run_id = $2) as entry
             where place collate "C" > $3
             order by place collate "C"
             limit $4""";

    private final SandboxTransactions transactions;

    TimelineReader(SandboxTransactions transactions) {
        this.transactions = transactions;
    }

    /** @param after the place after which to continue; empty for the beginning */
    public Uni<Page<TimelineEntryView>> page(Sandbox sandbox, UUID run, String after, int limit) {
        return transactions
                .inSandbox(
                        sandbox,
                        connection ->
                                connection.preparedQuery(READ).execute(Tuple.of(sandbox.id(), run, after, limit + 1)))
                .map(rows -> rows.stream().map(TimelineReader::placed).toList())
                .map(rows -> Page.of(rows, limit, Placed::place))
                .map(page -> new Page<>(page.items().stream().map(Placed::entry).toList(), page.next()));
    }

    private record Placed(String place, TimelineEntryView entry) {}

    private static Placed placed(Row row) {
        ObjectNode event =
                (ObjectNode) ContractJson.readTree(row.getString("event").getBytes(StandardCharsets.UTF_8));
        JsonNode action = event.get("actionId");
        TimelineEntryView entry = new TimelineEntryView(
                row.getOffsetDateTime("at").toInstant(),
                event.remove("type").textValue(),
                row.getLong("sequence"),
                action == null ? null : UUID.fromString(action.textValue()),
                event);
        return new Placed(row.getString("place"), entry);
    }
}
