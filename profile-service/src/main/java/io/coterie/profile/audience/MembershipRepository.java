package io.coterie.profile.audience;

import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Memberships in the database, written set-wise. */
@ApplicationScoped
class MembershipRepository {

    private static final String OF_MEMBERS = """
            select member_key, audience_id from audience_membership
             where sandbox_id = $1 and member_key = any($2) and audience_id = any($3) and member""";

    private static final String WRITE = """
            insert into audience_membership as known (sandbox_id, audience_id, member_key, member, revision, changed_at)
            select $1, now.audience_id, now.member_key, now.member, 1, $5
              from unnest($2::uuid[], $3::text[], $4::boolean[]) as now (audience_id, member_key, member)
             order by now.audience_id, now.member_key collate "C"
            on conflict (sandbox_id, audience_id, member_key) do update
               set member = excluded.member, revision = known.revision + 1, changed_at = excluded.changed_at
             where known.member <> excluded.member
            returning audience_id, member_key, member, revision""";

    private static final String PAGE = """
            select member_key, revision from audience_membership
             where sandbox_id = $1 and audience_id = $2 and member_key > $3 and member
             order by member_key limit $4""";

    private static final String COUNT = """
            select count(*) as members from audience_membership
             where sandbox_id = $1 and audience_id = $2 and member""";

    /** The audiences, of the given ones, that each account belongs to. */
    Uni<Map<String, Set<UUID>>> ofMembers(
            SqlConnection connection, Sandbox sandbox, Collection<String> memberKeys, Collection<UUID> audiences) {
        return connection
                .preparedQuery(OF_MEMBERS)
                .execute(Tuple.of(sandbox.id())
                        .addArrayOfString(memberKeys.toArray(String[]::new))
                        .addArrayOfUUID(audiences.toArray(UUID[]::new)))
                .map(rows -> {
                    Map<String, Set<UUID>> audiencesByMember = new HashMap<>();
                    for (Row row : rows) {
                        audiencesByMember
                                .computeIfAbsent(row.getString("member_key"), _ -> new HashSet<>())
                                .add(row.getUUID("audience_id"));
                    }
                    return audiencesByMember;
                });
    }

    /** Writes decisions in one statement; answers the memberships that changed. */
    Uni<List<Membership>> write(
            SqlConnection connection, Sandbox sandbox, List<MembershipDecision> decisions, Instant at) {
        return connection
                .preparedQuery(WRITE)
                .execute(Tuple.of(sandbox.id())
                        .addArrayOfUUID(decisions.stream()
                                .map(MembershipDecision::audience)
                                .toArray(UUID[]::new))
                        .addArrayOfString(decisions.stream()
                                .map(MembershipDecision::memberKey)
                                .toArray(String[]::new))
                        .addArrayOfBoolean(decisions.stream()
                                .map(MembershipDecision::member)
                                .toArray(Boolean[]::new))
                        .addOffsetDateTime(at.atOffset(ZoneOffset.UTC)))
                .map(rows -> rows.stream()
                        .map(row -> new Membership(
                                row.getUUID("audience_id"),
                                row.getString("member_key"),
                                row.getBoolean("member"),
                                row.getLong("revision")))
                        .toList());
    }

    Uni<List<MemberView>> page(SqlConnection connection, Sandbox sandbox, UUID audience, String after, int limit) {
        return connection
                .preparedQuery(PAGE)
                .execute(Tuple.of(sandbox.id(), audience, after, limit))
                .map(rows -> rows.stream()
                        .map(row -> new MemberView(row.getString("member_key"), row.getLong("revision")))
                        .toList());
    }

    Uni<Long> count(SqlConnection connection, Sandbox sandbox, UUID audience) {
        return connection
                .preparedQuery(COUNT)
                .execute(Tuple.of(sandbox.id(), audience))
                .map(rows -> rows.iterator().next().getLong("members"));
    }
}
