package io.coterie.platform.replica;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.contracts.AccountRelation;
import io.coterie.contracts.AccountState;
import io.coterie.contracts.ContractJson;
import io.coterie.contracts.PersonState;
import io.coterie.platform.messaging.ReceivedEvent;
import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Applies account and person states set-wise. Only a higher revision is applied, so order and repetition do not matter;
 * a deleted record keeps its key and revision, so that a late older state cannot bring it back.
 */
@ApplicationScoped
public class ProfileReplica {

    private static final String UPSERT_ACCOUNTS = """
            insert into account (sandbox_id, account_key, revision, deleted, document)
            select $1, state.key, state.revision, state.deleted, state.document::jsonb
              from unnest($2::text[], $3::bigint[], $4::boolean[], $5::text[]) as state (key, revision, deleted, document)
             order by state.key
            on conflict (sandbox_id, account_key) do update
               set revision = excluded.revision, deleted = excluded.deleted, document = excluded.document
             where account.revision < excluded.revision
            returning account_key as key""";

    private static final String UPSERT_PERSONS = """
            insert into person (sandbox_id, person_key, revision, deleted, document)
            select $1, state.key, state.revision, state.deleted, state.document::jsonb
              from unnest($2::text[], $3::bigint[], $4::boolean[], $5::text[]) as state (key, revision, deleted, document)
             order by state.key
            on conflict (sandbox_id, person_key) do update
               set revision = excluded.revision, deleted = excluded.deleted, document = excluded.document
             where person.revision < excluded.revision
            returning person_key as key""";

    private static final String RELATIONS_BEFORE =
            "select distinct account_key as key from person_account where sandbox_id = $1 and person_key = any($2)";

    private static final String DROP_RELATIONS = """
            delete from person_account as known
             where known.sandbox_id = $1 and known.person_key = any($2)
               and not exists (select 1 from unnest($3::text[], $4::text[]) as now (person_key, account_key)
                                where now.person_key = known.person_key and now.account_key = known.account_key)""";

    private static final String ADD_RELATIONS = """
            insert into person_account (sandbox_id, person_key, account_key, roles)
            select $1, now.person_key, now.account_key,
                   array(select jsonb_array_elements_text(now.roles::jsonb))
              from unnest($2::text[], $3::text[], $4::text[]) as now (person_key, account_key, roles)
             order by now.person_key, now.account_key
            on conflict (sandbox_id, person_key, account_key) do update
               set roles = excluded.roles where person_account.roles is distinct from excluded.roles""";

    /** Applies account states; answers which accounts changed. */
    public Uni<ReplicaChange> applyAccounts(SqlConnection connection, Sandbox sandbox, List<ReceivedEvent> events) {
        Map<String, StateRow> newest = new TreeMap<>();
        for (ReceivedEvent event : events) {
            AccountState state = event.payload(AccountState.class);
            var _ = keepNewest(newest, state.accountKey(), event.revision(), state.deleted(), state.account());
        }
        return upsert(connection, UPSERT_ACCOUNTS, sandbox, newest.values())
                .map(changed -> new ReplicaChange(changed, Set.of()));
    }

    /** Applies person states with their relations; answers which persons changed and whose accounts that concerns. */
    public Uni<ReplicaChange> applyPersons(SqlConnection connection, Sandbox sandbox, List<ReceivedEvent> events) {
        Map<String, StateRow> newest = new TreeMap<>();
        Map<String, List<AccountRelation>> relations = new TreeMap<>();
        for (ReceivedEvent event : events) {
            PersonState state = event.payload(PersonState.class);
            if (keepNewest(newest, state.personKey(), event.revision(), state.deleted(), state.person())) {
                relations.put(state.personKey(), state.accounts());
            }
        }
        return upsert(connection, UPSERT_PERSONS, sandbox, newest.values())
                .chain(changed -> relate(connection, sandbox, changed, relations));
    }

    private static Uni<ReplicaChange> relate(
            SqlConnection connection, Sandbox sandbox, Set<String> changed, Map<String, List<AccountRelation>> now) {
        if (changed.isEmpty()) {
            return Uni.createFrom().item(new ReplicaChange(Set.of(), Set.of()));
        }
        String[] persons = changed.stream().sorted().toArray(String[]::new);
        Relations relations = Relations.of(persons, now);
        return connection
                .preparedQuery(RELATIONS_BEFORE)
                .execute(Tuple.of(sandbox.id()).addArrayOfString(persons))
                .map(ProfileReplica::keys)
                .invoke(accounts -> accounts.addAll(relations.accounts()))
                .call(() -> connection
                        .preparedQuery(DROP_RELATIONS)
                        .execute(Tuple.of(sandbox.id())
                                .addArrayOfString(persons)
                                .addArrayOfString(relations.personArray())
                                .addArrayOfString(relations.accountArray())))
                .call(() -> connection
                        .preparedQuery(ADD_RELATIONS)
                        .execute(Tuple.of(sandbox.id())
                                .addArrayOfString(relations.personArray())
                                .addArrayOfString(relations.accountArray())
                                .addArrayOfString(relations.rolesArray())))
                .map(accounts -> new ReplicaChange(accounts, changed));
    }

    private static Uni<Set<String>> upsert(
            SqlConnection connection, String sql, Sandbox sandbox, Collection<StateRow> rows) {
        Tuple parameters = Tuple.of(sandbox.id())
                .addArrayOfString(rows.stream().map(StateRow::key).toArray(String[]::new))
                .addArrayOfLong(rows.stream().map(StateRow::revision).toArray(Long[]::new))
                .addArrayOfBoolean(rows.stream().map(StateRow::deleted).toArray(Boolean[]::new))
                .addArrayOfString(rows.stream().map(StateRow::document).toArray(String[]::new));
        return connection.preparedQuery(sql).execute(parameters).map(ProfileReplica::keys);
    }

    private static Set<String> keys(RowSet<Row> rows) {
        Set<String> keys = new HashSet<>();
        rows.forEach(row -> keys.add(row.getString("key")));
        return keys;
    }

    private static boolean keepNewest(
            Map<String, StateRow> newest, String key, long revision, boolean deleted, @Nullable JsonNode document) {
        StateRow known = newest.get(key);
        if (known != null && known.revision() >= revision) {
            return false;
        }
        newest.put(key, new StateRow(key, revision, deleted, document == null ? null : document.toString()));
        return true;
    }

    private record StateRow(
            String key,
            long revision,
            boolean deleted,
            @Nullable String document) {}

    private record Relations(List<String> persons, List<String> accounts, List<String> roles) {

        static Relations of(String[] changedPersons, Map<String, List<AccountRelation>> now) {
            Relations relations = new Relations(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
            for (String person : changedPersons) {
                Set<String> seen = new HashSet<>();
                for (AccountRelation relation : now.getOrDefault(person, List.of())) {
                    if (seen.add(relation.accountKey())) {
                        relations.persons.add(person);
                        relations.accounts.add(relation.accountKey());
                        relations.roles.add(ContractJson.write(relation.roles()));
                    }
                }
            }
            return relations;
        }

        String[] personArray() {
            return persons.toArray(String[]::new);
        }

        String[] accountArray() {
            return accounts.toArray(String[]::new);
        }

        String[] rolesArray() {
            return roles.toArray(String[]::new);
        }
    }
}
