package io.coterie.activation.lead;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.activation.retention.PastRecords;
import io.coterie.contracts.ContractJson;
import io.coterie.platform.messaging.WorkLoops;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The SQL of leads. */
@ApplicationScoped
class LeadStatements implements PastRecords {

    private static final String FORGET = """
            delete from lead_notification
             where sandbox_id = $1 and ctid = any(array(
                   select ctid from lead_notification
                    where sandbox_id = $1 and received_at < $2
                    order by received_at limit $3))""";

    private static final String NOTE = """
            insert into lead_notification (sandbox_id, connection_id, response_id, lead_action)
            values ($1, $2, $3, $4) on conflict do nothing returning response_id""";

    private static final String RECEIVE = """
            with fresh as (insert into lead (sandbox_id, connection_id, response_id)
                           select $1, $2, told from unnest($3::text[]) as told order by told
                           on conflict do nothing returning response_id)
            insert into lead_work (sandbox_id, connection_id, response_id)
            select $1, $2, response_id from fresh on conflict do nothing""";

    private static final String WITHDRAW = """
            insert into lead (sandbox_id, connection_id, response_id, status) values ($1, $2, $3, 'withdrawn')
            on conflict (sandbox_id, connection_id, response_id) do update
               set status = 'withdrawn', person = null, failure = null, changed_at = now()""";

    // A visibility time-out: whoever has claimed a lead and died leaves it due again by itself.
    private static final String CLAIM = """
            update lead_work as w set due_at = now() + interval '20 seconds'
              from (select sandbox_id, connection_id, response_id from lead_work
                     where due_at <= now() order by due_at limit $1 for update skip locked) as due
             where w.sandbox_id = due.sandbox_id and w.connection_id = due.connection_id
               and w.response_id = due.response_id
            returning w.sandbox_id, w.connection_id, w.response_id""";

    private static final String ACCOUNT_BY_KEY =
            "select account_key from account where sandbox_id = $1 and account_key = $2 and not deleted";

    private static final String ACCOUNTS_BY_DOMAIN = """
            select account_key from account
             where sandbox_id = $1 and email_domain = $2 and not deleted
             order by account_key limit 2""";

    private static final String ACCEPT = """
            update lead set status = 'accepted', failure = null, form = $4, test_lead = $5, submitted_at = $6,
                            person_key = $7, account_key = $8, match = $9, person = $10::text::jsonb, changed_at = now()
             where sandbox_id = $1 and connection_id = $2 and response_id = $3 and status = 'received'
            returning response_id""";

    private static final String FAIL = """
            update lead set status = 'failed', failure = $4, changed_at = now()
             where sandbox_id = $1 and connection_id = $2 and response_id = $3 and status = 'received'""";

    private static final String TRY_LATER = """
            update lead set attempts = attempts + 1, failure = $4, changed_at = now()
             where sandbox_id = $1 and connection_id = $2 and response_id = $3 and status = 'received'
            returning attempts""";

    private static final String POSTPONE = """
            update lead_work set due_at = now() + $4::float8 * interval '1 second'
             where sandbox_id = $1 and connection_id = $2 and response_id = $3""";

    private static final String DONE =
            "delete from lead_work where sandbox_id = $1 and connection_id = $2 and response_id = $3";

    private static final String DEPTH = "select count(*) as depth from lead_work";

    private static final String LIST = """
            select *, person::text as person_text from lead
             where sandbox_id = $1 and response_id || '/' || connection_id::text > $2
               and ($3::boolean is null or (account_key is not null) = $3) and ($4::text is null or status = $4)
             order by response_id || '/' || connection_id::text limit $5""";

    /** The loop that fetches. */
    static final String FETCHING = "leads";

    private final WorkLoops loops;

    LeadStatements(WorkLoops loops) {
        this.loops = loops;
    }

    /** A lead to be fetched. */
    record Due(int sandboxId, UUID connectionId, String responseId) {}

    @Override
    public Uni<Integer> forget(SqlConnection connection, int sandboxId, Instant before, int limit) {
        return connection
                .preparedQuery(FORGET)
                .execute(Tuple.of(sandboxId, before.atOffset(ZoneOffset.UTC), limit))
                .map(RowSet::rowCount);
    }

    /** Remembers a notification; false when it was told before. */
    Uni<Boolean> note(SqlConnection connection, int sandboxId, UUID connectionId, LeadNotification notification) {
        return connection
                .preparedQuery(NOTE)
                .execute(Tuple.of(
                        sandboxId,
                        connectionId,
                        notification.responseId(),
                        notification.action().name()))
                .map(rows -> rows.size() > 0);
    }

    /** Leads to be fetched; those known already stay as they are. */
    Uni<Void> receive(SqlConnection connection, int sandboxId, UUID connectionId, List<String> responseIds) {
        return execute(connection, RECEIVE, Tuple.of(sandboxId, connectionId, responseIds.toArray(String[]::new)))
                .invoke(() -> loops.wakeAfter(connection, FETCHING));
    }

