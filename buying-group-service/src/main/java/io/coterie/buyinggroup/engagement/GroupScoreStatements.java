package io.coterie.buyinggroup.engagement;

import io.coterie.buyinggroup.groupstore.ScoredGroups;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The scores of groups (§11.3), all of a sandbox at once. Sums of binary numbers depend on their order, so members and roles
 * are added in key order: the same members give the same score to the last bit, and a night without news changes nothing.
 */
@ApplicationScoped
class GroupScoreStatements {

    /**
     * Steps 1 to 4: the members' scores added up by role, the roles by their share of the weights of the roles that are used
     * (D-41); nothing without members (D-42). The arguments are which groups, the score of a member, which members, and
     * what their scores are joined from.
     */
    private static final String ROOTS = """
            select grp.group_id, coalesce(added.raw, 0) as raw, sqrt(coalesce(added.raw, 0)) as root
              from (%1$s) as grp
              left join (select group_id, sum(total * value order by role collate "C") / sum(value) as raw
                           from (select member.group_id, member.role, weight.value,
                                        sum(%2$s order by member.person_key collate "C") as total
                                   from (%3$s) as member
                                   join unnest($2::uuid[], $3::text[], $4::int[]) as weight (interest_id, role, value)
                                     on weight.interest_id = member.interest_id and weight.role = member.role
                                   %4$s
                                  group by member.group_id, member.role, weight.value) as by_role
                          group by group_id) as added on added.group_id = grp.group_id""";

    private static final String NIGHTLY_ROOTS = String.format(
            Locale.ROOT, ROOTS, ScoredGroups.GROUPS, "coalesce(score.score, 0)", ScoredGroups.MEMBERS, """
            left join person_engagement as score
              on score.sandbox_id = $1 and score.person_key = member.person_key""");

    /** Looked up member by member, however few scores the statistics believe a sandbox to have (decision 0020). */
    private static final String LIVE_SCORE = """
            coalesce((select live.score from person_live_engagement as live
                       where live.sandbox_id = $1 and live.person_key = member.person_key),
                     (select score.score from person_engagement as score
                       where score.sandbox_id = $1 and score.person_key = member.person_key), 0)""";

    private static final String LIVE_ROOTS = String.format(
            Locale.ROOT,
            ROOTS,
            ScoredGroups.GROUPS + " and id = any($5)",
            LIVE_SCORE,
            ScoredGroups.MEMBERS + " and grp.id = any($5) and member.group_id = any($5)",
            "");

    /** Step 5: the highest root is 100 (D-40). */
    private static final String STORE = String.format(Locale.ROOT, """
            with part as materialized (%s),
                 top as materialized (select coalesce(max(root), 0) as maximum from part),
                 stored as (
                   insert into group_engagement as known (sandbox_id, group_id, raw, root, score, model_id, window_from,
                                                          window_to, run_id, updated_at, published)
                   select $1, part.group_id, part.raw, part.root,
                          case when top.maximum > 0 then 100 * (part.root / top.maximum) else 0 end, $5, $6, $7, $8, $9,
                          false
                     from part cross join top
                   on conflict (sandbox_id, group_id) do update
                      set raw = excluded.raw, root = excluded.root, score = excluded.score,
                          model_id = excluded.model_id, window_from = excluded.window_from,
                          window_to = excluded.window_to, run_id = excluded.run_id,
                          updated_at = excluded.updated_at, published = false
                    where known.raw <> excluded.raw or known.root <> excluded.root or known.score <> excluded.score
                       or known.model_id <> excluded.model_id
                   returning 1)
            select top.maximum, (select count(*) from part)::int as groups, (select count(*) from stored)::int as changed
              from top""", NIGHTLY_ROOTS);

    /**
     * A state shows its members' scores, a live value starts from the run's, and a group that was deleted and made again has
     * no score yet, although the one of its former life may be stored.
     */
    private static final String MARK_STALE = String.format(Locale.ROOT, """
            update group_engagement as known set published = false
              from (select member.group_id
                      from (%s) as member
                      join person_engagement as score
                        on score.sandbox_id = $1 and score.person_key = member.person_key and score.run_id = $2
                    union
                    select grp.group_id
                      from (%s) as grp
                      join group_engagement as score on score.sandbox_id = $1 and score.group_id = grp.group_id
                     where grp.engagement is null
                        or grp.live_engagement is distinct from score.score::text::numeric) as stale
             where known.sandbox_id = $1 and known.group_id = stale.group_id and known.published""", ScoredGroups.MEMBERS, ScoredGroups.GROUPS);

