package io.coterie.buyinggroup.conversion;

import io.coterie.buyinggroup.definition.Trace;
import io.coterie.buyinggroup.work.AccountSelection;
import io.coterie.buyinggroup.work.AccountWork;
import io.coterie.platform.messaging.ReceivedEvent;
import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The accounts' opportunities, kept from their state. Every connection has entered its sandbox. */
@ApplicationScoped
public class Opportunities {

    /** Only a newer state says what is so; when it was first heard of, an older one may say too. */
    private static final String UPSERT = """
            insert into known_opportunity as known (sandbox_id, opportunity_key, account_key, deleted, created_at,
                                                    first_heard_at, closed, won, closed_at, revision, name, stage,
                                                    amount, currency, expected_close)
            select $1, state.opportunity_key, state.account_key, state.deleted, state.created_at, state.first_heard_at,
                   state.closed, state.won, state.closed_at, state.revision, state.name, state.stage,
                   state.amount::numeric, state.currency, state.expected_close
              from unnest($2::text[], $3::text[], $4::boolean[], $5::timestamptz[], $6::timestamptz[],
                                           $7::boolean[], $8::boolean[], $9::timestamptz[], $10::bigint[], $11::text[],
                                           $12::text[], $13::text[], $14::text[], $15::date[])
                as state (opportunity_key, account_key, deleted, created_at, first_heard_at, closed, won, closed_at,
                          revision, name, stage, amount, currency, expected_close)
             order by state.opportunity_key
            on conflict (sandbox_id, opportunity_key) do update
               set first_heard_at = least(known.first_heard_at, excluded.first_heard_at),
                   (name, stage, amount, currency, expected_close) = (
                     select case when present.so then excluded.name else known.name end,
                            case when present.so then excluded.stage else known.stage end,
                            case when present.so then excluded.amount else known.amount end,
                            case when present.so then excluded.currency else known.currency end,
                            case when present.so then excluded.expected_close else known.expected_close end
                       from (select excluded.revision >= known.revision as so) as present),
                   (account_key, deleted, created_at, closed, won, closed_at, revision) = (
                     select case when newer.so then excluded.account_key else known.account_key end,
                            case when newer.so then excluded.deleted else known.deleted end,
                            case when newer.so then excluded.created_at else known.created_at end,
                            case when newer.so then excluded.closed else known.closed end,
                            case when newer.so then excluded.won else known.won end,
                            case when not newer.so then known.closed_at
                                 when excluded.closed and known.closed then known.closed_at
                                 else excluded.closed_at end,
                            greatest(known.revision, excluded.revision)
                       from (select excluded.revision > known.revision as so) as newer)""";

    private static final String ACCOUNTS = """
            select distinct account_key from known_opportunity
             where sandbox_id = $1 and opportunity_key = any($2) and account_key is not null""";

    /** An account has few; a page shows the ones that close next. */
    private static final String OPEN = """
            select opportunity_key, name, stage, amount, currency, expected_close,
                   coalesce(created_at, first_heard_at) as opened_at, count(*) over () as total
              from known_opportunity
             where sandbox_id = $1 and account_key = $2 and not deleted and not closed
             order by expected_close nulls last, opportunity_key limit $3""";

    private static final String OF_ACCOUNTS = """
            select account_key, opportunity_key, coalesce(created_at, first_heard_at) as opened_at, closed, won,
                   closed_at
              from known_opportunity
             where sandbox_id = $1 and account_key = any($2) and not deleted""";

    private static final String WITH_OPPORTUNITIES = """
            select distinct account_key from known_opportunity
             where sandbox_id = $1 and account_key = any($3) and not deleted""";

    private final AccountWork work;

    Opportunities(AccountWork work) {
        this.work = work;
    }

    /** Keeps what the events say; answers the accounts it may matter to, of before and after. */
    public Uni<Set<String>> apply(SqlConnection connection, Sandbox sandbox, List<ReceivedEvent> events) {
        List<OpportunityChange> changes = OpportunityChange.newestOf(events);
        if (changes.isEmpty()) {
            return Uni.createFrom().item(Set.of());
        }
        Tuple keys = Tuple.of(sandbox.id()).addArrayOfString(texts(changes, OpportunityChange::key));
        return accounts(connection, keys)
                .call(before -> connection.preparedQuery(UPSERT).execute(parameters(sandbox, changes)))
                .chain(before -> accounts(connection, keys).map(after -> {
                    Set<String> both = new TreeSet<>(before);
                    both.addAll(after);
                    return both;
                }));
    }

