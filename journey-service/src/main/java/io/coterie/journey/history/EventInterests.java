package io.coterie.journey.history;

import io.coterie.journey.definition.CompiledJourney;
import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/**
 * Which experience events published journeys read. A type that is counted is kept from the publication on; what happened
 * before is read from the topic once, and until then the journey's runs rest (decision 0010).
 */
@ApplicationScoped
public class EventInterests {

    /** Publication and retention must not pass each other between asking who needs a type and acting on the answer. */
    private static final String PASS = "select pg_advisory_xact_lock($1, hashtext('kept-event-types'))";

    private static final String ADD = """
            insert into event_interest (sandbox_id, journey_id, event_type, counted)
            select $1, $2, type, type = any($4) from unnest($3::text[]) as type
            on conflict do nothing""";

    private static final String KEEP = """
            insert into kept_event_type (sandbox_id, event_type, complete)
            select $1, type, false from unnest($2::text[]) as type order by type
            on conflict do nothing""";

    private static final String REMOVE = "delete from event_interest where sandbox_id = $1 and journey_id = $2";

    private static final String OF_SANDBOX = """
            select event_type, bool_or(counted) as counted from event_interest
             where sandbox_id = $1
             group by event_type""";

    private static final String INCOMPLETE = """
            select distinct interest.journey_id
              from event_interest as interest
              join kept_event_type as type
                on type.sandbox_id = interest.sandbox_id and type.event_type = interest.event_type
             where interest.sandbox_id = $1 and interest.journey_id = any($2) and interest.counted and not type.complete""";

    private static final String FORGET_TYPES = """
            delete from kept_event_type as type
             where type.sandbox_id = $1
               and not exists (select 1 from event_interest as interest
                                where interest.sandbox_id = $1 and interest.event_type = type.event_type
                                  and interest.counted)""";

    private static final String FORGET_EVENTS = """
            delete from kept_event as event
             where event.sandbox_id = $1
               and (not exists (select 1 from kept_event_type as type
                                 where type.sandbox_id = $1 and type.event_type = event.event_type)
                    or exists (select 1 from person
                                where person.sandbox_id = $1 and person.person_key = event.person_key and person.deleted)
                    or event.at < $2)""";

    /** @param counted kept for conditions; the others are only listened for */
    public record Interests(Set<String> all, Set<String> counted) {}

    /** From now on the events that the journey reads matter. */
    public Uni<Void> open(SqlConnection connection, Sandbox sandbox, UUID journey, CompiledJourney compiled) {
        Set<String> counted = compiled.countedEventTypes();
        Set<String> all = new HashSet<>(compiled.awaitedEventTypes());
        all.addAll(counted);
        if (all.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return pass(connection, sandbox)
                .chain(() -> run(
                        connection,
                        ADD,
                        Tuple.of(sandbox.id(), journey)
                                .addArrayOfString(texts(all))
                                .addArrayOfString(texts(counted))))
                .chain(() -> run(connection, KEEP, Tuple.of(sandbox.id()).addArrayOfString(texts(counted))));
    }

    /** The journey reads nothing any more. */
    public Uni<Void> close(SqlConnection connection, Sandbox sandbox, UUID journey) {
        return run(connection, REMOVE, Tuple.of(sandbox.id(), journey));
    }

    Uni<Interests> ofSandbox(SqlConnection connection, Sandbox sandbox) {
        return connection
                .preparedQuery(OF_SANDBOX)
                .execute(Tuple.of(sandbox.id()))
                .map(rows -> {
                    Set<String> all = new HashSet<>();
                    Set<String> counted = new HashSet<>();
                    rows.forEach(row -> {
                        all.add(row.getString("event_type"));
                        if (row.getBoolean("counted")) {
                            counted.add(row.getString("event_type"));
                        }
                    });
                    return new Interests(all, counted);
                });
    }

    /** Which of these journeys count events whose past has not been read yet. */
    public Uni<Set<UUID>> awaitingThePast(SqlConnection connection, Sandbox sandbox, Collection<UUID> journeys) {
        return journeys.isEmpty()
                ? Uni.createFrom().item(Set.of())
                : connection
                        .preparedQuery(INCOMPLETE)
                        .execute(Tuple.of(sandbox.id()).addArrayOfUUID(journeys.toArray(UUID[]::new)))
                        .map(rows -> {
                            Set<UUID> awaiting = new HashSet<>();
                            rows.forEach(row -> awaiting.add(row.getUUID("journey_id")));
                            return awaiting;
                        });
    }

    /** Forgets what nothing counts any more: types no journey asks for, persons who are no more, and what is older. */
    public Uni<Void> forget(SqlConnection connection, Sandbox sandbox, Instant older) {
        return pass(connection, sandbox)
                .chain(() -> run(connection, FORGET_TYPES, Tuple.of(sandbox.id())))
                .chain(() -> run(connection, FORGET_EVENTS, Tuple.of(sandbox.id(), older.atOffset(ZoneOffset.UTC))));
    }

    private static Uni<Void> pass(SqlConnection connection, Sandbox sandbox) {
        return run(connection, PASS, Tuple.of(sandbox.id()));
    }

    private static String[] texts(Set<String> texts) {
        return texts.stream().sorted().toArray(String[]::new);
    }

    private static Uni<Void> run(SqlConnection connection, String sql, Tuple parameters) {
        return connection.preparedQuery(sql).execute(parameters).replaceWithVoid();
    }
}
