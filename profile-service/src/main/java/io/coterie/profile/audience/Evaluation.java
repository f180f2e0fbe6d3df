package io.coterie.profile.audience;

import io.coterie.platform.conditions.AccountFacts;
import io.coterie.platform.conditions.PersonFacts;
import io.coterie.platform.conditions.XdmDocument;
import io.coterie.platform.messaging.Outbox;
import io.coterie.platform.messaging.SubjectLocks;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.profile.account.AccountService;
import io.coterie.profile.person.AccountPerson;
import io.coterie.profile.person.PersonService;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Decides which of some accounts belong to which audiences: locks them, loads them with their people in one query each,
 * decides, and writes the differences with their events in the same transaction.
 */
@ApplicationScoped
class Evaluation {

    private final AccountService accounts;
    private final PersonService persons;
    private final MembershipRepository memberships;
    private final Conditions conditions;
    private final SubjectLocks locks;
    private final Outbox outbox;
    private final Vertx vertx;
    private final Clock clock;

    Evaluation(
            AccountService accounts,
            PersonService persons,
            MembershipRepository memberships,
            Conditions conditions,
            SubjectLocks locks,
            Outbox outbox,
            Vertx vertx,
            Clock clock) {
        this.accounts = accounts;
        this.persons = persons;
        this.memberships = memberships;
        this.conditions = conditions;
        this.locks = locks;
        this.outbox = outbox;
        this.vertx = vertx;
        this.clock = clock;
    }

    /**
     * Evaluates the accounts in the transaction of the connection.
     *
     * @param audiences read again after the accounts are locked: a condition changed meanwhile must be seen by whoever comes
     *     last; without any there is nothing to lock for
     */
    Uni<Void> evaluate(
            SqlConnection connection,
            Sandbox sandbox,
            Collection<String> accountKeys,
            Supplier<Uni<List<AudienceRepository.StoredAudience>>> audiences) {
        return audiences
                .get()
                .chain(active -> active.isEmpty() || accountKeys.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : locks.lock(connection, sandbox, accountKeys)
                                .chain(audiences::get)
                                .chain(locked -> decide(connection, sandbox, accountKeys, rules(locked))));
    }

    /** Keys of the accounts that follow one, in order. */
    Uni<List<String>> accountsAfter(SqlConnection connection, Sandbox sandbox, String after, int limit) {
        return accounts.keysAfter(connection, sandbox, after, limit);
    }

    private Uni<Void> decide(
            SqlConnection connection, Sandbox sandbox, Collection<String> accountKeys, List<AudienceRule> rules) {
        List<UUID> audiences = rules.stream().map(AudienceRule::audience).toList();
        return documents(connection, sandbox, accountKeys, rules)
                .chain(documents -> memberships
                        .ofMembers(connection, sandbox, accountKeys, audiences)
                        .chain(members -> decide(accountKeys, documents, rules, members)))
                .chain(decisions -> record(connection, sandbox, decisions));
    }

    private Uni<Documents> documents(
            SqlConnection connection, Sandbox sandbox, Collection<String> accountKeys, List<AudienceRule> rules) {
        boolean people =
                rules.stream().anyMatch(rule -> rule.condition().reads().people());
        return accounts.documents(connection, sandbox, accountKeys)
                .chain(found -> (people
                                ? persons.people(connection, sandbox, found.keySet())
                                : Uni.createFrom().item(Map.<String, List<AccountPerson>>of()))
                        .map(peopleByAccount -> new Documents(found, peopleByAccount)));
    }

    /** Decoding and testing documents is work for a processor, not for the event loop. */
    private Uni<List<MembershipDecision>> decide(
            Collection<String> accountKeys,
            Documents documents,
            List<AudienceRule> rules,
            Map<String, Set<UUID>> members) {
        Instant now = clock.instant();
        return vertx.executeBlocking(
                () -> MembershipDecision.decide(accountKeys, documents.facts(now), rules, members), false);
    }

    private Uni<Void> record(SqlConnection connection, Sandbox sandbox, List<MembershipDecision> decisions) {
        if (decisions.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return memberships
                .write(connection, sandbox, decisions, clock.instant())
                .map(changed ->
                        changed.stream().map(AudienceEvents::membershipChanged).toList())
                .chain(events -> outbox.append(connection, sandbox, events));
    }

    private List<AudienceRule> rules(List<AudienceRepository.StoredAudience> audiences) {
        return audiences.stream()
                .map(audience -> new AudienceRule(audience.id(), conditions.of(audience.id(), audience.condition())))
                .toList();
    }

    /** Accounts and their people as JSON text. */
    private record Documents(Map<String, String> accounts, Map<String, List<AccountPerson>> people) {

        Map<String, AccountFacts> facts(Instant now) {
            Map<String, AccountFacts> facts = HashMap.newHashMap(accounts.size());
            accounts.forEach((key, json) -> facts.put(
                    key,
                    new AccountFacts(
                            key,
                            XdmDocument.parse(json),
                            people.getOrDefault(key, List.of()).stream()
                                    .map(person -> new PersonFacts(
                                            person.personKey(), XdmDocument.parse(person.json()), person.roles(), now))
                                    .toList(),
                            now)));
            return facts;
        }
    }
}
