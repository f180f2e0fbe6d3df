package io.coterie.buyinggroup.details;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.coterie.buyinggroup.conversion.OpenOpportunities;
import io.coterie.buyinggroup.conversion.Opportunities;
import io.coterie.buyinggroup.eventhistory.LatestActivities;
import io.coterie.buyinggroup.people.PersonColumns;
import io.coterie.contracts.ContractJson;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Reads what a group's page shows beside the group. Every connection has entered its sandbox. */
@ApplicationScoped
class DetailsStatements {

    /** The role whose members come first (§13.2); one of the six that every sandbox has. */
    private static final String DECISION_MAKER = "Decision Maker";

    private static final int DECISION_MAKERS = 3;
    private static final int OTHERS = 5;
    private static final int OPPORTUNITIES = 20;

    private static final String SURROUNDINGS = """
            select template.id as template_id, template.name as template_name, grp.account_key,
                   account.document ->> 'accountName' as account_name,
                   account.document #>> '{accountOrganization,industry}' as industry,
                   account.document #>> '{accountOrganization,website}' as website,
                   account.document #>> '{accountBillingAddress,region}' as region,
                   account.document #>> '{accountBillingAddress,country}' as country,
                   (select count(*) from person_account as relation
                     cross join lateral (select deleted, document from person
                                          where sandbox_id = $1 and person_key = relation.person_key
                                         offset 0) as person
                     where relation.sandbox_id = $1 and relation.account_key = grp.account_key and not person.deleted
                       and (person.document ->> 'testProfile') is distinct from 'true') as people,
                   (select count(*) from buying_group as other
                     where other.sandbox_id = $1 and other.account_key = grp.account_key
                       and not other.deleted) as groups
              from buying_group as grp
              join solution_interest as interest on interest.sandbox_id = $1 and interest.id = grp.interest_id
              join roles_template as template on template.sandbox_id = $1 and template.id = interest.template_id
              left join account on account.sandbox_id = $1 and account.account_key = grp.account_key
             where grp.sandbox_id = $1 and grp.id = $2""";

    /** In the second row is everyone who is not in the first: also a further decision maker. */
    private static final String CARDS = "select member.person_key, member.role, member.engagement, member.first_row, "
            + PersonColumns.NAME + " as name, " + PersonColumns.JOB_TITLE + " as job_title, "
            + PersonColumns.EMAIL + " as email, " + PersonColumns.PHONE + """
             as phone,
                   (select coalesce(json_agg(other), '[]')::text
                      from (select grp.id, grp.name, also.role
                              from buying_group_member as also
                             cross join lateral (select id, name, deleted from buying_group
                                                  where sandbox_id = $1 and id = also.group_id offset 0) as grp
                             where also.sandbox_id = $1 and also.person_key = member.person_key and also.active
                               and also.group_id <> $2 and not grp.deleted
                             order by also.assigned_at desc, grp.id limit 3) as other) as other_groups
              from (select placed.*, row_number() over (partition by placed.first_row
                                                        order by placed.engagement desc, placed.person_key) as rank
                      from (select held.person_key, held.role, coalesce(score.score, 0) as engagement,
                                   held.role = $3 and row_number() over (
                                     partition by held.role = $3
                                     order by coalesce(score.score, 0) desc, held.person_key) <= $4::int as first_row
                              from buying_group_member as held
                              left join lateral (select score from person_engagement
                                                  where sandbox_id = $1 and person_key = held.person_key
                                                 offset 0) as score
                                on true
                             where held.sandbox_id = $1 and held.group_id = $2 and held.active) as placed) as member
              left join lateral (select document from person
                                  where sandbox_id = $1 and person_key = member.person_key offset 0) as person
                on true
             where member.first_row or member.rank <= $5::int
             order by member.rank""";

    private static final TypeReference<List<GroupDetails.OtherGroup>> OTHER_GROUPS = new TypeReference<>() {};

    private final Opportunities opportunities;
    private final LatestActivities latest;

    DetailsStatements(Opportunities opportunities, LatestActivities latest) {
        this.opportunities = opportunities;
        this.latest = latest;
    }

    /** A group's template and account. */
    record Surroundings(GroupDetails.Template template, GroupDetails.AccountOverview account) {}

    Uni<Optional<Surroundings>> surroundings(SqlConnection connection, int sandboxId, UUID groupId) {
        return connection
                .preparedQuery(SURROUNDINGS)
                .execute(Tuple.of(sandboxId, groupId))
                .chain(rows -> rows.size() == 0
                        ? Uni.createFrom().item(Optional.<Surroundings>empty())
                        : surroundings(connection, sandboxId, rows.iterator().next())
                                .map(Optional::of));
    }

    private Uni<Surroundings> surroundings(SqlConnection connection, int sandboxId, Row row) {
        return opportunities
                .open(connection, sandboxId, row.getString("account_key"), OPPORTUNITIES)
                .map(open -> surroundings(row, open));
    }

    Uni<GroupDetails.Highlights> highlights(SqlConnection connection, int sandboxId, UUID groupId) {
        return connection
                .preparedQuery(CARDS)
                .execute(Tuple.of(sandboxId, groupId, DECISION_MAKER, DECISION_MAKERS, OTHERS))
                .chain(rows -> latest.of(connection, sandboxId, persons(rows)).map(did -> highlights(rows, did)));
    }

    private static List<String> persons(RowSet<Row> rows) {
        return rows.stream().map(row -> row.getString("person_key")).toList();
    }

    private static GroupDetails.Highlights highlights(RowSet<Row> rows, Map<String, LatestActivities.Latest> did) {
        Map<Boolean, List<GroupDetails.Card>> cards = rows.stream()
                .collect(Collectors.partitioningBy(
                        row -> row.getBoolean("first_row"),
                        Collectors.mapping(row -> card(row, did), Collectors.toList())));
        return new GroupDetails.Highlights(row(cards, true), row(cards, false));
    }

    private static List<GroupDetails.Card> row(Map<Boolean, List<GroupDetails.Card>> cards, boolean first) {
        return List.copyOf(Objects.requireNonNull(cards.get(first), "Both parts are there"));
    }

    private static Surroundings surroundings(Row row, OpenOpportunities open) {
        return new Surroundings(
                new GroupDetails.Template(row.getUUID("template_id"), row.getString("template_name")),
                new GroupDetails.AccountOverview(
                        row.getString("account_key"),
                        row.getString("account_name"),
                        row.getString("industry"),
                        row.getString("website"),
                        row.getString("region"),
                        row.getString("country"),
                        row.getLong("people"),
                        row.getLong("groups"),
                        open));
    }

    private static GroupDetails.Card card(Row row, Map<String, LatestActivities.Latest> did) {
        LatestActivities.Latest latest = did.getOrDefault(row.getString("person_key"), LatestActivities.Latest.NOTHING);
        return new GroupDetails.Card(
                row.getString("person_key"),
                row.getString("name"),
                row.getString("job_title"),
                row.getString("role"),
                row.getString("email"),
                row.getString("phone"),
                BigDecimal.valueOf(row.getDouble("engagement")),
                latest.moment(),
                latest.activities(),
                list(row.getString("other_groups"), OTHER_GROUPS));
    }

    private static <T> List<T> list(String json, TypeReference<List<T>> type) {
        try {
            return ContractJson.mapper().readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("Expected a list", e);
        }
    }
}
