package io.coterie.benchmarks.engagement;

import io.coterie.benchmarks.suite.Demand;
import io.coterie.benchmarks.suite.Role;
import io.coterie.benchmarks.suite.Suite;
import io.coterie.localstack.stack.Part;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A group for every ten persons, eight of them members in five roles. Written straight into the service's tables, as a
 * creation job leaves them; the roles template and the solution interest are made over REST.
 */
record Groups(int sandboxId, UUID interest, int count) {

    static final int PERSONS_PER_GROUP = 10;
    static final int MEMBERS_PER_GROUP = 8;

    private static final String GROUPS = """
            insert into buying_group (sandbox_id, id, account_key, interest_id, name, completeness, roles, missing_roles,
                                      members, out_of_audience, deleted, revision, created_at, updated_at)
            select ?, uuidv7(), 'a' || number || '@bench.CRM', ?, 'Group ' || number, 100, ?::jsonb, '{}', ?, false, false, 1,
                   now(), now()
              from generate_series(1, ?) as number""";

    /** Members of account 3 are persons 21 to 28. */
    private static final String MEMBERS = """
            insert into buying_group_member (sandbox_id, group_id, person_key, active, role, source, cause, decided_by,
                                             decided_at, assigned_at)
            select grp.sandbox_id, grp.id,
                   'p' || (substring(grp.account_key from '[0-9]+')::int - 1) * ? + place || '@bench.CRM',
                   true, roles.name[1 + place % cardinality(roles.name)], 'SYSTEM', 'QUALIFIES', 'system', now(), now()
              from buying_group as grp
              cross join generate_series(1, ?) as place
              cross join (select ?::text[] as name) as roles
             where grp.sandbox_id = ?""";

    private static final String FORGET = """
            update buying_group set engagement = null, live_engagement = null where sandbox_id = ?""";

    static Groups of(Demand demand, int persons) {
        demand.interest(Role.template());
        return new Groups(
                demand.sandboxId(), UUID.fromString(demand.idOf("interest")), Math.max(1, persons / PERSONS_PER_GROUP));
    }

    void write(Suite suite) throws SQLException {
        try (Connection connection = suite.connect(Part.BUYING_GROUP_SERVICE, sandboxId);
                PreparedStatement groups = connection.prepareStatement(GROUPS);
                PreparedStatement members = connection.prepareStatement(MEMBERS)) {
            groups.setInt(1, sandboxId);
            groups.setObject(2, interest);
            groups.setString(3, fullRoles());
            groups.setInt(4, MEMBERS_PER_GROUP);
            groups.setInt(5, count);
            groups.executeUpdate();
            members.setInt(1, PERSONS_PER_GROUP);
            members.setInt(2, MEMBERS_PER_GROUP);
            members.setArray(
                    3,
                    connection.createArrayOf(
                            "text", Role.ALL.stream().map(Role::name).toArray()));
            members.setInt(4, sandboxId);
            members.executeUpdate();
        }
    }

    /** As if no night had told the groups a score. */
    void forgetScores(Suite suite) throws SQLException {
        try (Connection connection = suite.connect(Part.BUYING_GROUP_SERVICE, sandboxId);
                PreparedStatement forget = connection.prepareStatement(FORGET)) {
            forget.setInt(1, sandboxId);
            forget.executeUpdate();
        }
    }

    private static String fullRoles() {
        return Role.ALL.stream()
                .map(role -> "{\"role\":\"" + role.name()
                        + "\",\"assigned\":1,\"required\":1,\"requiredForCompleteness\":true,\"percent\":100}")
                .collect(Collectors.joining(",", "[", "]"));
    }
}
