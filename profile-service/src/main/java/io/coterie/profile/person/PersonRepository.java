package io.coterie.profile.person;

import io.coterie.contracts.AccountRelation;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.profile.xdm.XdmDocument;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Persons in the database. One that was deleted, or that only has relations yet, is a row without document. */
@ApplicationScoped
class PersonRepository {

    private static final String UPSERT = """
            insert into person as known (sandbox_id, person_key, revision, document, changed_at)
            select $1, incoming.key, 1, incoming.document::jsonb, $4
              from unnest($2::text[], $3::text[]) as incoming (key, document)
             order by incoming.key collate "C"
            on conflict (sandbox_id, person_key) do update
               set revision = known.revision + 1, document = excluded.document, changed_at = excluded.changed_at
             where known.document is distinct from excluded.document and known.merged_into is null
            returning new.person_key, new.revision, old.document is null as created,
                      (old.document -> 'personComponents')::text as components""";

    private static final String DELETE = """
            update person set document = null, revision = revision + 1, changed_at = $3
             where sandbox_id = $1 and person_key = $2 and document is not null
            returning new.person_key, new.revision, false as created,
                      (old.document -> 'personComponents')::text as components""";

    /** Of a person that was not there too; its row is held. */
    private static final String ERASE = """
            update person set document = null, revision = revision + 1, changed_at = $3, erased_at = $3
             where sandbox_id = $1 and person_key = $2
            returning new.revision, old.document is not null as existed""";

    private static final String LOCK = """
            select person_key, revision, document::text as document from person
             where sandbox_id = $1 and person_key = any($2) and document is not null
             order by person_key for update""";

    private static final String FIND = """
            select person_key, revision, changed_at, document::text as document,
                   (document -> 'personComponents')::text as components from person
             where sandbox_id = $1 and person_key = any($2) and document is not null""";

    private static final String PAGE = """
            select person_key, revision, changed_at, document::text as document,
                   (document -> 'personComponents')::text as components from person
             where sandbox_id = $1 and person_key > $2 and document is not null
             order by person_key limit $3""";

    private static final String COMPONENTS = """
            select person_key, (document -> 'personComponents')::text as components from person
             where sandbox_id = $1 and person_key = any($2) and document is not null""";

    private static final String HOLD = """
            insert into person (sandbox_id, person_key, revision, changed_at)
            select $1, key, 0, $3 from unnest($2::text[]) as key order by key collate "C"
            on conflict do nothing""";

    private static final String LOCK_ALL = """
            select revision from person
             where sandbox_id = $1 and person_key = any($2) order by person_key for update""";

    private static final String REVISE = """
            update person set revision = revision + 1, changed_at = $3
             where sandbox_id = $1 and person_key = any($2) and document is not null
            returning person_key, revision, changed_at, document::text as document,
                      (document -> 'personComponents')::text as components""";

    private static final String MERGE = """
            update person set document = null, revision = revision + 1, changed_at = $4, merged_into = $3
             where sandbox_id = $1 and person_key = $2 returning revision""";

    /** Who was merged into the loser earlier is the winner too. */
    private static final String MERGE_EARLIER =
            "update person set merged_into = $3 where sandbox_id = $1 and merged_into = $2";

    private static final String MERGED_INTO = """
            select person_key, merged_into from person
             where sandbox_id = $1 and person_key = any($2) and merged_into is not null""";

    private static final String FATES = """
            select person_key, merged_into, erased_at from person
             where sandbox_id = $1 and person_key = any($2) and (merged_into is not null or erased_at is not null)""";

    private static final String BY_ADDRESS = """
            with asked as materialized (
              select address, lower(address) as lowered from unnest($2::text[]) as given (address))
            select asked.address, person.person_key
              from asked
              join person on person.address = asked.lowered
             where person.sandbox_id = $1 and person.address = any(array(select lowered from asked))
             order by person.person_key""";

