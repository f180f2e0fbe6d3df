package io.coterie.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.contracts.JourneyAction;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@RunningService
class AudienceTest {

    private World world;
    private String account;
    private String connection;

    @BeforeEach
    void enter() {
        world = World.create();
        account = Integer.toString(5_000 + world.id());
        connection = Ads.connect(world, account, "202608");
        world.company("1@acme.CRM", "Acme", "acme.example");
        world.company("2@acme.CRM", "Globex", "globex.example");
        world.company("3@acme.CRM", "Initech", "initech.example");
    }

    @AfterEach
    void leave() {
        Ads.clearFaults();
        world.close();
    }

    @Test
    void theAudienceHoldsExactlyWhatJourneysWant() {
        String destination = destination();

        UUID first = activate("1@acme.CRM", destination);
        UUID second = activate("2@acme.CRM", destination);
        world.outcome(first, "performed");
        world.outcome(second, "performed");
        UUID left = deactivate("1@acme.CRM", destination);
        world.outcome(left, "performed");

        assertThat(Ads.domainsIn(destination)).containsExactly("globex.example");
        JsonNode segment = Ads.segmentOf(destination);
        assertThat(segment.path("repeatedAdds").asInt()).isZero();
        assertThat(segment.path("unmatchedRemoves").asInt()).isZero();
        assertThat(segment.at("/companies/0/companyName").asText()).isEqualTo("Globex");
        assertThat(segment.at("/companies/0/companyEmailDomain").asText()).isEqualTo("globex.example");
        world.user()
                .get("/v1/destinations/" + destination)
                .then()
                .statusCode(200)
                .body("status", equalTo("live"))
                .body("desired", equalTo(1))
                .body("confirmed", equalTo(1))
                .body("pending", equalTo(0))
                .body("failed", equalTo(0));
        world.user()
                .get("/v1/destinations/" + destination + "/members")
                .then()
                .body("items.accountKey", hasItems("1@acme.CRM", "2@acme.CRM"))
                .body("items.state", hasItems("absent", "confirmed"));
    }

    @Test
    void anAccountActivatedTwiceIsAddedOnce() {
        String destination = destination();
        world.outcome(activate("1@acme.CRM", destination), "performed");

        world.outcome(activate("1@acme.CRM", destination), "performed");

        assertThat(Ads.segmentOf(destination).path("adds").asInt()).isEqualTo(1);
    }

    @Test
    void aSegmentThatIsNotFoundYetIsWaitedFor() {
        Ads.fault("{\"kind\":\"not-found-after-create\",\"times\":2}");

        String destination = destination();

        world.outcome(activate("1@acme.CRM", destination), "performed");
        assertThat(Ads.domainsIn(destination)).containsExactly("acme.example");
    }

    @Test
    void throttlingAndOutagesDelayAndLoseNothing() {
        String destination = destination();
        await().atMost(World.PATIENCE).until(() -> Ads.segmentOf(destination).has("id"));
        Ads.fault("{\"kind\":\"respond\",\"path\":\"/companies\",\"status\":429,\"times\":1}");
        Ads.fault("{\"kind\":\"respond\",\"path\":\"/companies\",\"status\":503,\"times\":1}");

        world.outcome(activate("1@acme.CRM", destination), "performed");

        assertThat(Ads.domainsIn(destination)).containsExactly("acme.example");
        assertThat(Ads.segmentOf(destination).path("repeatedAdds").asInt()).isZero();
    }

    @Test
    void aLostAnswerLeavesOneEntry() {
        String destination = destination();
        await().atMost(World.PATIENCE).until(() -> Ads.segmentOf(destination).has("id"));
        Ads.fault("{\"kind\":\"drop-answer\",\"path\":\"/companies\"}");

        world.outcome(activate("1@acme.CRM", destination), "performed");

        assertThat(Ads.segmentOf(destination).path("companyCount").asInt()).isEqualTo(1);
        world.outcome(deactivate("1@acme.CRM", destination), "performed");
        assertThat(Ads.segmentOf(destination).path("companyCount").asInt()).isZero();
    }

    @Test
    void anAccountThatLinkedInRefusesFailsAndTheOthersGoOn() {
        Ads.fault("{\"kind\":\"reject-element\",\"domain\":\"globex.example\",\"seconds\":60}");
        String destination = destination();

        UUID good = activate("1@acme.CRM", destination);
        UUID bad = activate("2@acme.CRM", destination);

        world.outcome(good, "performed");
        assertThat(world.outcome(bad, "failed").reason()).isEqualTo("The company could not be processed");
        world.user()
                .get("/v1/destinations/" + destination)
                .then()
                .body("confirmed", equalTo(1))
                .body("failed", equalTo(1));

        Ads.clearFaults();
        world.user().post("/v1/destinations/" + destination + "/retry").then().statusCode(200);
        await().atMost(World.PATIENCE)
                .untilAsserted(
                        () -> assertThat(Ads.domainsIn(destination)).containsExactly("acme.example", "globex.example"));
    }

