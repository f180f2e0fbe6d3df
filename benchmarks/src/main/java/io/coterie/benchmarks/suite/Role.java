package io.coterie.benchmarks.suite;

import io.coterie.benchmarks.report.Text;
import java.util.List;

/**
 * A role by job title: as part of a template for Coterie, and by hand for the bare loop.
 *
 * @param atStart whether the title must begin with a word or contain one
 */
public record Role(String name, boolean atStart, List<String> words) {

    /** Whoever fits several has the first. */
    public static final List<Role> ALL = List.of(
            new Role("Decision Maker", true, List.of("Chief", "VP")),
            new Role("Champion", false, List.of("Director", "Head of")),
            new Role("Influencer", false, List.of("Manager")),
            new Role("Practitioner", false, List.of("Engineer", "Analyst", "Specialist")),
            new Role("Other", false, List.of("Assistant")));

    /** Whether somebody with this job title has any of the roles. */
    public static boolean isAny(String jobTitle) {
        for (Role role : ALL) {
            if (role.fits(jobTitle)) {
                return true;
            }
        }
        return false;
    }

    /** A roles template of them all, each with the same weight. */
    public static String template() {
        StringBuilder roles = new StringBuilder();
        for (int place = 0; place < ALL.size(); place++) {
            Role role = ALL.get(place);
            roles.append(place == 0 ? "" : ", ")
                    .append(Text.format(
                            """
                    {"role": "%s", "priority": %d, "weighting": "NORMAL", "membersRequired": 1, "condition":
                     {"person": {"field": "extendedWorkDetails.jobTitle", "operator": "%s", "value": ["%s"]}}}""",
                            role.name,
                            place + 1,
                            role.atStart ? "STARTS_WITH" : "CONTAINS",
                            String.join("\", \"", role.words)));
        }
        return "{\"name\": \"Five roles\", \"description\": \"By title\", \"roles\": [" + roles + "]}";
    }

    public boolean fits(String jobTitle) {
        for (String word : words) {
            if (atStart ? jobTitle.startsWith(word) : jobTitle.contains(word)) {
                return true;
            }
        }
        return false;
    }
}
