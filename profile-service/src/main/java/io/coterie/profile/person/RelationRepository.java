package io.coterie.profile.person;

import io.coterie.contracts.AccountRelation;
import io.coterie.contracts.ContractJson;
import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which person belongs to which account, kept by key: either side may be missing. */
@ApplicationScoped
class RelationRepository {

    private static final String ADD = """
            insert into person_account as known (sandbox_id, account_key, person_key, position, roles)
            select $1, now.account_key, now.person_key, now.position, now.roles::jsonb
              from unnest($2::text[], $3::text[], $4::int[], $5::text[]) as now (account_key, person_key, position, roles)
             order by now.account_key collate "C", now.person_key collate "C"
            on conflict (sandbox_id, account_key, person_key) do update
               set position = excluded.position, roles = excluded.roles
             where (known.position, known.roles) is distinct from (excluded.position, excluded.roles)""";

    private static final String DROP = """
            delete from person_account as known
             where known.sandbox_id = $1 and known.person_key = any($2)
               and not exists (select from unnest($3::text[], $4::text[]) as now (account_key, person_key)
                                where now.person_key = known.person_key and now.account_key = known.account_key)
            returning known.account_key""";

    private static final String PEOPLE = """
            select relation.account_key, relation.person_key, relation.roles::text as roles,
                   person.document::text as document
              from person_account as relation
              join person using (sandbox_id, person_key)
             where relation.sandbox_id = $1 and relation.account_key = any($2) and person.document is not null
             order by relation.account_key, relation.person_key""";

    private static final String ACCOUNTS = """
            select person_key, account_key from person_account
             where sandbox_id = $1 and person_key = any($2)
             order by person_key, position""";

    /** Adds the relations of persons that had none, and brings the roles and order of known ones up to date. */
    Uni<Void> add(SqlConnection connection, Sandbox sandbox, Collection<PersonDocument> persons) {
        Columns now = Columns.of(persons);
        if (now.accounts.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return connection
                .preparedQuery(ADD)
                .execute(Tuple.of(sandbox.id())
                        .addArrayOfString(now.accounts.toArray(String[]::new))
                        .addArrayOfString(now.persons.toArray(String[]::new))
                        .addArrayOfInteger(now.positions.toArray(Integer[]::new))
                        .addArrayOfString(now.roles.toArray(String[]::new)))
                .replaceWithVoid();
    }

    /** Drops the relations that the persons do not have any more; answers the accounts left. */
    Uni<Set<String>> drop(
            SqlConnection connection, Sandbox sandbox, Collection<String> keys, Collection<PersonDocument> persons) {
        Columns now = Columns.of(persons);
        return connection
                .preparedQuery(DROP)
                .execute(Tuple.of(sandbox.id())
                        .addArrayOfString(keys.toArray(String[]::new))
                        .addArrayOfString(now.accounts.toArray(String[]::new))
                        .addArrayOfString(now.persons.toArray(String[]::new)))
                .map(RelationRepository::accountKeys);
    }

    /** Everybody of these accounts, by account. */
    Uni<Map<String, List<AccountPerson>>> people(
            SqlConnection connection, Sandbox sandbox, Collection<String> accountKeys) {
        return connection
                .preparedQuery(PEOPLE)
                .execute(Tuple.of(sandbox.id()).addArrayOfString(accountKeys.toArray(String[]::new)))
                .map(rows -> {
                    Map<String, List<AccountPerson>> people = HashMap.newHashMap(accountKeys.size());
                    rows.forEach(row -> people.computeIfAbsent(row.getString("account_key"), _ -> new ArrayList<>())
                            .add(new AccountPerson(
                                    row.getString("person_key"), roles(row), row.getString("document"))));
                    return people;
                });
    }

    /** The accounts of these persons, by person, the primary one first. */
    Uni<Map<String, List<String>>> accounts(SqlConnection connection, Sandbox sandbox, Collection<String> personKeys) {
        return connection
                .preparedQuery(ACCOUNTS)
                .execute(Tuple.of(sandbox.id()).addArrayOfString(personKeys.toArray(String[]::new)))
                .map(rows -> {
                    Map<String, List<String>> accounts = HashMap.newHashMap(personKeys.size());
                    rows.forEach(row -> accounts.computeIfAbsent(row.getString("person_key"), _ -> new ArrayList<>())
                            .add(row.getString("account_key")));
                    return accounts;
                });
    }

    private static List<String> roles(Row row) {
        String roles = row.getString("roles");
        if (roles.equals("[]")) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        ContractJson.readTree(roles.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .forEach(role -> names.add(role.textValue()));
        return names;
    }

    private static Set<String> accountKeys(RowSet<Row> rows) {
        Set<String> keys = new HashSet<>();
        rows.forEach(row -> keys.add(row.getString("account_key")));
        return keys;
    }

    /** Relations as the columns of a statement. */
    private record Columns(List<String> accounts, List<String> persons, List<Integer> positions, List<String> roles) {

        static Columns of(Collection<PersonDocument> people) {
            Columns columns = new Columns(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
            people.forEach(columns::add);
            return columns;
        }

        private void add(PersonDocument person) {
            for (int position = 0; position < person.accounts().size(); position++) {
                AccountRelation relation = person.accounts().get(position);
                accounts.add(relation.accountKey());
                persons.add(person.key());
                positions.add(position);
                roles.add(relation.roles().isEmpty() ? "[]" : ContractJson.write(relation.roles()));
            }
        }
    }
}
