package io.coterie.buyinggroup.journeyaction;

import io.coterie.buyinggroup.creationjob.WantedGroups;
import io.coterie.buyinggroup.people.KnownAccount;
import io.coterie.buyinggroup.people.People;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Reads which groups are still to come; three queries, and none when every group is there. */
@ApplicationScoped
class ToComeReader {

    private final People people;
    private final WantedGroups wanted;

    ToComeReader(People people, WantedGroups wanted) {
        this.people = people;
        this.wanted = wanted;
    }

    /**
     * Tells what is missing for good from what is to come.
     *
     * @param accounts that have no group of an interest that an action is about
     * @param unknownPeople keys of people who have not arrived
     */
    Uni<ToCome> read(SqlConnection connection, int sandboxId, Set<String> accounts, Set<String> unknownPeople) {
        return accounts.isEmpty()
                ? Uni.createFrom().item(new ToCome(Set.of(), Map.of(), unknownPeople))
                : ofAccounts(connection, sandboxId, accounts, unknownPeople);
    }

    private Uni<ToCome> ofAccounts(
            SqlConnection connection, int sandboxId, Set<String> accounts, Set<String> unknownPeople) {
        return people.accounts(connection, sandboxId, accounts)
                .chain(known -> wanted.of(connection, sandboxId, accounts)
                        .map(byAccount ->
                                new ToCome(missing(accounts, known), interests(byAccount, known), unknownPeople)));
    }

    private static Set<String> missing(Set<String> accounts, Map<String, KnownAccount> known) {
        Set<String> missing = new TreeSet<>(accounts);
        missing.removeAll(known.keySet());
        return missing;
    }

    /** A deleted account has no group any more, whatever a job wants. */
    private static Map<String, Set<UUID>> interests(
            Map<String, Map<UUID, UUID>> wanted, Map<String, KnownAccount> known) {
        Map<String, Set<UUID>> interests = new HashMap<>();
        wanted.forEach((accountKey, jobs) -> {
            KnownAccount account = known.get(accountKey);
            if (account != null && !account.deleted()) {
                interests.put(accountKey, jobs.keySet());
            }
        });
        return interests;
    }
}
