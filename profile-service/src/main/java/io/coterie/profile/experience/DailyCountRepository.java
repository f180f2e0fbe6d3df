package io.coterie.profile.experience;

import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts of experience events. */
@ApplicationScoped
class DailyCountRepository {

    /** One statement, so that a person's number and counts are of the same instant. */
    private static final String COUNT = """
            with page as (
              select person_key, recorded from person_activity as activity
               where sandbox_id = $1 and person_key > $2
                 and exists (select from experience_event as event
                              where event.sandbox_id = $1 and event.person_key = activity.person_key
                                and event.happened_at >= $3 and event.happened_at < $4)
               order by person_key limit $5)
            select page.person_key, page.recorded, event.event_type,
                   (event.happened_at at time zone 'UTC')::date as day, count(*) as events
              from page
              join experience_event as event
                on event.sandbox_id = $1 and event.person_key = page.person_key
               and event.happened_at >= $3 and event.happened_at < $4
             group by page.person_key, page.recorded, event.event_type, day
             order by page.person_key, day, event.event_type""";

    /** The counts of persons that follow one, in the order of their keys; the days are both included. */
    Uni<List<DailyCountsView>> page(
            SqlConnection connection, Sandbox sandbox, String after, LocalDate from, LocalDate to, int limit) {
        return connection
                .preparedQuery(COUNT)
                .execute(Tuple.of(sandbox.id(), after)
                        .addOffsetDateTime(from.atStartOfDay().atOffset(ZoneOffset.UTC))
                        .addOffsetDateTime(to.plusDays(1).atStartOfDay().atOffset(ZoneOffset.UTC))
                        .addInteger(limit))
                .map(DailyCountRepository::byPerson);
    }

    private static List<DailyCountsView> byPerson(Iterable<Row> rows) {
        Map<String, DailyCountsView> persons = new LinkedHashMap<>();
        for (Row row : rows) {
            persons.computeIfAbsent(
                            row.getString("person_key"),
                            key -> new DailyCountsView(key, row.getLong("recorded"), new ArrayList<>()))
                    .counts()
                    .add(new DailyCountsView.Count(
                            row.getLocalDate("day"), row.getString("event_type"), row.getLong("events")));
        }
        return List.copyOf(persons.values());
    }
}
