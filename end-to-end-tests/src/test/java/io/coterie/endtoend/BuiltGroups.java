package io.coterie.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coterie.localstack.stack.Stack;
import io.coterie.platform.testing.KafkaProbe;
import io.coterie.platform.testing.ReadRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a build made for a solution interest, without names, ids and times, so that two interests can be compared. */
final class BuiltGroups {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String GROUPS = """
            select account_key,
                   concat_ws('; ', completeness, roles, missing_roles, members, revision, out_of_audience, deleted)
              from buying_group where interest_id = ?::uuid""";

    private static final String MEMBERS = """
            select grp.account_key,
                   string_agg(concat_ws(' ', member.person_key, member.active, member.role, member.source, member.cause,
                                        member.decided_by), '; ' order by member.person_key)
              from buying_group as grp
              join buying_group_member as member on member.sandbox_id = grp.sandbox_id and member.group_id = grp.id
             where grp.interest_id = ?::uuid group by grp.account_key""";

    private static final String HISTORY = """
            select grp.account_key,
                   string_agg(concat_ws(' ', entry.revision, entry.place, entry.kind, entry.person_key, entry.role,
                                        entry.cause, entry.new_value, entry.completeness), '; '
                              order by entry.revision, entry.place)
              from buying_group as grp
              join buying_group_history as entry on entry.sandbox_id = grp.sandbox_id and entry.group_id = grp.id
             where grp.interest_id = ?::uuid group by grp.account_key""";

    private final Stack stack;
    private final String interestId;

    BuiltGroups(Stack stack, String interestId) {
        this.stack = stack;
        this.interestId = interestId;
    }

    /** How many there are already; the service need not be there to be asked. */
    int count() {
        return query("select 'groups', count(*)::text from buying_group where interest_id = ?::uuid").values().stream()
                .mapToInt(Integer::parseInt)
                .sum();
    }

    /** Of each account its group, with roles and completeness. */
    Map<String, String> groups() {
        return query(GROUPS);
    }

    /** Of each account its members, with roles and reasons. */
    Map<String, String> members() {
        return query(MEMBERS);
    }

    /** Of each account what happened to its group. */
    Map<String, String> history() {
        return query(HISTORY);
    }

    /** Of each account what the organisation was told of its group, each event once however often it was delivered. */
    Map<String, List<String>> told(String topic) {
        Map<String, List<String>> told = new TreeMap<>();
        Set<String> seen = new HashSet<>();
        try (KafkaProbe kafka = KafkaProbe.to(stack.bootstrapServers())) {
            for (ReadRecord record : kafka.readAll(topic)) {
                if (!isOfAGroup(record) || !seen.add(String.valueOf(record.attribute("id")))) {
                    continue;
                }
                JsonNode event = json(String.valueOf(record.value()));
                if (event.get("solutionInterestId").asText().equals(interestId)) {
                    told.computeIfAbsent(event.get("accountKey").asText(), account -> new ArrayList<>())
                            .add(words(record, event));
                }
            }
        }
        told.values().forEach(events -> events.sort(null));
        return told;
    }

    private static boolean isOfAGroup(ReadRecord record) {
        return String.valueOf(record.attribute("type")).startsWith("io.coterie.buying-group.");
    }

    private static String words(ReadRecord record, JsonNode event) {
        return Stream.concat(
                        Stream.of(String.valueOf(record.attribute("type"))),
                        Stream.of("personKey", "role", "source", "cause", "previousValue", "newValue", "completeness")
                                .map(field -> event.path(field).asText("")))
                .collect(Collectors.joining(" "));
    }

    private Map<String, String> query(String sql) {
        Map<String, String> byKey = new TreeMap<>();
        try (Connection connection = stack.postgres().connectAsSuperuser("buying_group");
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, interestId);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    byKey.put(rows.getString(1), rows.getString(2));
                }
            }
            return byKey;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