    /** Forgets what the lead said; the work on it finds nothing to do. */
    Uni<Void> withdraw(SqlConnection connection, int sandboxId, UUID connectionId, String responseId) {
        Tuple parameters = Tuple.of(sandboxId, connectionId, responseId);
        return execute(connection, WITHDRAW, parameters).chain(() -> execute(connection, DONE, parameters));
    }

    Uni<List<Due>> claim(SqlConnection connection, int limit) {
        return connection
                .preparedQuery(CLAIM)
                .execute(Tuple.of(limit))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new Due(
                                row.getInteger("sandbox_id"),
                                row.getUUID("connection_id"),
                                row.getString("response_id")))
                        .toList());
    }

    Uni<Optional<String>> accountByKey(SqlConnection connection, int sandboxId, String accountKey) {
        return connection
                .preparedQuery(ACCOUNT_BY_KEY)
                .execute(Tuple.of(sandboxId, accountKey))
                .map(rows -> rows.size() == 0 ? Optional.empty() : Optional.of(accountKey));
    }

    /** At most two: more do not matter. */
    Uni<List<String>> accountsByDomain(SqlConnection connection, int sandboxId, String domain) {
        return connection
                .preparedQuery(ACCOUNTS_BY_DOMAIN)
                .execute(Tuple.of(sandboxId, domain))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getString("account_key"))
                        .toList());
    }

    /** False when the lead has been accepted or withdrawn meanwhile. */
    Uni<Boolean> accept(SqlConnection connection, Due due, LeadDetails lead, LeadMatch match) {
        return connection
                .preparedQuery(ACCEPT)
                .execute(Tuple.tuple()
                        .addInteger(due.sandboxId())
                        .addUUID(due.connectionId())
                        .addString(due.responseId())
                        .addString(lead.form())
                        .addBoolean(lead.testLead())
                        .addOffsetDateTime(lead.submittedAt().atOffset(ZoneOffset.UTC))
                        .addString(lead.personKey())
                        .addString(match.accountKey().orElse(null))
                        .addString(match.kind().word())
                        .addString(lead.person().toString()))
                .map(rows -> rows.size() > 0)
                .call(() -> execute(connection, DONE, key(due)));
    }

    Uni<Void> fail(SqlConnection connection, Due due, String reason) {
        return execute(connection, FAIL, key(due).addString(reason)).chain(() -> execute(connection, DONE, key(due)));
    }

    /** Counts an attempt; empty when the lead has been withdrawn meanwhile. */
    Uni<Optional<Integer>> tryLater(SqlConnection connection, Due due, String reason) {
        return connection
                .preparedQuery(TRY_LATER)
                .execute(key(due).addString(reason))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(rows.iterator().next().getInteger("attempts")));
    }

    Uni<Void> postpone(SqlConnection connection, Due due, Duration delay) {
        return execute(connection, POSTPONE, key(due).addDouble(delay.toMillis() / 1000.0));
    }

    Uni<Long> depth(SqlConnection connection) {
        return connection
                .query(DEPTH)
                .execute()
                .map(rows -> rows.iterator().next().getLong("depth"));
    }

    Uni<List<LeadView>> list(
            SqlConnection connection,
            int sandboxId,
            String after,
            @Nullable Boolean matched,
            @Nullable String status,
            int limit) {
        return connection
                .preparedQuery(LIST)
                .execute(Tuple.tuple()
                        .addInteger(sandboxId)
                        .addString(after)
                        .addBoolean(matched)
                        .addString(status)
                        .addInteger(limit))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(LeadStatements::view)
                        .toList());
    }

    private static Uni<Void> execute(SqlConnection connection, String sql, Tuple parameters) {
        return connection.preparedQuery(sql).execute(parameters).replaceWithVoid();
    }

    private static Tuple key(Due due) {
        return Tuple.tuple()
                .addInteger(due.sandboxId())
                .addUUID(due.connectionId())
                .addString(due.responseId());
    }

    private static LeadView view(Row row) {
        String person = row.getString("person_text");
        JsonNode document = person == null ? null : ContractJson.readTree(person.getBytes(StandardCharsets.UTF_8));
        OffsetDateTime submittedAt = row.getOffsetDateTime("submitted_at");
        return new LeadView(
                row.getString("response_id"),
                row.getUUID("connection_id"),
                row.getString("status"),
                row.getString("failure"),
                row.getString("form"),
                row.getBoolean("test_lead"),
                submittedAt == null ? null : submittedAt.toInstant(),
                row.getString("person_key"),
                row.getString("account_key"),
                row.getString("match"),
                document,
                row.getOffsetDateTime("received_at").toInstant());
    }
}
