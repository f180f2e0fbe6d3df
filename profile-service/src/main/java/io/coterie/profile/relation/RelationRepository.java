package io.coterie.profile.relation;

import io.coterie.contracts.ContractJson;
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
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Relations in the database. A deleted relation is a row without document. */
@ApplicationScoped
class RelationRepository {

    private static final String SUBJECTS = """
            select distinct subject_key from relation
             where sandbox_id = $1 and kind = $2 and relation_key = any($3) and active""";

    private static final String UPSERT = """
            insert into relation as known (sandbox_id, kind, relation_key, subject_key, other_key, roles, is_primary, active,
                                           revision, document, changed_at)
            select $1, $2, now.key, now.subject, now.other, now.roles::jsonb, now.is_primary, now.active, 1,
                   now.document::jsonb, $10
              from unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::boolean[], $8::boolean[], $9::text[])
                as now (key, subject, other, roles, is_primary, active, document)
             order by now.key collate "C"
            on conflict (sandbox_id, kind, relation_key) do update
               set subject_key = excluded.subject_key, other_key = excluded.other_key, roles = excluded.roles,
                   is_primary = excluded.is_primary, active = excluded.active, revision = known.revision + 1,
                   document = excluded.document, changed_at = excluded.changed_at
             where known.document is distinct from excluded.document
            returning new.relation_key, old.document is null as created,
                      case when old.active then old.subject_key end as left_subject,
                      case when new.active then new.subject_key end as entered_subject,
                      (old.subject_key, old.other_key, old.roles, old.is_primary, old.active) is distinct from
                      (new.subject_key, new.other_key, new.roles, new.is_primary, new.active) as matters""";

    private static final String DELETE = """
            update relation set document = null, active = false, revision = revision + 1, changed_at = $4
             where sandbox_id = $1 and kind = $2 and relation_key = $3 and document is not null
            returning new.relation_key, false as created, case when old.active then old.subject_key end as left_subject,
                      null::text as entered_subject, true as matters""";

    private static final String FIND = """
            select relation_key, revision, changed_at, document::text as document from relation
             where sandbox_id = $1 and kind = $2 and relation_key = $3 and document is not null""";

    private static final String LOCK = FIND + " for update";

    private static final String PAGE = """
            select relation_key, revision, changed_at, document::text as document from relation
             where sandbox_id = $1 and kind = $2 and relation_key > $3 and document is not null
             order by relation_key limit $4""";

    private static final String RELATED = """
            select subject_key, other_key, roles::text as roles from relation
             where sandbox_id = $1 and kind = $2 and subject_key = any($3) and active
             order by subject_key, is_primary desc, relation_key""";

    private static final String SUBJECTS_WITH = """
            select distinct subject_key from relation
             where sandbox_id = $1 and kind = $2 and other_key = $3 and document is not null""";

    private static final String GIVE = """
            update relation
               set subject_key = case when kind = 'account-person' then $3 else subject_key end,
                   other_key = case when kind = 'opportunity-person' then $3 else other_key end,
                   document = jsonb_set(document, '{personKey}', $4::text::jsonb), revision = revision + 1, changed_at = $5
             where sandbox_id = $1 and document is not null
               and ((kind = 'account-person' and subject_key = $2) or (kind = 'opportunity-person' and other_key = $2))
            returning relation_key""";

    private static final String FORGET = """
            update relation
               set document = null, active = false, roles = '[]', revision = revision + 1, changed_at = $3
             where sandbox_id = $1 and document is not null
               and ((kind = 'account-person' and subject_key = $2) or (kind = 'opportunity-person' and other_key = $2))
            returning relation_key""";

    /** The opportunities that a person takes part in. */
    Uni<Set<String>> opportunitiesOf(SqlConnection connection, Sandbox sandbox, String personKey) {
        return connection
                .preparedQuery(SUBJECTS_WITH)
                .execute(Tuple.of(sandbox.id(), RelationKind.OPPORTUNITY_PERSON.text(), personKey))
                .map(rows ->
                        rows.stream().map(row -> row.getString("subject_key")).collect(Collectors.toSet()));
    }

    /** Gives all relations of a person to another one; answers how many they are. */
    Uni<Integer> give(SqlConnection connection, Sandbox sandbox, String from, String to, String keyObject, Instant at) {
        return connection
                .preparedQuery(GIVE)
                .execute(Tuple.of(sandbox.id(), from, to, keyObject).addOffsetDateTime(at.atOffset(ZoneOffset.UTC)))
                .map(RowSet::rowCount);
    }

    /** Deletes all relations of a person; answers how many they were. */
    Uni<Integer> forget(SqlConnection connection, Sandbox sandbox, String personKey, Instant at) {
        return connection
                .preparedQuery(FORGET)
                .execute(Tuple.of(sandbox.id(), personKey, at.atOffset(ZoneOffset.UTC)))
                .map(RowSet::rowCount);
    }

