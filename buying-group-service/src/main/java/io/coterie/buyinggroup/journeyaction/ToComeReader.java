package io.coterie.buyinggroup.journeyaction;

import io.coterie.buyinggroup.creationjob.WantedGroups;
import io.coterie.buyinggroup.people.KnownAccount;
import io.coterie.buyinggroup.people.People;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Reads which groups are still to come; four queries, and none when every group is there. */
@ApplicationScoped
class ToComeReader {

    /** Groups of accounts that a journey took in by the audience of a standing job, which nothing was heard of yet. */
    private static final String OVERTAKEN = """
            select asked.account_key, job.interest_id
              from unnest($2::text[], $3::text[]) as asked (account_key, journey_id)
             cross join lateral (select audience_id from journey_reference
                                  where sandbox_id = $1 and journey_id = asked.journey_id offset 0) as journey
              join creation_job as job
                on job.sandbox_id = $1 and job.audience_id = journey.audience_id
               and not job.deleted and job.stopped_reason is null
             where (select heard.revision from audience_account as heard
                     where heard.sandbox_id = $1 and heard.audience_id = journey.audience_id
                       and heard.account_key = asked.account_key) is null""";

    private final People people;
    private final WantedGroups wanted;

    ToComeReader(People people, WantedGroups wanted) {
        this.people = people;
        this.wanted = wanted;
    }

    /**
     * Tells what is missing for good from what is to come.
     *
     * @param withoutGroup actions whose account has no group of their interest
     */
    Uni<ToCome> read(SqlConnection connection, int sandboxId, List<PendingAction> withoutGroup) {
        return withoutGroup.isEmpty()
                ? Uni.createFrom().item(ToCome.NOTHING)
                : ofAccounts(connection, sandboxId, withoutGroup);
    }

    private Uni<ToCome> ofAccounts(SqlConnection connection, int sandboxId, List<PendingAction> withoutGroup) {
        Set<String> accounts = new TreeSet<>();
        withoutGroup.forEach(pending -> accounts.add(pending.action().accountKey()));
        return people.accounts(connection, sandboxId, accounts)
                .chain(known -> interests(connection, sandboxId, accounts, withoutGroup)
                        .map(interests -> new ToCome(missing(accounts, known), alive(interests, known))));
    }

    private Uni<Map<String, Set<UUID>>> interests(
            SqlConnection connection, int sandboxId, Set<String> accounts, List<PendingAction> withoutGroup) {
        return wanted.of(connection, sandboxId, accounts)
                .chain(byAccount -> overtaken(connection, sandboxId, withoutGroup)
                        .map(rows -> {
                            Map<String, Set<UUID>> interests = new HashMap<>();
                            byAccount.forEach((account, jobs) -> interests.put(account, new HashSet<>(jobs.keySet())));
                            rows.forEach(row -> interests
                                    .computeIfAbsent(row.getString("account_key"), account -> new HashSet<>())
                                    .add(row.getUUID("interest_id")));
                            return interests;
                        }));
    }

    private static Uni<RowSet<Row>> overtaken(
            SqlConnection connection, int sandboxId, List<PendingAction> withoutGroup) {
        return connection
                .preparedQuery(OVERTAKEN)
                .execute(Tuple.of(sandboxId)
                        .addArrayOfString(withoutGroup.stream()
                                .map(pending -> pending.action().accountKey())
                                .toArray(String[]::new))
                        .addArrayOfString(withoutGroup.stream()
                                .map(pending -> pending.action().journeyId().toString())
                                .toArray(String[]::new)));
    }

    private static Set<String> missing(Set<String> accounts, Map<String, KnownAccount> known) {
        Set<String> missing = new TreeSet<>(accounts);
        missing.removeAll(known.keySet());
        return missing;
    }

    /** A deleted account has no group any more, whatever a job wants. */
    private static Map<String, Set<UUID>> alive(Map<String, Set<UUID>> interests, Map<String, KnownAccount> known) {
        Map<String, Set<UUID>> alive = new HashMap<>(interests);
        alive.keySet().removeIf(account -> {
            KnownAccount replica = known.get(account);
            return replica == null || replica.deleted();
        });
        return alive;
    }
}
