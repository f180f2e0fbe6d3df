package io.coterie.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.coterie.localstack.stack.Part;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** With the identity server's own tokens: nobody sees or changes what is not theirs. */
@Order(2)
class IsolationTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private MainJobRun run;

    @BeforeEach
    void theMainJobIsDone() throws IOException {
        run = MainJobRun.done();
    }

    /** A list that holds something in the main job's sandbox. */
    record Door(Part service, String path) {

        @Override
        public String toString() {
            return service.label() + " " + path;
        }
    }

    static Stream<Door> doors() {
        return Stream.of(
                new Door(Part.PROFILE_SERVICE, "/v1/accounts"),
                new Door(Part.PROFILE_SERVICE, "/v1/persons"),
                new Door(Part.PROFILE_SERVICE, "/v1/audiences"),
                new Door(Part.BUYING_GROUP_SERVICE, "/v1/roles-templates"),
                new Door(Part.BUYING_GROUP_SERVICE, "/v1/stage-models"),
                new Door(Part.BUYING_GROUP_SERVICE, "/v1/solution-interests"),
                new Door(Part.BUYING_GROUP_SERVICE, "/v1/creation-jobs"),
                new Door(Part.BUYING_GROUP_SERVICE, "/v1/buying-groups"),
                new Door(Part.JOURNEY_SERVICE, "/v1/journeys"),
                new Door(Part.JOURNEY_SERVICE, "/v1/runs"),
                new Door(Part.ACTIVATION_SERVICE, "/v1/emails"),
                new Door(Part.ACTIVATION_SERVICE, "/v1/deliveries"),
                new Door(Part.ACTIVATION_SERVICE, "/v1/suppressions"),
                new Door(Part.ACTIVATION_SERVICE, "/v1/linkedin-connections"),
                new Door(Part.ACTIVATION_SERVICE, "/v1/destinations"),
                new Door(Part.ACTIVATION_SERVICE, "/v1/leads"));
    }

    /** With those that look alike in every sandbox after the main job: one model of weights, and no run of scores. */
    static Stream<Door> everyDoor() {
        return Stream.concat(
                doors(),
                Stream.of(
                        new Door(Part.BUYING_GROUP_SERVICE, "/v1/weighting-models"),
                        new Door(Part.BUYING_GROUP_SERVICE, "/v1/engagement-runs")));
    }

    @ParameterizedTest
    @MethodSource("doors")
    void whoMayEnterSeesSomething(Door door) {
        assertThat(items(run.api(), door)).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("everyDoor")
    void withoutATokenOrWithAForgedOneNobodyEnters(Door door) {
        assertRefused(run.api().without("Authorization"), door, 401, "unauthorized");
        assertRefused(run.api().with("Authorization", "Bearer " + forged()), door, 401, "unauthorized");
    }

    @ParameterizedTest
    @MethodSource("everyDoor")
    void theOrganisationOfTheHeaderMustBeTheTokens(Door door) {
        assertRefused(run.api().with("x-gw-ims-org-id", "globex@CoterieOrg"), door, 403, "forbidden");
        assertThat(run.api()
                        .with("x-gw-ims-org-id", "acme@CoterieOrg")
                        .get(door.service(), door.path())
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @MethodSource("everyDoor")
    void aSandboxMustBeNamed(Door door) {
        assertRefused(run.api().without("x-sandbox-name"), door, 400, "invalid-parameter");
    }

    /** The same answer for what is not there and for what is not theirs: names cannot be guessed. */
    @ParameterizedTest
    @MethodSource("everyDoor")
    void aForeignSandboxLooksLikeOneThatDoesNotExist(Door door) {
        Api gil = Api.ofUser(run.stack(), "gil");
        JsonNode foreign = assertRefused(gil.with("x-sandbox-name", MainJobRun.SANDBOX), door, 403, null);
        JsonNode unknown = assertRefused(gil.with("x-sandbox-name", "nowhere"), door, 403, null);

        assertThat(foreign.toString().replace(MainJobRun.SANDBOX, "…"))
                .isEqualTo(unknown.toString().replace("nowhere", "…"));
    }

    @Test
    void aRoleOpensItsOwnDoorsOnly() {
        Api sal = Api.ofUser(run.stack(), "sal").with("x-sandbox-name", MainJobRun.SANDBOX);

        assertThat(items(sal, new Door(Part.BUYING_GROUP_SERVICE, "/v1/buying-groups")))
                .isNotEmpty();
        for (Door closed : List.of(
                new Door(Part.PROFILE_SERVICE, "/v1/accounts"),
                new Door(Part.BUYING_GROUP_SERVICE, "/v1/roles-templates"),
                new Door(Part.JOURNEY_SERVICE, "/v1/journeys"),
                new Door(Part.ACTIVATION_SERVICE, "/v1/emails"))) {
            assertRefused(sal, closed, 403, "forbidden");
        }
        String group = run.api()
                .list(Part.BUYING_GROUP_SERVICE, "/v1/buying-groups")
                .getFirst()
                .get("id")
                .asText();
        assertThat(sal.post(
                                Part.BUYING_GROUP_SERVICE,
                                "/v1/buying-groups/" + group + "/members/remove",
                                "{\"persons\":[]}")
                        .status())
                .as("looking is not changing")
                .isEqualTo(403);
    }

    /** Comes last: from here on the other organisation has a sandbox of the name that it must not enter before. */
    @Test
    @Order(Integer.MAX_VALUE)
    void aSandboxOfTheSameNameInAnotherOrganisationIsAnotherSandbox() {
        Api gil = Api.ofUser(run.stack(), "gil");
        provision(gil, MainJobRun.SANDBOX);
        Api inside = gil.with("x-sandbox-name", MainJobRun.SANDBOX);

        nothingOfTheMainJobIsSeenBy(inside);
        assertThat(gil.list(Part.PROFILE_SERVICE, "/v1/sandboxes"))
                .extracting(sandbox -> sandbox.get("name").asText())
                .containsExactly(MainJobRun.SANDBOX);
    }

    @Test
    void anotherSandboxOfTheSameOrganisationIsEmpty() {
        Api elsewhere = Api.inSandbox(run.stack(), "elsewhere");
        provision(elsewhere, "elsewhere");

        nothingOfTheMainJobIsSeenBy(elsewhere);
    }

    private void nothingOfTheMainJobIsSeenBy(Api caller) {
        doors().forEach(door ->
                assertThat(items(caller, door)).as(door.toString()).isEmpty());
        for (Door door : List.of(
                new Door(Part.PROFILE_SERVICE, "/v1/audiences"),
                new Door(Part.BUYING_GROUP_SERVICE, "/v1/roles-templates"),
                new Door(Part.BUYING_GROUP_SERVICE, "/v1/solution-interests"),
                new Door(Part.BUYING_GROUP_SERVICE, "/v1/buying-groups"),
                new Door(Part.JOURNEY_SERVICE, "/v1/journeys"),
                new Door(Part.JOURNEY_SERVICE, "/v1/runs"),
                new Door(Part.ACTIVATION_SERVICE, "/v1/emails"),
                new Door(Part.ACTIVATION_SERVICE, "/v1/deliveries"),
                new Door(Part.ACTIVATION_SERVICE, "/v1/destinations"))) {
            String id = items(run.api(), door).getFirst().get("id").asText();
            assertRefused(caller, new Door(door.service(), door.path() + "/" + id), 404, null);
        }
        String key = items(run.api(), new Door(Part.PROFILE_SERVICE, "/v1/accounts"))
                .getFirst()
                .get("accountKey")
                .asText();
        assertRefused(caller, new Door(Part.PROFILE_SERVICE, "/v1/accounts/" + key), 404, null);
    }

    private static void provision(Api caller, String name) {
        caller.post(Part.PROFILE_SERVICE, "/v1/sandboxes", "{\"name\":\"" + name + "\",\"title\":\"Isolation\"}")
                .expect(201);
        await().atMost(PATIENCE)
                .until(() -> caller.get(Part.PROFILE_SERVICE, "/v1/sandboxes/" + name)
                        .expect(200)
                        .get("status")
                        .asText()
                        .equals("ready"));
    }

    private static List<JsonNode> items(Api caller, Door door) {
        return caller.get(door.service(), door.path())
                .expect(200)
                .get("items")
                .valueStream()
                .toList();
    }

    @CanIgnoreReturnValue
    private static JsonNode assertRefused(Api caller, Door door, int status, @Nullable String code) {
        Api.Answer answer = caller.get(door.service(), door.path());
        assertThat(answer.status()).as("%s: %s", door, answer.text()).isEqualTo(status);
        assertThat(answer.body().path("status").intValue()).as(answer.text()).isEqualTo(status);
        if (code != null) {
            assertThat(answer.body().path("type").asText()).isEqualTo("urn:coterie:problem:" + code);
        }
        return answer.body();
    }

    /** A real token with one letter of its signature changed. */
    private String forged() {
        String token = run.stack().token();
        int place = token.lastIndexOf('.') + 5;
        char other = token.charAt(place) == 'A' ? 'B' : 'A';
        return token.substring(0, place) + other + token.substring(place + 1);
    }
}
