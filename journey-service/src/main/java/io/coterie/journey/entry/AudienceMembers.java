package io.coterie.journey.entry;

import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The members of audiences, as rows. */
@ApplicationScoped
public class AudienceMembers {

    private static final String APPLY = """
            insert into audience_member as known (sandbox_id, audience_id, member_key, revision, member)
            select $1, now.audience_id, now.member_key, now.revision, now.member
              from unnest($2::text[], $3::text[], $4::bigint[], $5::boolean[])
                as now (audience_id, member_key, revision, member)
             order by now.audience_id, now.member_key
            on conflict (sandbox_id, audience_id, member_key) do update
               set revision = excluded.revision, member = excluded.member
             where known.revision < excluded.revision
            returning audience_id, member_key, revision, member""";

    private static final String OF_ACCOUNTS = """
            select member_key, audience_id from audience_member
             where sandbox_id = $1 and member_key = any($2) and audience_id = any($3) and member""";

    /** Applies what is newer; answers it. */
    Uni<List<Membership>> apply(SqlConnection connection, Sandbox sandbox, Collection<Membership> memberships) {
        Tuple parameters = Tuple.of(sandbox.id())
                .addArrayOfString(
                        memberships.stream().map(Membership::audienceId).toArray(String[]::new))
                .addArrayOfString(
                        memberships.stream().map(Membership::memberKey).toArray(String[]::new))
                .addArrayOfLong(memberships.stream().map(Membership::revision).toArray(Long[]::new))
                .addArrayOfBoolean(memberships.stream().map(Membership::member).toArray(Boolean[]::new));
        return connection
                .preparedQuery(APPLY)
                .execute(parameters)
                .map(rows -> rows.stream()
                        .map(row -> new Membership(
                                row.getString("audience_id"),
                                row.getString("member_key"),
                                row.getLong("revision"),
                                row.getBoolean("member")))
                        .toList());
    }

    /** To which of these audiences each of these accounts belongs. */
    public Uni<Map<String, Set<String>>> ofAccounts(
            SqlConnection connection, Sandbox sandbox, Collection<String> accounts, Collection<String> audiences) {
        Tuple parameters = Tuple.of(sandbox.id())
                .addArrayOfString(accounts.toArray(String[]::new))
                .addArrayOfString(audiences.toArray(String[]::new));
        return connection.preparedQuery(OF_ACCOUNTS).execute(parameters).map(rows -> {
            Map<String, Set<String>> byAccount = new HashMap<>();
            rows.forEach(row -> byAccount
                    .computeIfAbsent(row.getString("member_key"), key -> new HashSet<>())
                    .add(row.getString("audience_id")));
            return byAccount;
        });
    }
}
