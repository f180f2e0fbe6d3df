package io.coterie.activation.salesalert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.coterie.contracts.BuyingGroupState;
import io.coterie.contracts.BuyingGroupState.Member;
import io.coterie.contracts.BuyingGroupState.RoleCompleteness;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a sales alert says about a buying group (§20): the group, its account, completeness, stage and status, up to
 * four members with title and role, and the roles that nobody has yet.
 */
record SalesAlertBody(
        String group,
        String account,
        String solutionInterest,
        String completeness,
        String engagement,
        String stage,
        String status,
        List<Line> members,
        int furtherMembers,
        List<String> missingRoles) {

    private static final int SHOWN_MEMBERS = 4;
    private static final String NONE = "–";

    /** One member as shown. */
    record Line(String name, String title, String role, String email) {}

    /**
     * @param persons XDM persons by key; a member whose person is not known here is shown by role alone
     */
    static SalesAlertBody of(BuyingGroupState group, JsonNode account, Map<String, JsonNode> persons) {
        List<String> rolesInOrder =
                group.roles().stream().map(RoleCompleteness::role).toList();
        List<Member> inOrder = group.members().stream()
                .sorted(Comparator.comparingInt((Member member) -> place(rolesInOrder, member.role()))
                        .thenComparing(Member::assignedAt)
                        .thenComparing(Member::personKey))
                .toList();
        return new SalesAlertBody(
                group.name(),
                orNone(account.path("accountName").asText(group.accountKey())),
                group.solutionInterest(),
                percent(group.completeness()),
                percent(group.engagement()),
                orNone(group.stage()),
                orNone(group.status()),
                inOrder.stream()
                        .limit(SHOWN_MEMBERS)
                        .map(member ->
                                line(member, persons.getOrDefault(member.personKey(), MissingNode.getInstance())))
                        .toList(),
                Math.max(0, inOrder.size() - SHOWN_MEMBERS),
                group.missingRoles());
    }

    String subject() {
        return "Buying group " + group + ": " + completeness + " complete";
    }

    String text() {
        String memberLines = members.stream()
                .map(member -> Stream.of(member.name(), member.title(), member.role(), member.email())
                        .filter(part -> !part.isEmpty())
                        .collect(Collectors.joining(", ", "  - ", "\n")))
                .collect(Collectors.joining());
        return "Buying group:      " + group
                + "\nAccount:           " + account
                + "\nSolution interest: " + solutionInterest
                + "\nCompleteness:      " + completeness
                + "\nEngagement:        " + engagement
                + "\nStage:             " + stage
                + "\nStatus:            " + status
                + "\n\nMembers:\n" + memberLines + further()
                + "\nMissing roles: " + missing() + "\n";
    }

    String html() {
        String rows = members.stream()
                .map(member -> Stream.of(member.name(), member.title(), member.role(), member.email())
                        .map(part -> "<td>" + escape(part) + "</td>")
                        .collect(Collectors.joining("", "<tr>", "</tr>\n")))
                .collect(Collectors.joining());
        String facts = Stream.of(
                        Map.entry("Account", account),
                        Map.entry("Solution interest", solutionInterest),
                        Map.entry("Completeness", completeness),
                        Map.entry("Engagement", engagement),
                        Map.entry("Stage", stage),
                        Map.entry("Status", status))
                .map(fact -> "<tr><th>" + fact.getKey() + "</th><td>" + escape(fact.getValue()) + "</td></tr>\n")
                .collect(Collectors.joining());
        return "<!doctype html>\n<html><body>\n<h1>" + escape(group) + "</h1>\n<table>\n" + facts
                + "</table>\n<h2>Members</h2>\n<table>\n"
                + "<tr><th>Name</th><th>Title</th><th>Role</th><th>E-mail</th></tr>\n" + rows + "</table>\n<p>"
                + escape(further()) + "</p>\n<h2>Missing roles</h2>\n<p>" + escape(missing())
                + "</p>\n</body></html>\n";
    }

    private String further() {
        return furtherMembers == 0 ? "" : "  and " + furtherMembers + " more\n";
    }

    private String missing() {
        return missingRoles.isEmpty() ? "none" : String.join(", ", missingRoles);
    }

    private static Line line(Member member, JsonNode person) {
        String name = Stream.of(
                        person.at("/person/name/firstName").asText(""),
                        person.at("/person/name/lastName").asText(""))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
        return new Line(
                name.isEmpty() ? "Unknown name" : name,
                person.at("/extendedWorkDetails/jobTitle").asText(""),
                member.role(),
                person.at("/workEmail/address").asText(""));
    }

    private static int place(List<String> rolesInOrder, String role) {
        int index = rolesInOrder.indexOf(role);
        return index < 0 ? Integer.MAX_VALUE : index;
    }

    private static String percent(@Nullable BigDecimal value) {
        return value == null ? NONE : value.setScale(0, RoundingMode.HALF_UP).toPlainString() + " %";
    }

    private static String orNone(@Nullable String value) {
        return value == null || value.isBlank() ? NONE : value;
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