    /** The subjects that relations of these keys belong to now. */
    Uni<Set<String>> subjects(
            SqlConnection connection, Sandbox sandbox, RelationKind kind, Collection<String> relationKeys) {
        return connection
                .preparedQuery(SUBJECTS)
                .execute(Tuple.of(sandbox.id(), kind.text()).addArrayOfString(relationKeys.toArray(String[]::new)))
                .map(rows ->
                        rows.stream().map(row -> row.getString("subject_key")).collect(Collectors.toSet()));
    }

    /** Inserts and replaces in one statement; answers the relations that changed. */
    Uni<List<RelationChange>> upsert(
            SqlConnection connection,
            Sandbox sandbox,
            RelationKind kind,
            Collection<RelationDocument> relations,
            Instant at) {
        return connection
                .preparedQuery(UPSERT)
                .execute(Tuple.of(sandbox.id(), kind.text())
                        .addArrayOfString(texts(relations, RelationDocument::key))
                        .addArrayOfString(texts(relations, RelationDocument::subjectKey))
                        .addArrayOfString(texts(relations, RelationDocument::otherKey))
                        .addArrayOfString(texts(relations, relation -> ContractJson.write(relation.roles())))
                        .addArrayOfBoolean(flags(relations, RelationDocument::isPrimary))
                        .addArrayOfBoolean(flags(relations, RelationDocument::isActive))
                        .addArrayOfString(texts(relations, RelationDocument::json))
                        .addOffsetDateTime(at.atOffset(ZoneOffset.UTC)))
                .map(RelationRepository::changes);
    }

    /** Empty when there was nothing to delete. */
    Uni<Optional<RelationChange>> delete(
            SqlConnection connection, Sandbox sandbox, RelationKind kind, String key, Instant at) {
        return connection
                .preparedQuery(DELETE)
                .execute(Tuple.of(sandbox.id(), kind.text(), key, at.atOffset(ZoneOffset.UTC)))
                .map(rows -> changes(rows).stream().findFirst());
    }

    Uni<Optional<RelationView>> find(SqlConnection connection, Sandbox sandbox, RelationKind kind, String key) {
        return connection
                .preparedQuery(FIND)
                .execute(Tuple.of(sandbox.id(), kind.text(), key))
                .map(rows -> rows.stream().map(RelationRepository::view).findFirst());
    }

    /** As {@link #find}; the relation stays as it is until the transaction ends. */
    Uni<Optional<RelationView>> lock(SqlConnection connection, Sandbox sandbox, RelationKind kind, String key) {
        return connection
                .preparedQuery(LOCK)
                .execute(Tuple.of(sandbox.id(), kind.text(), key))
                .map(rows -> rows.stream().map(RelationRepository::view).findFirst());
    }

    Uni<List<RelationView>> page(
            SqlConnection connection, Sandbox sandbox, RelationKind kind, String after, int limit) {
        return connection
                .preparedQuery(PAGE)
                .execute(Tuple.of(sandbox.id(), kind.text(), after, limit))
                .map(rows -> rows.stream().map(RelationRepository::view).toList());
    }

    /** The active relations of subjects, by subject, the primary ones first. */
    Uni<Map<String, List<Related>>> related(
            SqlConnection connection, Sandbox sandbox, RelationKind kind, Collection<String> subjectKeys) {
        return connection
                .preparedQuery(RELATED)
                .execute(Tuple.of(sandbox.id(), kind.text()).addArrayOfString(subjectKeys.toArray(String[]::new)))
                .map(rows -> {
                    Map<String, List<Related>> related = new HashMap<>();
                    rows.forEach(row -> related.computeIfAbsent(row.getString("subject_key"), _ -> new ArrayList<>())
                            .add(new Related(row.getString("other_key"), roles(row))));
                    return related;
                });
    }

    private static List<RelationChange> changes(RowSet<Row> rows) {
        return rows.stream()
                .map(row -> new RelationChange(
                        row.getString("relation_key"),
                        row.getBoolean("created"),
                        row.getBoolean("matters")
                                ? present(row.getString("left_subject"), row.getString("entered_subject"))
                                : Set.of()))
                .toList();
    }

    private static Set<String> present(@Nullable String left, @Nullable String entered) {
        return Stream.concat(Stream.ofNullable(left), Stream.ofNullable(entered))
                .collect(Collectors.toSet());
    }

    private static RelationView view(Row row) {
        return new RelationView(
                row.getString("relation_key"),
                row.getLong("revision"),
                row.getOffsetDateTime("changed_at").toInstant(),
                XdmDocument.written(row.getString("document")));
    }

    private static List<String> roles(Row row) {
        List<String> roles = new ArrayList<>();
        XdmDocument.storedList(row.getString("roles")).forEach(role -> roles.add(role.textValue()));
        return List.copyOf(roles);
    }

    private static String[] texts(Collection<RelationDocument> relations, Function<RelationDocument, String> part) {
        return relations.stream().map(part).toArray(String[]::new);
    }

    private static Boolean[] flags(Collection<RelationDocument> relations, Function<RelationDocument, Boolean> part) {
        return relations.stream().map(part).toArray(Boolean[]::new);
    }
}
