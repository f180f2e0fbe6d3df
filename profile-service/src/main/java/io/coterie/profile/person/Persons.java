package io.coterie.profile.person;

import io.coterie.contracts.AccountRelation;
import io.coterie.platform.problem.ProblemException;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.coterie.profile.account.AccountService;
import io.coterie.profile.relation.Related;
import io.coterie.profile.relation.RelationKind;
import io.coterie.profile.relation.Relations;
import io.coterie.profile.xdm.XdmDocument;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What is read of persons: their accounts, whom keys and addresses name, and persons as they are shown. */
@ApplicationScoped
public class Persons {

    private final SandboxTransactions transactions;
    private final PersonRepository persons;
    private final AccountPeopleRepository relations;
    private final Relations besides;
    private final AccountService accounts;

    Persons(
            SandboxTransactions transactions,
            PersonRepository persons,
            AccountPeopleRepository relations,
            Relations besides,
            AccountService accounts) {
        this.transactions = transactions;
        this.persons = persons;
        this.relations = relations;
        this.besides = besides;
        this.accounts = accounts;
    }

    /** Everybody of these accounts, by account; test profiles are nobody (D-11). */
    public Uni<Map<String, List<AccountPerson>>> people(
            SqlConnection connection, Sandbox sandbox, Collection<String> accountKeys) {
        return relations.people(connection, sandbox, accountKeys);
    }

    /** The accounts of these persons, by person, the primary one first. */
    public Uni<Map<String, List<AccountRelation>>> accountsOf(
            SqlConnection connection, Sandbox sandbox, Collection<String> personKeys) {
        return persons.accounts(connection, sandbox, personKeys).chain(named -> combined(connection, sandbox, named));
    }

    private Uni<Map<String, List<AccountRelation>>> combined(
            SqlConnection connection, Sandbox sandbox, Map<String, List<AccountRelation>> named) {
        return related(connection, sandbox, named.keySet()).map(related -> {
            Map<String, List<AccountRelation>> accounts = HashMap.newHashMap(named.size());
            named.forEach((key, ofComponents) ->
                    accounts.put(key, PersonAccounts.combined(ofComponents, related.getOrDefault(key, List.of()))));
            return accounts;
        });
    }

    /**
     * The persons with these work e-mail addresses, whatever their case, by address as asked. Several persons may share one
     * (ARC-09).
     */
    public Uni<Map<String, List<String>>> keysByAddress(
            SqlConnection connection, Sandbox sandbox, Collection<String> addresses) {
        return addresses.isEmpty()
                ? Uni.createFrom().item(Map.of())
                : persons.keysByAddress(connection, sandbox, addresses);
    }

    /** Those of the persons that were merged, and into whom. */
    public Uni<Map<String, String>> mergedInto(
            SqlConnection connection, Sandbox sandbox, Collection<String> personKeys) {
        return persons.mergedInto(connection, sandbox, personKeys);
    }

    /** What became of those of the persons that were merged or erased. */
    public Uni<Map<String, PersonFate>> fates(
            SqlConnection connection, Sandbox sandbox, Collection<String> personKeys) {
        return persons.fates(connection, sandbox, personKeys);
    }

    /** Fails with the catalogue's not-found when there is no such person. */
    public Uni<Void> requireKnown(SqlConnection connection, Sandbox sandbox, String key) {
        return persons.find(connection, sandbox, List.of(key))
                .invoke(found -> requireFound(found, key))
                .replaceWithVoid();
    }

    Uni<PersonView> get(Sandbox sandbox, String key) {
        return transactions.inSandbox(
                sandbox,
                connection -> persons.find(connection, sandbox, List.of(key))
                        .invoke(found -> requireFound(found, key))
                        .chain(found -> views(connection, sandbox, found))
                        .map(List::getFirst));
    }

    Uni<List<PersonView>> page(Sandbox sandbox, String after, int limit) {
        return transactions.inSandbox(
                sandbox,
                connection -> persons.page(connection, sandbox, after, limit)
                        .chain(rows -> views(connection, sandbox, rows)));
    }

    /** The active relations of persons that are records of their own, by person. */
    Uni<Map<String, List<Related>>> related(SqlConnection connection, Sandbox sandbox, Collection<String> personKeys) {
        return besides.of(connection, sandbox, RelationKind.ACCOUNT_PERSON, personKeys);
    }

    /** Those of the persons that exist. */
    Uni<Map<String, PersonView>> byKey(SqlConnection connection, Sandbox sandbox, Collection<String> keys) {
        return keys.isEmpty()
                ? Uni.createFrom().item(Map.of())
                : persons.find(connection, sandbox, keys)
                        .chain(rows -> views(connection, sandbox, rows))
                        .map(views ->
                                views.stream().collect(Collectors.toMap(PersonView::personKey, Function.identity())));
    }

    private Uni<List<PersonView>> views(SqlConnection connection, Sandbox sandbox, List<PersonRow> rows) {
        Map<String, List<AccountRelation>> named =
                rows.stream().collect(Collectors.toMap(PersonRow::key, PersonRow::named));
        return combined(connection, sandbox, named).chain(accountsByPerson -> {
            Set<String> accountKeys = accountsByPerson.values().stream()
                    .flatMap(List::stream)
                    .map(AccountRelation::accountKey)
                    .collect(Collectors.toSet());
            return accounts.known(connection, sandbox, accountKeys)
                    .map(known -> rows.stream()
                            .map(row -> view(row, accountsByPerson.getOrDefault(row.key(), List.of()), known))
                            .toList());
        });
    }

    private static void requireFound(List<PersonRow> found, String key) {
        if (found.isEmpty()) {
            throw ProblemException.notFound("person", key);
        }
    }

    private static PersonView view(PersonRow row, List<AccountRelation> accounts, Set<String> known) {
        return new PersonView(
                row.key(),
                row.revision(),
                row.changedAt(),
                XdmDocument.written(row.json()),
                accounts.stream().map(relation -> link(relation, known)).toList());
    }

    private static PersonView.AccountLink link(AccountRelation relation, Set<String> known) {
        return new PersonView.AccountLink(
                relation.accountKey(), relation.roles(), known.contains(relation.accountKey()));
    }
}
