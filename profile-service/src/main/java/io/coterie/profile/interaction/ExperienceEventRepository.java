package io.coterie.profile.interaction;

import io.coterie.contracts.ContractJson;
import io.coterie.contracts.ExperienceEvent;
import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Experience events in the database. */
@ApplicationScoped
class ExperienceEventRepository {

    private static final String ADD = """
            insert into experience_event (sandbox_id, event_id, person_key, event_type, happened_at, event)
            select $1, now.event_id, now.person_key, now.event_type, now.happened_at, now.event::jsonb
              from unnest($2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::text[])
                as now (event_id, person_key, event_type, happened_at, event)
             order by now.event_id
            on conflict do nothing
            returning event_id""";

    /** Adds events that are not known yet; answers their ids. */
    Uni<Set<String>> add(SqlConnection connection, Sandbox sandbox, List<ExperienceEvent> events) {
        return connection
                .preparedQuery(ADD)
                .execute(Tuple.of(sandbox.id())
                        .addArrayOfString(
                                events.stream().map(ExperienceEvent::id).toArray(String[]::new))
                        .addArrayOfString(
                                events.stream().map(ExperienceEvent::personKey).toArray(String[]::new))
                        .addArrayOfString(
                                events.stream().map(ExperienceEvent::eventType).toArray(String[]::new))
                        .addArrayOfOffsetDateTime(events.stream()
                                .map(event -> event.timestamp().atOffset(ZoneOffset.UTC))
                                .toArray(OffsetDateTime[]::new))
                        .addArrayOfString(events.stream()
                                .map(event -> ContractJson.write(event.event()))
                                .toArray(String[]::new)))
                .map(rows -> {
                    Set<String> added = new HashSet<>();
                    rows.forEach(row -> added.add(row.getString("event_id")));
                    return added;
                });
    }
}
