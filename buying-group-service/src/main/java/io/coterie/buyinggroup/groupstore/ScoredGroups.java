package io.coterie.buyinggroup.groupstore;

import io.coterie.buyinggroup.group.BuyingGroup;
import io.coterie.buyinggroup.group.GroupEdit;
import io.coterie.buyinggroup.group.GroupFact;
import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;
import java.util.stream.Collectors;

/** Groups for those who compute their engagement: what there is to compute over, and how the outcome is kept and told. */
@ApplicationScoped
public class ScoredGroups {

    /** Every group there is; {@code $1} is the sandbox. */
    public static final String GROUPS = """
            select id as group_id, account_key, interest_id, engagement, live_engagement from buying_group
             where sandbox_id = $1 and not deleted""";

    /** Every active member of those groups. */
    public static final String MEMBERS = """
            select grp.id as group_id, grp.interest_id, member.person_key, member.role
              from buying_group as grp
              join buying_group_member as member on member.sandbox_id = $1 and member.group_id = grp.id
             where grp.sandbox_id = $1 and not grp.deleted and member.active""";

    /** The groups that these persons ({@code $2}) are in, or were: whoever left is missed there. */
    public static final String GROUPS_OF_PERSONS = """
            select distinct grp.id as group_id, grp.account_key
              from buying_group_member as member
              cross join lateral (select id, account_key from buying_group
                                   where sandbox_id = $1 and id = member.group_id and not deleted offset 0) as grp
             where member.sandbox_id = $1 and member.person_key = any($2)""";

    private static final String KEEP_LIVE = """
            update buying_group as grp set live_engagement = live.score::numeric
              from (select * from unnest($2::uuid[], $3::text[]) as live (id, score) order by id) as live
             where grp.sandbox_id = $1 and grp.id = live.id and grp.id = any($2)
               and grp.live_engagement is distinct from live.score::numeric""";

    private final GroupStatements statements;
    private final GroupStore store;
    private final GroupRulesReader rules;
    private final Clock clock;

    ScoredGroups(GroupStatements statements, GroupStore store, GroupRulesReader rules, Clock clock) {
        this.statements = statements;
        this.store = store;
        this.rules = rules;
        this.clock = clock;
    }

    /** Keeps live values; nobody else hears of them. The accounts' locks are held. */
    public Uni<Void> keepLive(SqlConnection connection, Sandbox sandbox, SortedMap<UUID, BigDecimal> scores) {
        if (scores.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return connection
                .preparedQuery(KEEP_LIVE)
                .execute(Tuple.of(sandbox.id())
                        .addArrayOfUUID(scores.keySet().toArray(UUID[]::new))
                        .addArrayOfString(scores.values().stream()
                                .map(BigDecimal::toPlainString)
                                .toArray(String[]::new)))
                .replaceWithVoid();
    }

    /**
     * Keeps scores and tells others the groups' states, with their members' scores; of a score that changed also the event
     * (D-44). The accounts' locks are held. Answers how many scores changed.
     */
    public Uni<Integer> publish(SqlConnection connection, Sandbox sandbox, Map<UUID, BigDecimal> scores) {
        if (scores.isEmpty()) {
            return Uni.createFrom().item(0);
        }
        return statements
                .byIds(connection, sandbox.id(), scores.keySet())
                .map(found -> found.stream().filter(group -> !group.deleted()).toList())
                .chain(groups -> entries(connection, sandbox, groups, scores))
                .call(entries -> store.write(connection, sandbox, entries))
                .map(ScoredGroups::changed);
    }

    private Uni<List<GroupStore.Entry>> entries(
            SqlConnection connection, Sandbox sandbox, List<BuyingGroup> groups, Map<UUID, BigDecimal> scores) {
        Set<UUID> interestIds = groups.stream().map(BuyingGroup::interestId).collect(Collectors.toSet());
        return rules.byIds(connection, sandbox.id(), interestIds, groups)
                .map(known -> groups.stream()
                        .map(group -> entry(
                                group,
                                Objects.requireNonNull(known.get(group.interestId()), "a group has an interest"),
                                Objects.requireNonNull(scores.get(group.id()), "groups are read by their scores")))
                        .toList());
    }

    private GroupStore.Entry entry(BuyingGroup group, InterestRules known, BigDecimal score) {
        GroupEdit edit = GroupEdit.of(group, known.groupRules(), clock.instant());
        edit.engage(score);
        edit.restate();
        return new GroupStore.Entry(
                edit.finish().orElseThrow(() -> new IllegalStateException("A restated group has a change")),
                known.interest(),
                null,
                null);
    }

    private static int changed(List<GroupStore.Entry> entries) {
        return entries.stream()
                .mapToInt(entry -> entry.change().count(GroupFact.Kind.ENGAGEMENT_CHANGED))
                .sum();
    }
}
