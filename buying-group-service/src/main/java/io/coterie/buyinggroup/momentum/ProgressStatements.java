package io.coterie.buyinggroup.momentum;

import io.coterie.buyinggroup.browse.GroupSearch;
import io.coterie.buyinggroup.browse.SearchSql;
import io.coterie.buyinggroup.completeness.Completeness;
import io.coterie.buyinggroup.definition.Trace;
import io.coterie.buyinggroup.history.GroupsAt;
import io.coterie.buyinggroup.parameter.Days;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How groups move through stages. Every connection has entered its sandbox. */
@ApplicationScoped
class ProgressStatements {

    private static final String LATEST_MODEL = """
            select model.id, array(select listed.stage ->> 'name'
                                     from jsonb_array_elements(version.stages) with ordinality as listed (stage, place)
                                    order by listed.place) as stages
              from stage_model as model
              join stage_model_version as version on version.sandbox_id = $1 and version.model_id = model.id
             where model.sandbox_id = $1
             order by version.published_at desc, version.version desc, model.id limit 1""";

    /**
     * Each group's moves in the period. Forward is towards a later stage of the version the group followed then, and
     * not into a failure (D-69); from no stage every stage is forward. Where a stage map put a group, it did not move,
     * and a group that was deleted and came back has moved since then only.
     */
    private static final String MOVES = """
            , place as (
              select version.model_id, version.version, lower(btrim(listed.stage ->> 'name')) as stage, listed.place,
                     listed.stage ->> 'destination' as destination
                from stage_model_version as version
               cross join lateral jsonb_array_elements(version.stages) with ordinality as listed (stage, place)
               where version.sandbox_id = $1),
            move as (
              select asked.id, count(*) as moves,
                     count(*) filter (where after.place > coalesce(before.place, 0)
                                        and after.destination is distinct from 'FAILURE') as forward
                from asked
                join buying_group_history as entry
                  on entry.sandbox_id = $1 and entry.group_id = asked.id and entry.kind = 'STAGE_CHANGED'
                 and entry.at >= FROM_AT and entry.at < TO_AT and entry.at >= asked.created_at
                 and entry.cause is distinct from 'STAGES_CHANGED'
                left join place as before
                  on before.model_id = coalesce(entry.stage_model_id, asked.stage_model_id)
                 and before.version = coalesce(entry.stage_version, asked.stage_version)
                 and before.stage = lower(btrim(entry.previous_value))
                left join place as after
                  on after.model_id = coalesce(entry.stage_model_id, asked.stage_model_id)
                 and after.version = coalesce(entry.stage_version, asked.stage_version)
                 and after.stage = lower(btrim(entry.new_value))
               group by asked.id)
            """;

    private static final String FASTEST = """
            select asked.*, move.forward, null::bigint as days_in_stage
              from asked join move on move.id = asked.id
             where move.forward > 0
             order by move.forward desc, coalesce(asked.engagement, 0) desc, asked.updated_at desc, asked.id
             limit 5""";

    /** D-70: nearly complete and not moving. What success is, the version says that the group followed then. */
    private static final String STAGNANT = """
            select * from (
              select asked.*, null::bigint as forward,
                     floor(extract(epoch from TO_AT - coalesce(
                       (select entry.at from buying_group_history as entry
                         where entry.sandbox_id = $1 and entry.group_id = asked.id and entry.kind = 'STAGE_CHANGED'
                           and entry.at >= asked.created_at and entry.at < TO_AT
                           and entry.cause is distinct from 'STAGES_CHANGED'
                         order by entry.revision desc, entry.place desc limit 1),
                       asked.created_at)) / 86400)::bigint as days_in_stage
                from asked
                left join move on move.id = asked.id
                left join lateral (
                  select entry.stage_model_id, entry.stage_version from buying_group_history as entry
                   where entry.sandbox_id = $1 and entry.group_id = asked.id and entry.at < TO_AT
                     and entry.kind in ('STAGE_CHANGED', 'STAGE_MODEL_CHANGED')
                   order by entry.revision desc, entry.place desc limit 1) as followed on true
                left join place as held
                  on held.model_id = coalesce(followed.stage_model_id, asked.stage_model_id)
                 and held.version = coalesce(followed.stage_version, asked.stage_version)
                 and held.stage = lower(btrim(asked.stage))
               where move.id is null and asked.stage_model_id is not null
                 and asked.completeness >= 75 and held.destination is distinct from 'SUCCESS') as still
             order by days_in_stage desc, coalesce(engagement, 0) desc, id
             limit 5""";

    private static final String ENGAGED = """
            select asked.*, null::bigint as forward, null::bigint as days_in_stage
              from asked order by coalesce(engagement, 0) desc, updated_at desc, id limit 5""";

