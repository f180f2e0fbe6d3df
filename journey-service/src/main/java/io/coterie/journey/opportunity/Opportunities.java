package io.coterie.journey.opportunity;

import io.coterie.contracts.OpportunityState;
import io.coterie.platform.conditions.XdmDocument;
import io.coterie.platform.messaging.ReceivedEvent;
import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The accounts' opportunities as rows: the newest state of each. */
@ApplicationScoped
public class Opportunities {

    private static final String KEEP = """
            insert into opportunity as known (sandbox_id, opportunity_key, account_key, revision, deleted, document)
            select $1, now.opportunity_key, now.account_key, now.revision, now.deleted, now.document::jsonb
              from unnest($2::text[], $3::text[], $4::bigint[], $5::boolean[], $6::text[])
                as now (opportunity_key, account_key, revision, deleted, document)
             order by now.opportunity_key
            on conflict (sandbox_id, opportunity_key) do update
               set account_key = excluded.account_key, revision = excluded.revision, deleted = excluded.deleted,
                   document = excluded.document
             where known.revision < excluded.revision""";

    private static final String OF_ACCOUNTS = """
            select account_key, opportunity_key, document::text as document from opportunity
             where sandbox_id = $1 and account_key = any($2) and not deleted and document is not null
             order by account_key, opportunity_key""";

    /** Keeps the newest of each; a tombstone says nothing that its state did not. */
    Uni<Void> keep(SqlConnection connection, Sandbox sandbox, List<ReceivedEvent> events) {
        Map<String, State> newest = new TreeMap<>();
        for (ReceivedEvent event : events) {
            if (event.data() != null) {
                State state = State.of(event);
                newest.merge(state.key, state, State::newer);
            }
        }
        return newest.isEmpty()
                ? Uni.createFrom().voidItem()
                : connection
                        .preparedQuery(KEEP)
                        .execute(parameters(sandbox, newest.values()))
                        .replaceWithVoid();
    }

    /** The opportunities of these accounts, open and closed. */
    public Uni<List<KnownOpportunity>> ofAccounts(SqlConnection connection, Sandbox sandbox, Set<String> accounts) {
        return connection
                .preparedQuery(OF_ACCOUNTS)
                .execute(Tuple.of(sandbox.id()).addArrayOfString(accounts.toArray(String[]::new)))
                .map(rows -> rows.stream()
                        .map(row -> new KnownOpportunity(
                                row.getString("account_key"),
                                row.getString("opportunity_key"),
                                XdmDocument.parse(row.getString("document"))))
                        .toList());
    }

    private static Tuple parameters(Sandbox sandbox, Collection<State> states) {
        return Tuple.of(sandbox.id())
                .addArrayOfString(states.stream().map(State::key).toArray(String[]::new))
                .addArrayOfString(states.stream().map(State::accountKey).toArray(String[]::new))
                .addArrayOfLong(states.stream().map(State::revision).toArray(Long[]::new))
                .addArrayOfBoolean(states.stream().map(State::deleted).toArray(Boolean[]::new))
                .addArrayOfString(states.stream().map(State::document).toArray(String[]::new));
    }

    private record State(
            String key,
            @Nullable String accountKey,
            long revision,
            boolean deleted,
            @Nullable String document) {

        static State of(ReceivedEvent event) {
            OpportunityState state = event.payload(OpportunityState.class);
            return new State(
                    state.opportunityKey(),
                    state.accountKey(),
                    event.revision(),
                    state.deleted(),
                    state.opportunity() == null ? null : state.opportunity().toString());
        }

        State newer(State other) {
            return other.revision > revision ? other : this;
        }
    }
}