    @Test
    void anAccountWithAnotherDomainIsExchanged() {
        String destination = destination();
        world.outcome(activate("1@acme.CRM", destination), "performed");

        world.account(
                "1@acme.CRM",
                "{\"accountName\":\"Acme\",\"accountOrganization\":{\"website\":\"https://acme-new.example\"}}",
                2);

        await().atMost(World.PATIENCE)
                .untilAsserted(() -> assertThat(Ads.domainsIn(destination)).containsExactly("acme-new.example"));
    }

    @Test
    void anActionThatOvertakesItsAccountWaitsForIt() {
        String destination = destination();
        UUID early = activate("9@acme.CRM", destination);
        await().atMost(World.PATIENCE)
                .until(() -> World.count("select count(*) from destination_member where account_key = '9@acme.CRM'"
                                + " and sandbox_id = " + world.id())
                        == 1);

        world.company("9@acme.CRM", "Hooli", "hooli.example");

        world.outcome(early, "performed");
        assertThat(Ads.domainsIn(destination)).containsExactly("hooli.example");
    }

    @Test
    void anExpiredTokenIsRefreshedOnce() {
        String destination = destination();
        world.outcome(activate("1@acme.CRM", destination), "performed");
        Ads.post("/simulator/tokens/revocations", "{}", 204);

        world.outcome(activate("2@acme.CRM", destination), "performed");

        assertThat(Ads.domainsIn(destination)).containsExactly("acme.example", "globex.example");
    }

    @Test
    void anOldVersionStopsTheConnectionUntilSomebodyRaisesIt() {
        try (World other = World.create()) {
            String old = Ads.connect(other, account, "202001");
            other.company("1@acme.CRM", "Acme", "acme.example");
            String destination = destination(other, old, "Old");
            UUID action = activate(other, "1@acme.CRM", destination);
            await().atMost(World.PATIENCE)
                    .untilAsserted(() -> other.user()
                            .get("/v1/destinations/" + destination)
                            .then()
                            .body("status", equalTo("blocked")));
            other.user().get("/v1/linkedin-connections/" + old).then().body("status", equalTo("version-unsupported"));

            other.user()
                    .header("If-Match", "\"1\"")
                    .body(Ads.connection(account, "202608"))
                    .put("/v1/linkedin-connections/" + old)
                    .then()
                    .statusCode(200)
                    .body("status", equalTo("connected"));

            other.outcome(action, "performed");
            assertThat(Ads.domainsIn(destination)).containsExactly("acme.example");
        }
    }

    @Test
    void anUnknownDestinationFailsTheAction() {
        UUID action = activate("1@acme.CRM", UUID.randomUUID().toString());

        assertThat(world.outcome(action, "failed").reason()).isEqualTo("There is no such destination.");
    }

    @Test
    void secretsGoInAndNeverComeOut() {
        String shown = world.user()
                .get("/v1/linkedin-connections/" + connection)
                .then()
                .statusCode(200)
                .body("hasClientSecret", equalTo(true))
                .body("hasRefreshToken", equalTo(true))
                .extract()
                .asString();

        assertThat(shown).doesNotContain("coterie-local-access-token", "coterie-local-client-secret");
        assertThat(World.count("select count(*) from linkedin_connection where access_token like '%local%'"
                        + " or client_secret like '%local%' or refresh_token like '%local%'"))
                .isZero();
    }

    @Test
    void anInternalAddressIsNoVendor() {
        world.user()
                .body(Ads.connection(account, "202608")
                        .replace("\"Ads\"", "\"Inside\"")
                        .replace(Vendors.linkedIn(), "http://169.254.169.254"))
                .post("/v1/linkedin-connections")
                .then()
                .statusCode(422)
                .body("code", equalTo("outbound-url-not-allowed"))
                .body("violations[0].field", equalTo("/baseUrl"))
                .body("detail", containsString("inside this network"));
    }

    private String destination() {
        return destination(world, connection, "Gaps");
    }

    private static String destination(World world, String connection, String name) {
        return world.user()
                .body("{\"name\":\"" + name + "\",\"type\":\"linkedin-company-audience\",\"connection\":\"" + connection
                        + "\"}")
                .post("/v1/destinations")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private UUID activate(String accountKey, String destination) {
        return activate(world, accountKey, destination);
    }

    private static UUID activate(World world, String accountKey, String destination) {
        return world.action(
                JourneyAction.ACTIVATE_TO_DESTINATION,
                "activate",
                accountKey,
                null,
                Map.of("destination", destination));
    }

    private UUID deactivate(String accountKey, String destination) {
        return world.action(
                JourneyAction.DEACTIVATE_FROM_DESTINATION,
                "leave",
                accountKey,
                null,
                Map.of("destination", destination));
    }
}
