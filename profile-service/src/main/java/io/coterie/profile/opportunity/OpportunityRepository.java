package io.coterie.profile.opportunity;

import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Opportunities in the database. One that was deleted, or that only has persons yet, is a row without document. */
@ApplicationScoped
class OpportunityRepository {

    private static final String UPSERT = """
            insert into opportunity as known (sandbox_id, opportunity_key, account_key, revision, document, changed_at)
            select $1, incoming.key, incoming.account, 1, incoming.document::jsonb, $5
              from unnest($2::text[], $3::text[], $4::text[]) as incoming (key, account, document)
             order by incoming.key collate "C"
            on conflict (sandbox_id, opportunity_key) do update
               set account_key = excluded.account_key, revision = known.revision + 1, document = excluded.document,
                   changed_at = excluded.changed_at
             where known.document is distinct from excluded.document
            returning new.opportunity_key, new.revision, old.document is null as created,
                      old.account_key as before, new.account_key as now""";

    private static final String DELETE = """
            update opportunity set document = null, account_key = null, revision = revision + 1, changed_at = $3
             where sandbox_id = $1 and opportunity_key = $2 and document is not null
            returning new.opportunity_key, new.revision, false as created, old.account_key as before, null::text as now""";

    private static final String HOLD = """
            insert into opportunity (sandbox_id, opportunity_key, revision, changed_at)
            select $1, key, 0, $3 from unnest($2::text[]) as key order by key collate "C"
            on conflict do nothing""";

    private static final String LOCK = """
            select revision from opportunity
             where sandbox_id = $1 and opportunity_key = any($2) order by opportunity_key for update""";

    private static final String REVISE = """
            update opportunity set revision = revision + 1, changed_at = $3
             where sandbox_id = $1 and opportunity_key = any($2) and document is not null
            returning opportunity_key, account_key, revision, changed_at, document::text as document""";

    private static final String FIND = """
            select opportunity_key, account_key, revision, changed_at, document::text as document from opportunity
             where sandbox_id = $1 and opportunity_key = $2 and document is not null""";

    private static final String FIND_LOCKED = FIND + " for update";

    private static final String PAGE = """
            select opportunity_key, account_key, revision, changed_at, document::text as document from opportunity
             where sandbox_id = $1 and opportunity_key > $2 and document is not null
               and ($3::text is null or account_key = $3)
             order by opportunity_key limit $4""";

    private static final String OF_ACCOUNTS = """
            select account_key, document::text as document from opportunity
             where sandbox_id = $1 and account_key = any($2) and document is not null
             order by account_key, opportunity_key""";

    /** Inserts and replaces in one statement; answers the opportunities that changed, an equal document is no change. */
    Uni<List<OpportunityChange>> upsert(
            SqlConnection connection, Sandbox sandbox, Collection<OpportunityDocument> opportunities, Instant at) {
        return connection
                .preparedQuery(UPSERT)
                .execute(Tuple.of(sandbox.id())
                        .addArrayOfString(opportunities.stream()
                                .map(OpportunityDocument::key)
                                .toArray(String[]::new))
                        .addArrayOfString(opportunities.stream()
                                .map(OpportunityDocument::accountKey)
                                .toArray(String[]::new))
                        .addArrayOfString(opportunities.stream()
                                .map(OpportunityDocument::json)
                                .toArray(String[]::new))
                        .addOffsetDateTime(at.atOffset(ZoneOffset.UTC)))
                .map(rows -> rows.stream().map(OpportunityRepository::change).toList());
    }

    /** Empty when there was nothing to delete. */
    Uni<Optional<OpportunityChange>> delete(SqlConnection connection, Sandbox sandbox, String key, Instant at) {
        return connection
                .preparedQuery(DELETE)
                .execute(Tuple.of(sandbox.id(), key, at.atOffset(ZoneOffset.UTC)))
                .map(rows -> rows.stream().map(OpportunityRepository::change).findFirst());
    }

    /** Locks opportunities, those that are not there too, until the transaction ends. */
    Uni<Void> hold(SqlConnection connection, Sandbox sandbox, Collection<String> keys, Instant at) {
        String[] sorted = keys.stream().sorted().toArray(String[]::new);
        return connection
                .preparedQuery(HOLD)
                .execute(Tuple.of(sandbox.id()).addArrayOfString(sorted).addOffsetDateTime(at.atOffset(ZoneOffset.UTC)))
                .chain(() -> connection
                        .preparedQuery(LOCK)
                        .execute(Tuple.of(sandbox.id()).addArrayOfString(sorted)))
                .replaceWithVoid();
    }

    /** A new revision of those of the opportunities that exist, because something that belongs to them changed. */
    Uni<List<OpportunityRow>> revise(SqlConnection connection, Sandbox sandbox, Collection<String> keys, Instant at) {
        return connection
                .preparedQuery(REVISE)
                .execute(Tuple.of(sandbox.id())
                        .addArrayOfString(keys.toArray(String[]::new))
                        .addOffsetDateTime(at.atOffset(ZoneOffset.UTC)))
                .map(OpportunityRepository::opportunities);
    }

    Uni<Optional<OpportunityRow>> find(SqlConnection connection, Sandbox sandbox, String key) {
        return find(connection, FIND, sandbox, key);
    }

    /** As {@link #find}; the opportunity stays as it is until the transaction ends. */
    Uni<Optional<OpportunityRow>> lock(SqlConnection connection, Sandbox sandbox, String key) {
        return find(connection, FIND_LOCKED, sandbox, key);
    }

    /** @param accountKey null for the opportunities of all accounts */
    Uni<List<OpportunityRow>> page(
            SqlConnection connection, Sandbox sandbox, @Nullable String accountKey, String after, int limit) {
        return connection
                .preparedQuery(PAGE)
                .execute(Tuple.of(sandbox.id(), after, accountKey, limit))
                .map(OpportunityRepository::opportunities);
    }

    /** Documents of the opportunities of accounts, as JSON text, by account. */
    Uni<Map<String, List<String>>> documentsOf(
            SqlConnection connection, Sandbox sandbox, Collection<String> accountKeys) {
        return connection
                .preparedQuery(OF_ACCOUNTS)
                .execute(Tuple.of(sandbox.id()).addArrayOfString(accountKeys.toArray(String[]::new)))
                .map(rows -> {
                    Map<String, List<String>> documents = new HashMap<>();
                    rows.forEach(row -> documents
                            .computeIfAbsent(row.getString("account_key"), _ -> new ArrayList<>())
                            .add(row.getString("document")));
                    return documents;
                });
    }

    private static Uni<Optional<OpportunityRow>> find(
            SqlConnection connection, String statement, Sandbox sandbox, String key) {
        return connection
                .preparedQuery(statement)
                .execute(Tuple.of(sandbox.id(), key))
                .map(rows -> opportunities(rows).stream().findFirst());
    }

    private static OpportunityChange change(Row row) {
        return new OpportunityChange(
                row.getString("opportunity_key"),
                row.getLong("revision"),
                row.getBoolean("created"),
                Stream.of("before", "now")
                        .flatMap(column -> Stream.ofNullable(row.getString(column)))
                        .collect(Collectors.toSet()));
    }

    private static List<OpportunityRow> opportunities(RowSet<Row> rows) {
        return rows.stream()
                .map(row -> new OpportunityRow(
                        row.getString("opportunity_key"),
                        row.getString("account_key"),
                        row.getLong("revision"),
                        row.getOffsetDateTime("changed_at").toInstant(),
                        row.getString("document")))
                .toList();
    }
}
