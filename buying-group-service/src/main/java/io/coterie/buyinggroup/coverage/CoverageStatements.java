package io.coterie.buyinggroup.coverage;

import io.coterie.buyinggroup.definition.Trace;
import io.coterie.buyinggroup.parameter.Days;
import io.coterie.buyinggroup.people.PersonColumns;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Counts and lists contacts by role. Every connection has entered its sandbox. */
@ApplicationScoped
class CoverageStatements {

    private static final String ASKED_MEMBERS = """
              from buying_group_member as member
              join buying_group as grp on grp.sandbox_id = member.sandbox_id and grp.id = member.group_id
             where member.sandbox_id = $1 and member.active and not grp.deleted
               and (cardinality($3::text[]) = 0 or grp.account_key = any($3))
               and ($4::timestamptz is null or member.assigned_at >= $4)
               and ($5::timestamptz is null or member.assigned_at < $5)
            """;

    private static final String ASKED_INTERESTS = """
             interest.sandbox_id = $1 and not interest.deleted
               and (cardinality($2::text[]) = 0 or interest.id::text = any($2) or lower(interest.name) = any($2))
            """;

    private static final String MATRIX =
            """
            select interest.id, interest.name, listed.role ->> 'role' as role, coalesce(held.contacts, 0) as contacts
              from solution_interest as interest
              join roles_template as template
                on template.sandbox_id = interest.sandbox_id and template.id = interest.template_id
             cross join lateral jsonb_array_elements(template.roles) with ordinality as listed (role, place)
              left join (select grp.interest_id, member.role, count(distinct member.person_key) as contacts
            """ + ASKED_MEMBERS + """
                          group by grp.interest_id, member.role) as held
                on held.interest_id = interest.id and held.role = listed.role ->> 'role'
             where""" + ASKED_INTERESTS + " order by lower(interest.name), listed.place";

    private static final String CONTACT_COUNT = "select count(distinct member.person_key) as contacts" + ASKED_MEMBERS
            + " and grp.interest_id = $2 and lower(member.role) = lower($6)";

    private static final String CONTACTS = "select member.person_key, " + PersonColumns.NAME + " as name, "
            + PersonColumns.JOB_TITLE + """
             as job_title,
                   grp.account_key, account.document ->> 'accountName' as account_name, grp.id as group_id,
                   grp.name as group_name, coalesce(score.score, 0) as engagement,
                   (select max(activity.day) from daily_activity as activity
                     where activity.sandbox_id = member.sandbox_id and activity.person_key = member.person_key)
                     as last_activity
              from (select member.sandbox_id, member.person_key, grp.id, grp.name, grp.account_key
            """ + ASKED_MEMBERS + """
                       and grp.interest_id = $2 and lower(member.role) = lower($6)) as member
             cross join lateral (select member.id, member.name, member.account_key) as grp
              left join account on account.sandbox_id = member.sandbox_id and account.account_key = grp.account_key
              left join person on person.sandbox_id = member.sandbox_id and person.person_key = member.person_key
              left join person_engagement as score
                on score.sandbox_id = member.sandbox_id and score.person_key = member.person_key
             where (-coalesce(score.score, 0), grp.id, member.person_key) > (-$7::float8, $8::uuid, $9::text)
             order by coalesce(score.score, 0) desc, grp.id, member.person_key limit $10""";

    /** Of whom at least one group fulfils the filters; all of their groups are shown. */
    private static final String OVERLAP =
            "select several.person_key, " + PersonColumns.NAME + " as name, " + PersonColumns.JOB_TITLE + """
             as job_title,
                   grp.id as group_id, grp.name as group_name, grp.account_key,
                   account.document ->> 'accountName' as account_name, interest.id as interest_id,
                   interest.name as interest, member.role
              from (select member.person_key
                      from buying_group_member as member
                      join buying_group as grp on grp.sandbox_id = member.sandbox_id and grp.id = member.group_id
                      join solution_interest as interest
                        on interest.sandbox_id = grp.sandbox_id and interest.id = grp.interest_id
                     where member.sandbox_id = $1 and member.active and not grp.deleted and member.person_key > $2
                     group by member.person_key
                    having count(distinct grp.interest_id) > 1
                       and bool_or((cardinality($3::text[]) = 0 or interest.id::text = any($3)
                                    or lower(interest.name) = any($3))
                               and (cardinality($4::text[]) = 0 or lower(member.role) = any($4))
                               and (cardinality($5::text[]) = 0 or grp.account_key = any($5)))
                     order by member.person_key limit $6) as several
              join buying_group_member as member
                on member.sandbox_id = $1 and member.person_key = several.person_key and member.active
              join buying_group as grp
                on grp.sandbox_id = $1 and grp.id = member.group_id and not grp.deleted
              join solution_interest as interest on interest.sandbox_id = $1 and interest.id = grp.interest_id
              left join account on account.sandbox_id = $1 and account.account_key = grp.account_key
              left join person on person.sandbox_id = $1 and person.person_key = several.person_key
             order by several.person_key, lower(interest.name), grp.id""";

