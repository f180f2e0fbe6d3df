package io.coterie.profile.audience;

import io.coterie.platform.conditions.EventRead;
import io.coterie.platform.conditions.RecordKind;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.profile.account.AccountService;
import io.coterie.profile.experience.ExperienceEventService;
import io.coterie.profile.experience.PastEvent;
import io.coterie.profile.opportunity.OpportunityService;
import io.coterie.profile.person.AccountPerson;
import io.coterie.profile.person.Persons;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Loads what rules read of accounts, and nothing more, with one query for each kind of record. */
@ApplicationScoped
class SituationLoader {

    private final AccountService accounts;
    private final Persons persons;
    private final ExperienceEventService events;
    private final OpportunityService opportunities;

    SituationLoader(
            AccountService accounts, Persons persons, ExperienceEventService events, OpportunityService opportunities) {
        this.accounts = accounts;
        this.persons = persons;
        this.events = events;
        this.opportunities = opportunities;
    }

    Uni<Situation> load(
            SqlConnection connection,
            Sandbox sandbox,
            Collection<String> accountKeys,
            Collection<AudienceRule> rules,
            Instant now) {
        return accounts.documents(connection, sandbox, accountKeys)
                .chain(found -> people(connection, sandbox, found.keySet(), rules)
                        .chain(people -> events(connection, sandbox, people, rules, now)
                                .chain(done -> opportunities(connection, sandbox, found.keySet(), rules)
                                        .map(open -> new Situation(found, people, done, open)))));
    }

    /** Keys of the accounts that follow one, in order. */
    Uni<List<String>> accountsAfter(SqlConnection connection, Sandbox sandbox, String after, int limit) {
        return accounts.keysAfter(connection, sandbox, after, limit);
    }

    private Uni<Map<String, List<AccountPerson>>> people(
            SqlConnection connection, Sandbox sandbox, Set<String> accountKeys, Collection<AudienceRule> rules) {
        return AudienceRule.readPeople(rules)
                ? persons.people(connection, sandbox, accountKeys)
                : Uni.createFrom().item(Map.of());
    }

    private Uni<Map<String, List<PastEvent>>> events(
            SqlConnection connection,
            Sandbox sandbox,
            Map<String, List<AccountPerson>> people,
            Collection<AudienceRule> rules,
            Instant now) {
        Set<String> types =
                AudienceRule.events(rules).stream().map(EventRead::type).collect(Collectors.toSet());
        Set<String> personKeys = people.values().stream()
                .flatMap(List::stream)
                .map(AccountPerson::personKey)
                .collect(Collectors.toSet());
        boolean withDocuments = AudienceRule.fields(rules).stream().anyMatch(field -> field.kind() == RecordKind.EVENT);
        return events.history(
                connection,
                sandbox,
                personKeys,
                types,
                now.minus(Conditions.LOOK_BACK),
                Conditions.MOST_EVENTS,
                withDocuments);
    }

    private Uni<Map<String, List<String>>> opportunities(
            SqlConnection connection, Sandbox sandbox, Set<String> accountKeys, Collection<AudienceRule> rules) {
        return AudienceRule.readOpportunities(rules)
                ? opportunities.documentsOf(connection, sandbox, accountKeys)
                : Uni.createFrom().item(Map.of());
    }
}
