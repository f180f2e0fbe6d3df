package io.coterie.profile.account;

import io.coterie.platform.tenancy.Sandbox;
import io.coterie.profile.xdm.XdmDocument;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Accounts in the database. A deleted account is a row without document. */
@ApplicationScoped
class AccountRepository {

    private static final String UPSERT = """
            insert into account as known (sandbox_id, account_key, revision, document, changed_at)
            select $1, incoming.key, 1, incoming.document::jsonb, $4
              from unnest($2::text[], $3::text[]) as incoming (key, document)
             order by incoming.key collate "C"
            on conflict (sandbox_id, account_key) do update
               set revision = known.revision + 1, document = excluded.document, changed_at = excluded.changed_at
             where known.document is distinct from excluded.document
            returning new.account_key, new.revision, old.document is null as created""";

    private static final String DELETE = """
            update account set document = null, revision = revision + 1, changed_at = $3
             where sandbox_id = $1 and account_key = $2 and document is not null
            returning revision""";

    private static final String LOCK = """
            select revision from account
             where sandbox_id = $1 and account_key = $2 and document is not null for update""";

    private static final String FIND = """
            select account_key, revision, changed_at, document::text as document from account
             where sandbox_id = $1 and account_key = $2 and document is not null""";

    private static final String PAGE = """
            select account_key, revision, changed_at, document::text as document from account
             where sandbox_id = $1 and account_key > $2 and document is not null
             order by account_key limit $3""";

    private static final String DOCUMENTS = """
            select account_key, document::text as document from account
             where sandbox_id = $1 and account_key = any($2) and document is not null""";

    private static final String KNOWN = """
            select account_key from account
             where sandbox_id = $1 and account_key = any($2) and document is not null""";

    private static final String KEYS_AFTER = """
            select account_key from account
             where sandbox_id = $1 and account_key > $2 and document is not null
             order by account_key limit $3""";

    /** Inserts and replaces in one statement; answers the accounts that changed, an equal document is no change. */
    Uni<List<AccountChange>> upsert(
            SqlConnection connection, Sandbox sandbox, Collection<AccountDocument> accounts, Instant at) {
        return connection
                .preparedQuery(UPSERT)
                .execute(Tuple.of(sandbox.id())
                        .addArrayOfString(
                                accounts.stream().map(AccountDocument::key).toArray(String[]::new))
                        .addArrayOfString(
                                accounts.stream().map(AccountDocument::json).toArray(String[]::new))
                        .addOffsetDateTime(at.atOffset(ZoneOffset.UTC)))
                .map(rows -> rows.stream()
                        .map(row -> new AccountChange(
                                row.getString("account_key"), row.getLong("revision"), row.getBoolean("created")))
                        .toList());
    }

    /** The revision of the deleted state; empty when there was nothing to delete. */
    Uni<Optional<Long>> delete(SqlConnection connection, Sandbox sandbox, String key, Instant at) {
        return connection
                .preparedQuery(DELETE)
                .execute(Tuple.of(sandbox.id(), key, at.atOffset(ZoneOffset.UTC)))
                .map(AccountRepository::revision);
    }

    /** The present revision, which stays until the transaction ends. */
    Uni<Optional<Long>> lock(SqlConnection connection, Sandbox sandbox, String key) {
        return connection
                .preparedQuery(LOCK)
                .execute(Tuple.of(sandbox.id(), key))
                .map(AccountRepository::revision);
    }

    Uni<Optional<AccountView>> find(SqlConnection connection, Sandbox sandbox, String key) {
        return connection
                .preparedQuery(FIND)
                .execute(Tuple.of(sandbox.id(), key))
                .map(rows -> rows.stream().map(AccountRepository::view).findFirst());
    }

    Uni<List<AccountView>> page(SqlConnection connection, Sandbox sandbox, String after, int limit) {
        return connection
                .preparedQuery(PAGE)
                .execute(Tuple.of(sandbox.id(), after, limit))
                .map(rows -> rows.stream().map(AccountRepository::view).toList());
    }

    Uni<Map<String, String>> documents(SqlConnection connection, Sandbox sandbox, Collection<String> keys) {
        return connection
                .preparedQuery(DOCUMENTS)
                .execute(Tuple.of(sandbox.id()).addArrayOfString(keys.toArray(String[]::new)))
                .map(rows -> {
                    Map<String, String> documents = HashMap.newHashMap(rows.size());
                    rows.forEach(row -> documents.put(row.getString("account_key"), row.getString("document")));
                    return documents;
                });
    }

    Uni<Set<String>> known(SqlConnection connection, Sandbox sandbox, Collection<String> keys) {
        return connection
                .preparedQuery(KNOWN)
                .execute(Tuple.of(sandbox.id()).addArrayOfString(keys.toArray(String[]::new)))
                .map(rows ->
                        rows.stream().map(row -> row.getString("account_key")).collect(Collectors.toSet()));
    }

    Uni<List<String>> keysAfter(SqlConnection connection, Sandbox sandbox, String after, int limit) {
        return connection
                .preparedQuery(KEYS_AFTER)
                .execute(Tuple.of(sandbox.id(), after, limit))
                .map(rows ->
                        rows.stream().map(row -> row.getString("account_key")).toList());
    }

    private static Optional<Long> revision(RowSet<Row> rows) {
        return rows.stream().map(row -> row.getLong("revision")).findFirst();
    }

    private static AccountView view(Row row) {
        return new AccountView(
                row.getString("account_key"),
                row.getLong("revision"),
                row.getOffsetDateTime("changed_at").toInstant(),
                XdmDocument.written(row.getString("document")));
    }
}