    /** Inserts and replaces in one statement; answers the persons that changed, an equal document is no change. */
    Uni<List<PersonChange>> upsert(
            SqlConnection connection, Sandbox sandbox, Collection<PersonDocument> persons, Instant at) {
        return connection
                .preparedQuery(UPSERT)
                .execute(Tuple.of(sandbox.id())
                        .addArrayOfString(
                                persons.stream().map(PersonDocument::key).toArray(String[]::new))
                        .addArrayOfString(
                                persons.stream().map(PersonDocument::json).toArray(String[]::new))
                        .addOffsetDateTime(at.atOffset(ZoneOffset.UTC)))
                .map(rows -> rows.stream().map(PersonRepository::change).toList());
    }

    /** Empty when there was nothing to delete. */
    Uni<Optional<PersonChange>> delete(SqlConnection connection, Sandbox sandbox, String key, Instant at) {
        return connection
                .preparedQuery(DELETE)
                .execute(Tuple.of(sandbox.id(), key, at.atOffset(ZoneOffset.UTC)))
                .map(rows -> rows.stream().map(PersonRepository::change).findFirst());
    }

    /** Leaves key and revision of a person whose row is held. */
    Uni<ErasedPerson> erase(SqlConnection connection, Sandbox sandbox, String key, Instant at) {
        return connection
                .preparedQuery(ERASE)
                .execute(Tuple.of(sandbox.id(), key, at.atOffset(ZoneOffset.UTC)))
                .map(rows -> rows.iterator().next())
                .map(row -> new ErasedPerson(row.getLong("revision"), row.getBoolean("existed")));
    }

    /** Those of the persons that exist, unchanged until the transaction ends. */
    Uni<Map<String, LockedPerson>> lock(SqlConnection connection, Sandbox sandbox, Collection<String> keys) {
        return connection
                .preparedQuery(LOCK)
                .execute(Tuple.of(sandbox.id()).addArrayOfString(keys.toArray(String[]::new)))
                .map(rows -> {
                    Map<String, LockedPerson> locked = HashMap.newHashMap(rows.size());
                    rows.forEach(row -> locked.put(
                            row.getString("person_key"),
                            new LockedPerson(row.getLong("revision"), row.getString("document"))));
                    return locked;
                });
    }

    /** Locks persons, those that are not there too, until the transaction ends. */
    Uni<Void> hold(SqlConnection connection, Sandbox sandbox, Collection<String> keys, Instant at) {
        String[] sorted = keys.stream().sorted().toArray(String[]::new);
        return connection
                .preparedQuery(HOLD)
                .execute(Tuple.of(sandbox.id()).addArrayOfString(sorted).addOffsetDateTime(at.atOffset(ZoneOffset.UTC)))
                .chain(() -> connection
                        .preparedQuery(LOCK_ALL)
                        .execute(Tuple.of(sandbox.id()).addArrayOfString(sorted)))
                .replaceWithVoid();
    }

    /** A new revision of those of the persons that exist, because something that belongs to them changed. */
    Uni<List<PersonRow>> revise(SqlConnection connection, Sandbox sandbox, Collection<String> keys, Instant at) {
        return connection
                .preparedQuery(REVISE)
                .execute(Tuple.of(sandbox.id())
                        .addArrayOfString(keys.toArray(String[]::new))
                        .addOffsetDateTime(at.atOffset(ZoneOffset.UTC)))
                .map(PersonRepository::persons);
    }

    /** Deletes a person that turned out to be another one; answers its last revision. */
    Uni<Long> merge(SqlConnection connection, Sandbox sandbox, String loser, String winner, Instant at) {
        return connection
                .preparedQuery(MERGE_EARLIER)
                .execute(Tuple.of(sandbox.id(), loser, winner))
                .chain(() -> connection
                        .preparedQuery(MERGE)
                        .execute(Tuple.of(sandbox.id(), loser, winner, at.atOffset(ZoneOffset.UTC))))
                .map(rows -> rows.iterator().next().getLong("revision"));
    }

