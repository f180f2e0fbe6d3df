package io.coterie.buyinggroup.rolestemplate;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.buyinggroup.eventhistory.EventHistory;
import io.coterie.platform.problem.Violation;
import java.time.Duration;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/** The tests of event history in a condition that compiles; pure. */
final class EventTests {

    private static final int LONGEST_MONTH = 31;
    private static final int LONGEST_YEAR = 366;

    private EventTests() {}

    /** The types of events the conditions of these roles count. */
    static Set<String> types(List<TemplateRole> roles) {
        Set<String> types = new TreeSet<>();
        for (TemplateRole role : roles) {
            JsonNode condition = role.condition();
            if (role.autoAssign() && condition != null) {
                visit(
                        condition,
                        "",
                        (place, test) -> types.add(test.path("type").asText()));
            }
        }
        return types;
    }

    /**
     * Tests that would fail without saying so, each at its place: they look further back than events are kept, or ask
     * for more than are read.
     *
     * @param mostPerPerson how many of a person's latest events of one type are read
     */
    static List<Violation> misfits(JsonNode condition, String pointer, int mostPerPerson) {
        List<Violation> violations = new ArrayList<>();
        visit(condition, pointer, (place, test) -> {
            if (reach(test.path("within").asText("")).compareTo(EventHistory.WINDOW) > 0) {
                violations.add(new Violation(
                        place + "/within",
                        "Expected at most " + EventHistory.WINDOW.toDays()
                                + " days, because older events are not kept."));
            }
            if (test.path("atLeast").asLong() > mostPerPerson) {
                violations.add(new Violation(
                        place + "/atLeast",
                        "Expected at most " + mostPerPerson + " events, because no more of a person's are read."));
            }
        });
        return violations;
    }

    private static void visit(JsonNode node, String pointer, BiConsumer<String, JsonNode> test) {
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                visit(node.get(i), pointer + "/" + i, test);
            }
        }
        node.properties().forEach(field -> {
            String place = pointer + "/" + field.getKey();
            if (field.getKey().equals("events")) {
                test.accept(place, field.getValue());
            } else {
                visit(field.getValue(), place, test);
            }
        });
    }

    /** Without a span a test counts what is kept. */
    private static Duration reach(String within) {
        if (within.isEmpty()) {
            return Duration.ZERO;
        }
        if (within.startsWith("PT")) {
            return Duration.parse(within);
        }
        Period period = Period.parse(within);
        return Duration.ofDays(
                (long) period.getYears() * LONGEST_YEAR + (long) period.getMonths() * LONGEST_MONTH + period.getDays());
    }
}