    Uni<List<CoverageView.Cell>> matrix(
            SqlConnection connection,
            int sandboxId,
            List<String> interests,
            List<String> accounts,
            @Nullable Days period) {
        Tuple parameters =
                Tuple.of(sandboxId).addArrayOfString(lower(interests)).addArrayOfString(texts(accounts));
        return connection
                .preparedQuery(MATRIX)
                .execute(period(parameters, period))
                .map(rows -> rows.stream()
                        .map(row -> new CoverageView.Cell(
                                row.getUUID("id"),
                                row.getString("name"),
                                row.getString("role"),
                                row.getLong("contacts")))
                        .toList());
    }

    Uni<Long> countContacts(
            SqlConnection connection,
            int sandboxId,
            UUID interestId,
            List<String> accounts,
            @Nullable Days period,
            String role) {
        return connection
                .preparedQuery(CONTACT_COUNT)
                .execute(ofCell(sandboxId, interestId, accounts, period, role))
                .map(rows -> rows.iterator().next().getLong("contacts"));
    }

    Uni<List<ContactView>> contacts(
            SqlConnection connection,
            int sandboxId,
            UUID interestId,
            List<String> accounts,
            @Nullable Days period,
            String role,
            ContactPlace after,
            int limit) {
        Tuple parameters = ofCell(sandboxId, interestId, accounts, period, role)
                .addDouble(after.engagement())
                .addUUID(after.groupId())
                .addString(after.personKey())
                .addInteger(limit);
        return connection
                .preparedQuery(CONTACTS)
                .execute(parameters)
                .map(rows -> rows.stream().map(CoverageStatements::contact).toList());
    }

    /**
     * Contacts in key order with all their groups.
     *
     * @param limit contacts, not rows
     */
    Uni<List<OverlapView>> overlap(
            SqlConnection connection,
            int sandboxId,
            String after,
            List<String> interests,
            List<String> roles,
            List<String> accounts,
            int limit) {
        return connection
                .preparedQuery(OVERLAP)
                .execute(Tuple.of(sandboxId, after)
                        .addArrayOfString(lower(interests))
                        .addArrayOfString(lower(roles))
                        .addArrayOfString(texts(accounts))
                        .addInteger(limit))
                .map(CoverageStatements::overlaps);
    }

    private static Tuple ofCell(
            int sandboxId, UUID interestId, List<String> accounts, @Nullable Days period, String role) {
        return period(Tuple.of(sandboxId).addUUID(interestId).addArrayOfString(texts(accounts)), period)
                .addString(role);
    }

    private static Tuple period(Tuple parameters, @Nullable Days period) {
        return parameters
                .addOffsetDateTime(period == null ? null : Trace.column(period.start()))
                .addOffsetDateTime(period == null ? null : Trace.column(period.end()));
    }

    private static List<OverlapView> overlaps(RowSet<Row> rows) {
        Map<String, OverlapView> contacts = new LinkedHashMap<>();
        for (Row row : rows) {
            contacts.computeIfAbsent(
                            row.getString("person_key"),
                            key -> new OverlapView(
                                    key, row.getString("name"), row.getString("job_title"), new ArrayList<>()))
                    .buyingGroups()
                    .add(new OverlapView.Membership(
                            row.getUUID("group_id"),
                            row.getString("group_name"),
                            row.getString("account_key"),
                            row.getString("account_name"),
                            row.getUUID("interest_id"),
                            row.getString("interest"),
                            row.getString("role")));
        }
        return List.copyOf(contacts.values());
    }

    private static ContactView contact(Row row) {
        // The shortest text of a double is read back as the same double, so a cursor loses nobody.
        BigDecimal engagement = BigDecimal.valueOf(row.getDouble("engagement"));
        return new ContactView(
                row.getString("person_key"),
                row.getString("name"),
                row.getString("job_title"),
                row.getString("account_key"),
                row.getString("account_name"),
                row.getUUID("group_id"),
                row.getString("group_name"),
                engagement,
                row.getLocalDate("last_activity"));
    }

    private static String[] texts(List<String> values) {
        return values.toArray(String[]::new);
    }

    private static String[] lower(List<String> values) {
        return values.stream().map(value -> value.toLowerCase(Locale.ROOT)).toArray(String[]::new);
    }
}