    /** Those of the persons that were merged, and into whom. */
    Uni<Map<String, String>> mergedInto(SqlConnection connection, Sandbox sandbox, Collection<String> keys) {
        return connection
                .preparedQuery(MERGED_INTO)
                .execute(Tuple.of(sandbox.id()).addArrayOfString(keys.toArray(String[]::new)))
                .map(rows -> {
                    Map<String, String> merged = HashMap.newHashMap(rows.size());
                    rows.forEach(row -> merged.put(row.getString("person_key"), row.getString("merged_into")));
                    return merged;
                });
    }

    /** What became of those of the persons that were merged or erased. */
    Uni<Map<String, PersonFate>> fates(SqlConnection connection, Sandbox sandbox, Collection<String> keys) {
        return connection
                .preparedQuery(FATES)
                .execute(Tuple.of(sandbox.id()).addArrayOfString(keys.toArray(String[]::new)))
                .map(rows -> {
                    Map<String, PersonFate> fates = HashMap.newHashMap(rows.size());
                    rows.forEach(row -> fates.put(row.getString("person_key"), fate(row)));
                    return fates;
                });
    }

    /** Those of the persons that exist. */
    Uni<List<PersonRow>> find(SqlConnection connection, Sandbox sandbox, Collection<String> keys) {
        return connection
                .preparedQuery(FIND)
                .execute(Tuple.of(sandbox.id()).addArrayOfString(keys.toArray(String[]::new)))
                .map(PersonRepository::persons);
    }

    Uni<List<PersonRow>> page(SqlConnection connection, Sandbox sandbox, String after, int limit) {
        return connection
                .preparedQuery(PAGE)
                .execute(Tuple.of(sandbox.id(), after, limit))
                .map(PersonRepository::persons);
    }

    /** The accounts that the components of those of the persons that exist name, by person, the primary one first. */
    Uni<Map<String, List<AccountRelation>>> accounts(
            SqlConnection connection, Sandbox sandbox, Collection<String> keys) {
        return connection
                .preparedQuery(COMPONENTS)
                .execute(Tuple.of(sandbox.id()).addArrayOfString(keys.toArray(String[]::new)))
                .map(rows -> {
                    Map<String, List<AccountRelation>> accounts = HashMap.newHashMap(rows.size());
                    rows.forEach(row -> accounts.put(row.getString("person_key"), relations(row)));
                    return accounts;
                });
    }

    Uni<Map<String, List<String>>> keysByAddress(
            SqlConnection connection, Sandbox sandbox, Collection<String> addresses) {
        return connection
                .preparedQuery(BY_ADDRESS)
                .execute(Tuple.of(sandbox.id()).addArrayOfString(addresses.toArray(String[]::new)))
                .map(rows -> {
                    Map<String, List<String>> keys = HashMap.newHashMap(rows.size());
                    rows.forEach(row -> keys.computeIfAbsent(row.getString("address"), _ -> new ArrayList<>())
                            .add(row.getString("person_key")));
                    return keys;
                });
    }

    private static List<PersonRow> persons(RowSet<Row> rows) {
        return rows.stream()
                .map(row -> new PersonRow(
                        row.getString("person_key"),
                        row.getLong("revision"),
                        row.getOffsetDateTime("changed_at").toInstant(),
                        row.getString("document"),
                        relations(row)))
                .toList();
    }

    private static PersonFate fate(Row row) {
        OffsetDateTime erasedAt = row.getOffsetDateTime("erased_at");
        return new PersonFate(row.getString("merged_into"), erasedAt == null ? null : erasedAt.toInstant());
    }

    private static PersonChange change(Row row) {
        return new PersonChange(
                row.getString("person_key"), row.getLong("revision"), row.getBoolean("created"), relations(row));
    }

    private static List<AccountRelation> relations(Row row) {
        String components = row.getString("components");
        return components == null ? List.of() : PersonAccounts.of(XdmDocument.storedList(components));
    }

    /** A person whose row is locked. */
    record LockedPerson(long revision, String json) {}

    /**
     * A person after its erasure.
     *
     * @param existed false when nothing but its key was known, if that
     */
    record ErasedPerson(long revision, boolean existed) {}
}
