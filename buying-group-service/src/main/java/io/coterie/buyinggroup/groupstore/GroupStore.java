package io.coterie.buyinggroup.groupstore;

import io.coterie.buyinggroup.conversion.Opportunities;
import io.coterie.buyinggroup.group.GroupChange;
import io.coterie.buyinggroup.group.GroupEvents;
import io.coterie.buyinggroup.group.GroupFact;
import io.coterie.buyinggroup.membership.Standing;
import io.coterie.buyinggroup.people.KnownAccount;
import io.coterie.buyinggroup.people.People;
import io.coterie.buyinggroup.people.PersonScore;
import io.coterie.buyinggroup.people.PersonScores;
import io.coterie.buyinggroup.solutioninterest.SolutionInterest;
import io.coterie.platform.messaging.Outbox;
import io.coterie.platform.messaging.OutgoingEvent;
import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what was decided about groups, and tells all who depend on it; in the caller's transaction, which holds the
 * locks of the accounts.
 */
@ApplicationScoped
public class GroupStore {

    private final GroupChangeStatements statements;
    private final Opportunities opportunities;
    private final PersonScores scores;
    private final People people;
    private final Instance<MemberFollower> followers;
    private final Outbox outbox;

    GroupStore(
            GroupChangeStatements statements,
            Opportunities opportunities,
            PersonScores scores,
            People people,
            Instance<MemberFollower> followers,
            Outbox outbox) {
        this.statements = statements;
        this.opportunities = opportunities;
        this.scores = scores;
        this.people = people;
        this.followers = followers;
        this.outbox = outbox;
    }

    /** A change with what its events need besides. */
    public record Entry(
            GroupChange change,
            SolutionInterest interest,
            @Nullable UUID correlationId,
            @Nullable UUID causationId) {}

    /** Stores changes, what happened, and what others hear of it. */
    public Uni<Void> write(SqlConnection connection, Sandbox sandbox, List<Entry> decided) {
        if (decided.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<Entry> entries = decided.stream()
                .sorted(Comparator.comparing(entry -> entry.change().after().id()))
                .toList();
        List<GroupChange> changes = entries.stream().map(Entry::change).toList();
        return statements
                .write(connection, sandbox.id(), changes)
                .chain(() -> opportunities.lookAgain(connection, sandbox, newlyQualified(changes)))
                .chain(() -> tellFollowers(connection, sandbox, changes))
                .chain(() -> tellOthers(connection, sandbox, entries));
    }

    /** Whatever made them ready: an opportunity that is known already may count from now on. */
    private static List<String> newlyQualified(List<GroupChange> changes) {
        return changes.stream()
                .filter(change -> change.count(GroupFact.Kind.QUALIFIED) > 0)
                .map(change -> change.after().accountKey())
                .toList();
    }

    private Uni<Void> tellFollowers(SqlConnection connection, Sandbox sandbox, List<GroupChange> changes) {
        Set<String> persons = new TreeSet<>();
        changes.forEach(change -> change.changed().forEach(standing -> persons.add(standing.personKey())));
        Uni<Void> told = Uni.createFrom().voidItem();
        if (!persons.isEmpty()) {
            for (MemberFollower follower : followers) {
                told = told.chain(() -> follower.membersChanged(connection, sandbox, persons));
            }
        }
        return told;
    }

    private Uni<Void> tellOthers(SqlConnection connection, Sandbox sandbox, List<Entry> entries) {
        return scores.of(connection, sandbox.id(), members(entries))
                .chain(known -> people.accounts(connection, sandbox.id(), accountKeys(entries))
                        .map(accounts -> events(sandbox, entries, known, accounts)))
                .chain(events -> outbox.append(connection, sandbox, events));
    }

    private static List<String> members(List<Entry> entries) {
        return entries.stream()
                .flatMap(entry -> entry.change().after().members().stream())
                .map(Standing::personKey)
                .distinct()
                .toList();
    }

    private static Set<String> accountKeys(List<Entry> entries) {
        return entries.stream()
                .map(entry -> entry.change().after().accountKey())
                .collect(Collectors.toSet());
    }

    private static List<OutgoingEvent> events(
            Sandbox sandbox, List<Entry> entries, Map<String, PersonScore> scores, Map<String, KnownAccount> accounts) {
        List<OutgoingEvent> events = new ArrayList<>();
        for (Entry entry : entries) {
            KnownAccount account = accounts.get(entry.change().after().accountKey());
            events.addAll(GroupEvents.of(
                    sandbox,
                    entry.change(),
                    entry.interest(),
                    scores,
                    account == null ? null : account.name(),
                    entry.correlationId(),
                    entry.causationId()));
        }
        return events;
    }
}