    /** Opportunities by account. */
    public Uni<Map<String, List<Opportunity>>> ofAccounts(
            SqlConnection connection, int sandboxId, Collection<String> accountKeys) {
        return connection
                .preparedQuery(OF_ACCOUNTS)
                .execute(Tuple.of(sandboxId).addArrayOfString(accountKeys.toArray(String[]::new)))
                .map(rows -> {
                    Map<String, List<Opportunity>> opportunities = new HashMap<>();
                    rows.forEach(row -> opportunities
                            .computeIfAbsent(row.getString("account_key"), key -> new ArrayList<>())
                            .add(opportunity(row)));
                    return opportunities;
                });
    }

    /** The account's open opportunities (D-04), up to a limit, and how many there are. */
    public Uni<OpenOpportunities> open(SqlConnection connection, int sandboxId, String accountKey, int limit) {
        return connection
                .preparedQuery(OPEN)
                .execute(Tuple.of(sandboxId, accountKey, limit))
                .map(rows -> new OpenOpportunities(
                        rows.stream()
                                .findFirst()
                                .map(row -> row.getLong("total"))
                                .orElse(0L),
                        rows.stream().map(Opportunities::open).toList()));
    }

    /**
     * Has those of these accounts looked at again that have opportunities: a group of theirs became ready for sales.
     */
    public Uni<Void> lookAgain(SqlConnection connection, Sandbox sandbox, Collection<String> accountKeys) {
        if (accountKeys.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        AccountSelection accounts = new AccountSelection(
                WITH_OPPORTUNITIES, Tuple.tuple().addArrayOfString(accountKeys.toArray(String[]::new)));
        return work.enqueueUrgent(connection, sandbox, accounts).replaceWithVoid();
    }

    private static Uni<Set<String>> accounts(SqlConnection connection, Tuple keys) {
        return connection.preparedQuery(ACCOUNTS).execute(keys).map(rows -> {
            Set<String> accounts = new TreeSet<>();
            rows.forEach(row -> accounts.add(row.getString("account_key")));
            return accounts;
        });
    }

    private static Tuple parameters(Sandbox sandbox, List<OpportunityChange> changes) {
        return Tuple.of(sandbox.id())
                .addArrayOfString(texts(changes, OpportunityChange::key))
                .addArrayOfString(texts(changes, OpportunityChange::accountKey))
                .addArrayOfBoolean(
                        changes.stream().map(OpportunityChange::deleted).toArray(Boolean[]::new))
                .addArrayOfOffsetDateTime(times(changes, OpportunityChange::createdAt))
                .addArrayOfOffsetDateTime(times(changes, OpportunityChange::heardAt))
                .addArrayOfBoolean(
                        changes.stream().map(OpportunityChange::closed).toArray(Boolean[]::new))
                .addArrayOfBoolean(changes.stream().map(OpportunityChange::won).toArray(Boolean[]::new))
                .addArrayOfOffsetDateTime(times(changes, OpportunityChange::closedAt))
                .addArrayOfLong(
                        changes.stream().map(OpportunityChange::revision).toArray(Long[]::new))
                .addArrayOfString(texts(changes, change -> change.shown().name()))
                .addArrayOfString(texts(changes, change -> change.shown().stage()))
                .addArrayOfString(changes.stream()
                        .map(change -> change.shown().amount())
                        .map(amount -> amount == null ? null : amount.toPlainString())
                        .toArray(String[]::new))
                .addArrayOfString(texts(changes, change -> change.shown().currency()))
                .addArrayOfLocalDate(changes.stream()
                        .map(change -> change.shown().expectedClose())
                        .toArray(LocalDate[]::new));
    }

    private static OpenOpportunities.Open open(Row row) {
        return new OpenOpportunities.Open(
                row.getString("opportunity_key"),
                row.getString("name"),
                row.getString("stage"),
                row.getBigDecimal("amount"),
                row.getString("currency"),
                row.getLocalDate("expected_close"),
                Trace.instant(row, "opened_at"));
    }

    private static Opportunity opportunity(Row row) {
        return new Opportunity(
                row.getString("opportunity_key"),
                Trace.instant(row, "opened_at"),
                Opportunity.Outcome.of(row.getBoolean("closed"), row.getBoolean("won")),
                Trace.instantOrNull(row, "closed_at"));
    }

    private static String[] texts(List<OpportunityChange> changes, Function<OpportunityChange, @Nullable String> part) {
        return changes.stream().map(part).toArray(String[]::new);
    }

    private static OffsetDateTime[] times(
            List<OpportunityChange> changes, Function<OpportunityChange, @Nullable Instant> part) {
        return changes.stream()
                .map(part)
                .map(instant -> instant == null ? null : Trace.column(instant))
                .toArray(OffsetDateTime[]::new);
    }
}
