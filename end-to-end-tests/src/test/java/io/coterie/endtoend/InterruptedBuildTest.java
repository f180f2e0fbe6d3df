package io.coterie.endtoend;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.contracts.Topics;
import io.coterie.localstack.demo.Definitions;
import io.coterie.localstack.stack.Part;
import io.coterie.localstack.stack.Stack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** A build that is killed again and again makes exactly the groups of one that nobody disturbed. */
@Order(5)
class InterruptedBuildTest {

    private static final int GROUPS = 10_000;
    private static final List<String> TITLES = List.of("Chief Architect", "Head of Data", "Data Engineer");

    /** Shares of the groups that are there when the service is killed. */
    private static final List<Double> KILLED_AT = List.of(0.1, 0.4, 0.7);

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String PARTNER_TOPIC = Topics.partnerEvents("acme@CoterieOrg");

    private final Stack stack = Suites.running(MainJobRun.SUITE);
    private final OwnSandbox sandbox = OwnSandbox.provisioned(stack, "builds");
    private final Api api = sandbox.api();

    @Test
    @DisplayName(
            "BG-01, JOB-03: a build of ten thousand groups, killed amid it, makes the groups of an undisturbed one")
    void whateverInterruptsABuildItsGroupsStayTheSame() {
        String audience = sandbox.populate(GROUPS, InterruptedBuildTest::titles);
        String template = sandbox.published("/v1/roles-templates", Definitions.ROLES_TEMPLATE);

        Built undisturbed = build("Undisturbed", template, audience, groups -> {});
        List<Integer> thereWhenKilled = new ArrayList<>();
        Built interrupted = build("Interrupted", template, audience, groups -> kill(groups, thereWhenKilled));

        assertThat(thereWhenKilled)
                .as("groups that were there at each killing")
                .hasSize(KILLED_AT.size())
                .isSorted()
                // The later ones meet whatever a service has built by the time it is known to be ready again.
                .first(as(InstanceOfAssertFactories.INTEGER))
                .isBetween(1, GROUPS - 1);
        assertThat(undisturbed.groups().groups()).hasSize(GROUPS);
        assertThat(interrupted.groups().groups()).isEqualTo(undisturbed.groups().groups());
        assertThat(interrupted.groups().members())
                .isEqualTo(undisturbed.groups().members());
        assertThat(interrupted.groups().history())
                .isEqualTo(undisturbed.groups().history());
        assertThat(interrupted.groups().told(PARTNER_TOPIC))
                .hasSize(GROUPS)
                .isEqualTo(undisturbed.groups().told(PARTNER_TOPIC));
        assertThat(counts(interrupted.run()))
                .isEqualTo(counts(undisturbed.run()))
                .containsEntry("accountsEvaluated", GROUPS)
                .containsEntry("groupsCreated", GROUPS);
    }

    private record Built(BuiltGroups groups, JsonNode run) {}

    private void kill(BuiltGroups groups, List<Integer> thereWhenKilled) {
        for (double share : KILLED_AT) {
            await().atMost(PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> groups.count() >= GROUPS * share);
            stack.kill(Part.BUYING_GROUP_SERVICE);
            thereWhenKilled.add(groups.count());
            stack.restart(Part.BUYING_GROUP_SERVICE);
        }
    }

    /** Groups for another solution interest of the same template, accounts and persons, by a build that is disturbed. */
    private Built build(String name, String template, String audience, Consumer<BuiltGroups> disturbance) {
        String interest = sandbox.defined("/v1/solution-interests", """
                {"name": "%s", "rolesTemplate": "%s", "updateExistingBuyingGroups": true}""".formatted(name, template));
        BuiltGroups groups = new BuiltGroups(stack, interest);
        String job = sandbox.defined(
                "/v1/creation-jobs",
                Definitions.fill(Definitions.CREATION_JOB, Map.of("interest", interest, "audience", audience))
                        .toString());
        disturbance.accept(groups);
        AtRest.await(api);
        return new Built(
                groups,
                api.get(Part.BUYING_GROUP_SERVICE, "/v1/creation-jobs/" + job + "/runs")
                        .expect(200)
                        .get("items")
                        .get(0));
    }

    private static Map<String, Integer> counts(JsonNode run) {
        return List.of(
                        "accounts",
                        "accountsEvaluated",
                        "groupsCreated",
                        "membersAdded",
                        "membersRemoved",
                        "rolesChanged")
                .stream()
                .collect(
                        Collectors.toMap(count -> count, count -> run.get(count).intValue()));
    }

    /** Some companies lack a role, some have one twice. */
    private static List<String> titles(int company) {
        int first = company * TITLES.size();
        return IntStream.range(first, first + TITLES.size())
                .mapToObj(number -> TITLES.get((number + company / 7 * (number % 2)) % TITLES.size()))
                .toList();
    }
}