    private static final String LISTS = "select 'mostEngaged' as list, row_number() over () as rank, card.* from ("
            + ENGAGED + ") as card union all select 'fastest', row_number() over (), card.* from (" + FASTEST
            + ") as card union all select 'stagnant', row_number() over (), card.* from (" + STAGNANT
            + ") as card order by list, rank";

    /** The groups that stand out, up to five each. */
    record Cards(
            List<MomentumView.GroupCard> mostEngaged,
            List<MomentumView.GroupCard> fastest,
            List<MomentumView.GroupCard> stagnant) {}

    /** The stages of a model, in order. */
    record Model(UUID id, List<String> stages) {}

    Uni<Optional<Model>> latestModel(SqlConnection connection, int sandboxId) {
        return connection
                .preparedQuery(LATEST_MODEL)
                .execute(Tuple.of(sandboxId))
                .map(rows -> rows.stream()
                        .map(row -> new Model(row.getUUID("id"), List.of(row.getArrayOfStrings("stages"))))
                        .findFirst());
    }

    /** How many groups of a model's interests were in each stage at an instant, by the stage in lower case. */
    Uni<Map<String, Long>> inStages(
            SqlConnection connection, int sandboxId, GroupSearch search, Model model, Instant at) {
        SearchSql sql = SearchSql.of(sandboxId, search.inAnyStage());
        sql.and("grp.stage_model_id = " + sql.bind(model.id()));
        String asked = "with asked as (select grp.id" + SearchSql.FROM + sql.where() + ")";
        String past = GroupsAt.query("$1", sql.bind(Trace.column(at))) + " and grp.id in (select id from asked)";
        return connection
                .preparedQuery(asked + " select lower(btrim(stage)) as stage, count(*) as groups from (" + past
                        + ") as past where stage is not null group by 1")
                .execute(sql.parameters())
                .map(rows -> {
                    Map<String, Long> counts = new HashMap<>();
                    rows.forEach(row -> counts.put(row.getString("stage"), row.getLong("groups")));
                    return counts;
                });
    }

    /** One statement for all three lists: what the groups were takes longest to find out. */
    Uni<Cards> cards(SqlConnection connection, int sandboxId, GroupSearch search, Period period) {
        SearchSql sql = SearchSql.of(sandboxId, search);
        Days days = period.days();
        String statement = (asked(sql, period) + MOVES + LISTS)
                .replace("FROM_AT", sql.bind(Trace.column(days.start())) + "::timestamptz")
                .replace("TO_AT", sql.bind(Trace.column(days.end())) + "::timestamptz");
        return connection
                .preparedQuery(statement)
                .execute(sql.parameters())
                .map(rows -> new Cards(
                        cards(rows, "mostEngaged", days), cards(rows, "fastest", days), cards(rows, "stagnant", days)));
    }

    private static List<MomentumView.GroupCard> cards(RowSet<Row> rows, String list, Days days) {
        return rows.stream()
                .filter(row -> row.getString("list").equals(list))
                .map(row -> card(row, days.length()))
                .toList();
    }

    /** The groups asked for that were there at the end of the period, as they were then. */
    private static String asked(SearchSql sql, Period period) {
        String present = "select grp.id, grp.name, grp.account_key, account.document ->> 'accountName' as"
                + " account_name, grp.stage, grp.completeness, grp.engagement, grp.created_at, grp.updated_at,"
                + " grp.stage_model_id, grp.stage_version" + SearchSql.FROM + sql.where();
        if (!period.over()) {
            return "with asked as (" + present + ") ";
        }
        String end = sql.bind(Trace.column(period.end()));
        return "with present as (" + present + "), asked as (select present.id, present.name, present.account_key,"
                + " present.account_name, past.stage, past.completeness, past.engagement, present.created_at,"
                + " present.updated_at, present.stage_model_id, present.stage_version"
                + " from present join (" + GroupsAt.query("$1", end) + ") as past on past.id = present.id"
                + " where present.created_at <= " + end + ") ";
    }

    private static MomentumView.GroupCard card(Row row, long days) {
        BigDecimal engagement = row.getBigDecimal("engagement");
        return new MomentumView.GroupCard(
                row.getUUID("id"),
                row.getString("name"),
                row.getString("account_key"),
                row.getString("account_name"),
                row.getString("stage"),
                engagement == null ? 0 : Completeness.displayed(engagement),
                Completeness.displayed(row.getBigDecimal("completeness")),
                velocity(row.getLong("forward"), days),
                row.getLong("days_in_stage"));
    }

    private static @Nullable BigDecimal velocity(@Nullable Long forward, long days) {
        return forward == null
                ? null
                : BigDecimal.valueOf(forward).divide(BigDecimal.valueOf(days), 4, RoundingMode.HALF_UP);
    }
}
