package io.coterie.profile.person;

import io.coterie.contracts.AccountRelation;
import io.coterie.contracts.ContractJson;
import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The people of an account, kept by key: either side may be missing. Of a person's accounts the document tells. */
@ApplicationScoped
class AccountPeopleRepository {

    private static final String WRITE = """
            insert into person_account (sandbox_id, account_key, person_key, roles)
            select $1, now.account_key, now.person_key, now.roles::jsonb
              from unnest($2::text[], $3::text[], $4::text[]) as now (account_key, person_key, roles)
             order by now.account_key collate "C", now.person_key collate "C"
            on conflict (sandbox_id, account_key, person_key) do update set roles = excluded.roles""";

    private static final String REMOVE = """
            delete from person_account as known
             using unnest($2::text[], $3::text[]) as gone (account_key, person_key)
             where known.sandbox_id = $1
               and known.account_key = gone.account_key and known.person_key = gone.person_key
               and known.person_key = any($3)""";

    private static final String LEAVE = """
            delete from person_account as known
             where known.sandbox_id = $1 and known.person_key = any($2)
               and not exists (select from unnest($3::text[], $4::text[]) as now (account_key, person_key)
                                where now.person_key = known.person_key and now.account_key = known.account_key)
            returning account_key""";

    private static final String PEOPLE = """
            select relation.account_key, relation.person_key, relation.roles::text as roles,
                   person.document::text as document
              from person_account as relation
             cross join lateral (
                   select document from person
                    where sandbox_id = $1 and person_key = relation.person_key offset 0) as person
             where relation.sandbox_id = $1 and relation.account_key = any($2) and person.document is not null
               and (person.document -> 'testProfile') is distinct from 'true'::jsonb
             order by relation.account_key, relation.person_key""";

    private static final String NO_ROLES = "[]";

    /** Adds relations and brings the roles of known ones up to date. */
    Uni<Void> write(SqlConnection connection, Sandbox sandbox, List<Relation> relations) {
        if (relations.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return connection
                .preparedQuery(WRITE)
                .execute(columns(sandbox, relations)
                        .addArrayOfString(relations.stream()
                                .map(relation -> roles(relation.to()))
                                .toArray(String[]::new)))
                .replaceWithVoid();
    }

    Uni<Void> remove(SqlConnection connection, Sandbox sandbox, List<Relation> relations) {
        return relations.isEmpty()
                ? Uni.createFrom().voidItem()
                : connection
                        .preparedQuery(REMOVE)
                        .execute(columns(sandbox, relations))
                        .replaceWithVoid();
    }

    /** Makes these all the relations that the persons have; answers the accounts that were left. */
    Uni<Set<String>> replace(
            SqlConnection connection, Sandbox sandbox, Collection<String> personKeys, List<Relation> relations) {
        return connection
                .preparedQuery(LEAVE)
                .execute(Tuple.of(sandbox.id())
                        .addArrayOfString(personKeys.toArray(String[]::new))
                        .addArrayOfString(relations.stream()
                                .map(relation -> relation.to().accountKey())
                                .toArray(String[]::new))
                        .addArrayOfString(
                                relations.stream().map(Relation::personKey).toArray(String[]::new)))
                .map(rows -> rows.stream()
                        .map(row -> row.getString("account_key"))
                        .collect(Collectors.toCollection(HashSet<String>::new)))
                .call(() -> write(connection, sandbox, relations))
                .map(Function.identity());
    }

    /** Everybody of these accounts, by account; test profiles are nobody (D-11). */
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

    private static Tuple columns(Sandbox sandbox, List<Relation> relations) {
        return Tuple.of(sandbox.id())
                .addArrayOfString(relations.stream()
                        .map(relation -> relation.to().accountKey())
                        .toArray(String[]::new))
                .addArrayOfString(relations.stream().map(Relation::personKey).toArray(String[]::new));
    }

    private static String roles(AccountRelation relation) {
        return relation.roles().isEmpty() ? NO_ROLES : ContractJson.write(relation.roles());
    }

    private static List<String> roles(Row row) {
        String json = row.getString("roles");
        if (json.equals(NO_ROLES)) {
            return List.of();
        }
        List<String> roles = new ArrayList<>();
        ContractJson.readTree(json.getBytes(StandardCharsets.UTF_8)).forEach(role -> roles.add(role.textValue()));
        return roles;
    }

    /** A person's relation to an account. */
    record Relation(String personKey, AccountRelation to) {}
}