    private static final String DROP_DELETED = String.format(Locale.ROOT, """
            delete from group_engagement as known
             where known.sandbox_id = $1
               and not exists (select 1 from (%s) as grp where grp.group_id = known.group_id)""", ScoredGroups.GROUPS);

    private static final String LIVE = String.format(Locale.ROOT, """
            select group_id, case when $6::float8 > 0 then 100 * least(1, root / $6::float8)
                                  when root > 0 then 100 else 0 end as score
              from (%s) as part""", LIVE_ROOTS);

    private static final String UNPUBLISHED = """
            select known.group_id,
                   (select grp.account_key from buying_group as grp
                     where grp.sandbox_id = $1 and grp.id = known.group_id and not grp.deleted) as account_key
              from group_engagement as known
             where known.sandbox_id = $1 and not known.published
             order by known.group_id limit $2""";

    private static final String SCORES_OF = """
            select group_id, score from group_engagement
             where sandbox_id = $1 and group_id = any($2) and not published""";

    private static final String MARK_PUBLISHED = """
            update group_engagement set published = true
             where sandbox_id = $1 and group_id = any($2) and not published""";

    /** What a run found about groups. */
    record Extent(double maximum, int groups, int changed) {}

    /** Stores every score that is another one than before, and marks the groups that others must be told of. */
    Uni<Extent> store(
            SqlConnection connection, int sandboxId, RoleWeights.Table weights, PersonStatements.Stamp stamp) {
        Tuple parameters = stamp.addTo(weights.addTo(Tuple.of(sandboxId)));
        return connection
                .preparedQuery(DROP_DELETED)
                .execute(Tuple.of(sandboxId))
                .chain(() -> connection.preparedQuery(STORE).execute(parameters))
                .map(rows -> {
                    Row row = rows.iterator().next();
                    return new Extent(row.getDouble("maximum"), row.getInteger("groups"), row.getInteger("changed"));
                })
                .call(() -> connection
                        .preparedQuery(MARK_STALE)
                        .execute(Tuple.of(sandboxId, stamp.run().id())));
    }

    /** The live values of some groups, on the scale of the last run. */
    Uni<SortedMap<UUID, BigDecimal>> live(
            SqlConnection connection,
            int sandboxId,
            Collection<UUID> groupIds,
            RoleWeights.Table weights,
            double maximum) {
        return connection
                .preparedQuery(LIVE)
                .execute(weights.addTo(Tuple.of(sandboxId))
                        .addArrayOfUUID(groupIds.toArray(UUID[]::new))
                        .addDouble(maximum))
                .map(GroupScoreStatements::scores);
    }

    /** Groups that others have not been told of, and their accounts; those that are gone have none. */
    Uni<SortedMap<UUID, String>> unpublished(SqlConnection connection, int sandboxId, int limit) {
        return connection
                .preparedQuery(UNPUBLISHED)
                .execute(Tuple.of(sandboxId, limit))
                .map(rows -> {
                    SortedMap<UUID, String> accounts = new TreeMap<>();
                    rows.forEach(row -> {
                        String account = row.getString("account_key");
                        accounts.put(row.getUUID("group_id"), account == null ? "" : account);
                    });
                    return accounts;
                });
    }

    /** Of these groups the scores that others have not been told. */
    Uni<SortedMap<UUID, BigDecimal>> scoresOf(SqlConnection connection, int sandboxId, Collection<UUID> groupIds) {
        return connection
                .preparedQuery(SCORES_OF)
                .execute(Tuple.of(sandboxId).addArrayOfUUID(groupIds.toArray(UUID[]::new)))
                .map(GroupScoreStatements::scores);
    }

    Uni<Void> markPublished(SqlConnection connection, int sandboxId, Collection<UUID> groupIds) {
        return connection
                .preparedQuery(MARK_PUBLISHED)
                .execute(Tuple.of(sandboxId).addArrayOfUUID(groupIds.toArray(UUID[]::new)))
                .replaceWithVoid();
    }

    private static SortedMap<UUID, BigDecimal> scores(RowSet<Row> rows) {
        SortedMap<UUID, BigDecimal> scores = new TreeMap<>();
        rows.forEach(row -> scores.put(row.getUUID("group_id"), Decimal.of(row.getDouble("score"))));
        return scores;
    }
}
