package io.coterie.buyinggroup.crm;

import io.coterie.buyinggroup.people.PersonColumns;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Finds records by their CRM's ids: by the external key, which is the CRM twin of a record from elsewhere (KEY-03), or
 * by the record's own key where it came from the CRM itself. Every connection has entered its sandbox.
 */
@ApplicationScoped
class CrmStatements {

    private static final String ACCOUNT = """
            select account_key as key, document ->> 'accountName' as name, null as job_title from account
             where sandbox_id = $1 and not deleted
               and (external_source_id = $2 or crm_source_id = $2)
             order by account_key limit 1""";

    private static final String PERSON =
            "select person_key as key, " + PersonColumns.NAME + " as name, " + PersonColumns.JOB_TITLE + """
             as job_title from person
             where sandbox_id = $1 and not deleted
               and (external_source_id = $2 or crm_source_id = $2)
             order by person_key limit 1""";

    private static final String GROUPS_OF_ACCOUNT = """
            select id from buying_group where sandbox_id = $1 and account_key = $2 and not deleted
             order by updated_at desc, id limit $3""";

    private static final String GROUPS_OF_PERSON = """
            select grp.id from buying_group_member as member
              join buying_group as grp on grp.sandbox_id = member.sandbox_id and grp.id = member.group_id
             where member.sandbox_id = $1 and member.person_key = $2 and member.active and not grp.deleted
             order by grp.updated_at desc, grp.id limit $3""";

    /** A record found. */
    record Found(
            String key, @Nullable String name, @Nullable String jobTitle) {}

    Uni<Optional<Found>> find(SqlConnection connection, int sandboxId, CrmRecord kind, CrmId id) {
        return connection
                .preparedQuery(kind == CrmRecord.ACCOUNT ? ACCOUNT : PERSON)
                .execute(Tuple.of(sandboxId, id.value()))
                .map(rows -> rows.stream()
                        .map(row -> new Found(row.getString("key"), row.getString("name"), row.getString("job_title")))
                        .findFirst());
    }

    Uni<List<UUID>> groups(SqlConnection connection, int sandboxId, CrmRecord kind, String key, int limit) {
        return connection
                .preparedQuery(kind == CrmRecord.ACCOUNT ? GROUPS_OF_ACCOUNT : GROUPS_OF_PERSON)
                .execute(Tuple.of(sandboxId, key, limit))
                .map(rows -> rows.stream().map(row -> row.getUUID("id")).toList());
    }
}
