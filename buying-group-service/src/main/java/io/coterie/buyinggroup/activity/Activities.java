package io.coterie.buyinggroup.activity;

import io.coterie.contracts.ExperienceEvent;
import io.coterie.platform.messaging.Inbox;
import io.coterie.platform.messaging.ReceivedEvent;
import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Keeps the daily counts: adds events, moves what a merged person did, forgets whoever is gone. */
@ApplicationScoped
public class Activities {

    /**
     * The counts of a time, for those who compute over them: person, activity and count. {@code $1} is the sandbox,
     * {@code $2} and {@code $3} the first and last day.
     */
    public static final String OF_WINDOW = """
            select person_key, activity_type, count from daily_activity
             where sandbox_id = $1 and day between $2 and $3""";

    private final ActivityStatements statements;
    private final Inbox inbox;
    private final Instance<ActivityFollower> followers;
    private final ActivityConfig config;
    private final Clock clock;

    Activities(
            ActivityStatements statements,
            Inbox inbox,
            Instance<ActivityFollower> followers,
            ActivityConfig config,
            Clock clock) {
        this.statements = statements;
        this.inbox = inbox;
        this.followers = followers;
        this.config = config;
        this.clock = clock;
    }

    /** The first day of which counts are there; of days before it there are none, whatever happened. */
    public LocalDate keptSince() {
        return clock.instant().minus(config.kept()).atZone(ZoneOffset.UTC).toLocalDate();
    }

    /** Counts events, each once however often it arrives. */
    public Uni<Void> count(SqlConnection connection, Sandbox sandbox, List<ReceivedEvent> events) {
        return inbox.firstSeen(connection, events)
                .map(fresh -> fresh.stream()
                        .map(event -> event.payload(ExperienceEvent.class))
                        .toList())
                .map(DailyCount::of)
                .chain(counts -> counts.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : statements
                                .add(connection, sandbox.id(), counts, keptSince())
                                .chain(persons -> counted(connection, sandbox, persons)));
    }

    /**
     * Persons changed: activities of merged ones move to the winner, those of deleted ones go.
     *
     * @param changed keys of those whose state was new
     */
    public Uni<Void> personsChanged(
            SqlConnection connection, Sandbox sandbox, Set<String> changed, List<ReceivedEvent> events) {
        if (changed.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        PersonChanges changes = PersonChanges.of(changed, events);
        return unlessEmpty(changes.present(), keys -> statements.separate(connection, sandbox.id(), keys))
                .chain(() -> unlessEmpty(changes.gone(), keys -> statements.forget(connection, sandbox.id(), keys)))
                .chain(() -> changes.merged().isEmpty()
                        ? Uni.createFrom().voidItem()
                        : merge(connection, sandbox, changes.merged()))
                .chain(() ->
                        told(follower -> follower.personsChanged(connection, sandbox, changed, changes.leaving())));
    }

    /**
     * What a night does before it computes: what concurrent transactions could not see of each other is put right, and
     * what nobody looks at any more is dropped. Until the transaction ends, whoever erases or merges a person may wait.
     */
    public Uni<Void> tidy(SqlConnection connection, Sandbox sandbox) {
        return statements
                .moveAllMerged(connection, sandbox.id())
                .chain(() -> statements.forgetDeleted(connection, sandbox.id()))
                .chain(() -> statements.dropBefore(connection, sandbox.id(), keptSince()));
    }

    private Uni<Void> merge(SqlConnection connection, Sandbox sandbox, Map<String, String> winnersByLoser) {
        return statements
                .merge(connection, sandbox.id(), winnersByLoser)
                .chain(() -> statements.moveMerged(connection, sandbox.id(), winnersByLoser.keySet()))
                .chain(winners -> counted(connection, sandbox, winners));
    }

    private Uni<Void> counted(SqlConnection connection, Sandbox sandbox, Set<String> personKeys) {
        return unlessEmpty(personKeys, keys -> told(follower -> follower.activitiesCounted(connection, sandbox, keys)));
    }

    private Uni<Void> told(Function<ActivityFollower, Uni<Void>> news) {
        Uni<Void> told = Uni.createFrom().voidItem();
        for (ActivityFollower follower : followers) {
            told = told.chain(() -> news.apply(follower));
        }
        return told;
    }

    private static Uni<Void> unlessEmpty(Set<String> keys, Function<Set<String>, Uni<Void>> action) {
        return keys.isEmpty() ? Uni.createFrom().voidItem() : action.apply(keys);
    }
}
