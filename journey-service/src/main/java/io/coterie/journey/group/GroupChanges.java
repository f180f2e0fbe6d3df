package io.coterie.journey.group;

import io.coterie.journey.wait.Occurrence;
import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Changes of groups on their way to who listens. States are compacted and would hide changes that follow each other
 * closely, so every change is heard as an event. Neither topic waits for the other: a change heard before its state is
 * kept until a state at least as new is here, and whoever it then wakes decides on facts that show it.
 */
@ApplicationScoped
public class GroupChanges {

    private static final String KEEP_AHEAD = """
            with heard as (
              select heard.*, coalesce(known.revision, 0) >= heard.revision as shown
                from unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::bigint[], $8::text[],
                            $9::timestamptz[], $10::text[])
                  as heard (group_id, event_id, account_key, event_type, solution_interest, revision, person_key, at, event)
                left join buying_group as known
                  on known.sandbox_id = $1 and known.group_id = heard.group_id and known.group_id = any($2)),
            kept as (
              insert into change_ahead (sandbox_id, group_id, event_id, account_key, event_type, solution_interest,
                                        revision, person_key, at, event)
              select $1, group_id, event_id, account_key, event_type, solution_interest, revision, person_key, at,
                     event::jsonb
                from heard where not shown order by group_id, event_id
              on conflict do nothing)
            select event_id from heard where shown""";

    /** A tie of revisions is several things that happened at once; ids of events grow with time. */
    private static final String TAKE = """
            with taken as (
              delete from change_ahead as ahead
               using unnest($2::uuid[], $3::bigint[]) as state (group_id, revision)
               where ahead.sandbox_id = $1 and ahead.group_id = state.group_id and ahead.revision <= state.revision
                 and ahead.group_id = any($2)
              returning ahead.*)
            select event_id, account_key, event_type, solution_interest, revision, person_key, at, event::text as event
              from taken order by group_id, revision, event_id""";

    private static final String FORGET = "delete from change_ahead where sandbox_id = $1 and at < $2";

    /** Keeps what is ahead of its state; answers what the facts show already. Under the locks of the subjects. */
    Uni<List<Occurrence>> hear(SqlConnection connection, Sandbox sandbox, Collection<HeardChange> changes) {
        List<Occurrence> heard = changes.stream().map(HeardChange::occurrence).toList();
        Tuple parameters = Tuple.of(sandbox.id())
                .addArrayOfUUID(changes.stream().map(HeardChange::groupId).toArray(UUID[]::new))
                .addArrayOfUUID(heard.stream().map(Occurrence::eventId).toArray(UUID[]::new))
                .addArrayOfString(heard.stream().map(Occurrence::accountKey).toArray(String[]::new))
                .addArrayOfString(heard.stream().map(Occurrence::type).toArray(String[]::new))
                .addArrayOfString(heard.stream().map(Occurrence::about).toArray(String[]::new))
                .addArrayOfLong(heard.stream().map(Occurrence::revision).toArray(Long[]::new))
                .addArrayOfString(heard.stream().map(Occurrence::personKey).toArray(String[]::new))
                .addArrayOfOffsetDateTime(heard.stream()
                        .map(occurrence -> occurrence.at().atOffset(ZoneOffset.UTC))
                        .toArray(OffsetDateTime[]::new))
                .addArrayOfString(heard.stream().map(Occurrence::event).toArray(String[]::new));
        return connection.preparedQuery(KEEP_AHEAD).execute(parameters).map(rows -> {
            Set<UUID> shown = new HashSet<>();
            rows.forEach(row -> shown.add(row.getUUID("event_id")));
            return heard.stream()
                    .filter(occurrence -> shown.contains(occurrence.eventId()))
                    .toList();
        });
    }

    /** Takes what was ahead of these states. Under the locks of the subjects. */
    Uni<List<Occurrence>> shownBy(SqlConnection connection, Sandbox sandbox, Collection<GroupRow> states) {
        Tuple parameters = Tuple.of(sandbox.id())
                .addArrayOfUUID(states.stream().map(GroupRow::groupId).toArray(UUID[]::new))
                .addArrayOfLong(states.stream().map(GroupRow::revision).toArray(Long[]::new));
        return connection.preparedQuery(TAKE).execute(parameters).map(GroupChanges::occurrences);
    }

    /** Forgets changes whose state has not come in all this time: the group is gone. */
    public Uni<Void> forget(SqlConnection connection, Sandbox sandbox, Instant before) {
        return connection
                .preparedQuery(FORGET)
                .execute(Tuple.of(sandbox.id(), before.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    private static List<Occurrence> occurrences(RowSet<Row> rows) {
        List<Occurrence> occurrences = new ArrayList<>(rows.size());
        rows.forEach(row -> occurrences.add(new Occurrence(
                row.getUUID("event_id"),
                row.getString("account_key"),
                row.getString("event_type"),
                row.getString("solution_interest"),
                row.getLong("revision"),
                row.getString("person_key"),
                row.getOffsetDateTime("at").toInstant(),
                row.getString("event"))));
        return occurrences;
    }
}
