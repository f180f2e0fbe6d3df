package io.coterie.simulators.linkedin;

import static io.coterie.simulators.linkedin.LinkedInClient.ENCODED_ACCOUNT;
import static io.coterie.simulators.linkedin.LinkedInClient.segment;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.simulators.linkedin.LinkedInClient.Answer;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentsTest {

    private final AdjustableClock clock = new AdjustableClock();
    private LinkedInSimulator simulator;
    private LinkedInClient linkedIn;

    @BeforeEach
    void start() {
        simulator = LinkedInSimulator.start(
                LinkedInSettings.local().withClock(clock).withLimits(new LinkedInSettings.Limits(5, 40)));
        linkedIn = new LinkedInClient(simulator.url());
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void aCreatedSegmentCarriesItsIdInAHeaderAndCanBeFound() {
        Answer created = linkedIn.post("/rest/dmpSegments", segment("s-1"));
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.response().body()).isEmpty();
        String id = created.header("x-restli-id");
        assertThat(linkedIn.get("/rest/dmpSegments/" + id)
                        .json()
                        .path("sourceSegmentId")
                        .asText())
                .isEqualTo("s-1");
        Answer found = find("&sourceSegmentId=s-1&sourcePlatform=DIRECT_API");
        assertThat(found.json().path("paging").path("total").asInt()).isEqualTo(1);
        assertThat(found.json().path("elements").path(0).path("id").asText()).isEqualTo(id);
        assertThat(find("&sourceSegmentId=other").json().path("elements")).isEmpty();
    }

    @Test
    void theSameSourceInTheSameAccountConflicts() {
        String id = linkedIn.createSegment("s-1");
        assertThat(linkedIn.post("/rest/dmpSegments", segment("s-1")).status()).isEqualTo(409);
        assertThat(linkedIn.post("/rest/dmpSegments", segment("s-1").replace("516848833", "42"))
                        .status())
                .isEqualTo(201);
        assertThat(linkedIn.delete("/rest/dmpSegments/" + id).status()).isEqualTo(204);
        assertThat(linkedIn.post("/rest/dmpSegments", segment("s-1")).status()).isEqualTo(201);
    }

    @Test
    void findersPage() {
        IntStream.range(0, 12).forEach(number -> linkedIn.createSegment("s-" + number));
        assertThat(find("").json().path("elements")).hasSize(10);
        assertThat(find("&start=10&count=10").json().path("elements")).hasSize(2);
        assertThat(find("&start=10").json().path("paging").path("total").asInt())
                .isEqualTo(12);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"COMPANY\"|\"COMPANY_STREAMING\"|/type",
                "\"DIRECT_API\"|\"FAKE\"|/sourcePlatform",
                "\"PRIVATE\"|\"PUBLIC\"|/accessPolicy",
                "\"LINKEDIN\"|\"FACEBOOK\"|/destinations/0/destination",
                "urn:li:sponsoredAccount:516848833|516848833|/account",
                "\"s-1\"|5|/sourceSegmentId",
                "\"s-1\"|\" \"|/sourceSegmentId",
                "\"name\":\"Missing decision maker\"|\"title\":\"x\"|/name",
                "\"type\"|\"status\":\"READY\",\"type\"|/status",
            })
    void aWrongBodyIsRefusedWithThePlaceThatIsWrong(String right, String wrong, String place) {
        Answer answer = linkedIn.post("/rest/dmpSegments", segment("s-1").replace(right, wrong));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.message()).startsWith("ERROR :: " + place + " ::");
        assertThat(find("").json().path("elements")).isEmpty();
    }

    @Test
    void companiesAreAnsweredOneByOneInTheirOrder() {
        String id = linkedIn.createSegment("s-1");
        Answer answer = linkedIn.method("batch_create").post("/rest/dmpSegments/" + id + "/companies", """
                        {"elements":[
                         {"action":"ADD","companyName":"Acme","companyWebsiteDomain":"acme.example","country":"DE"},
                         {"action":"KEEP","companyWebsiteDomain":"b.example"},
                         {"action":"ADD"},
                         {"action":"ADD","companyWebsiteDomain":"https://c.example/"},
                         {"action":"ADD","companyWebsiteDomain":"d.example","stockSymbol":"TOOLONG"},
                         {"action":"ADD","companyWebsiteDomain":"e.example","primaryId":"k"},
                         {"action":"ADD","organizationUrn":"urn:li:person:1"},
                         {"action":"REMOVE","companyWebsiteDomain":"f.example"}]}
                        """);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("elements").findValuesAsText("status"))
                .containsExactly("201", "400", "400", "400", "400", "400", "400", "201");
        assertThat(answer.json()
                        .path("elements")
                        .path(5)
                        .path("error")
                        .path("message")
                        .asText())
                .contains("/primaryId");
        assertThat(inside().path("rejectedElements").asInt()).isEqualTo(6);
    }

    @Test
    void everythingTheSegmentWasToldIsVisible() {
        String id = linkedIn.createSegment("s-1");
        assertThat(linkedIn.stream(id, """
                                [{"action":"ADD","companyName":"Acme","companyWebsiteDomain":" ACME.example "},
                                 {"action":"ADD","companyWebsiteDomain":"acme.example"},
                                 {"action":"ADD","companyName":"Acme","companyWebsiteDomain":"acme.test"},
                                 {"action":"ADD","organizationUrn":"urn:li:organization:7"}]
                                """).status()).isEqualTo(200);
        assertThat(linkedIn.stream(id, """
                                [{"action":"REMOVE","organizationUrn":"urn:li:organization:7"},
                                 {"action":"REMOVE","companyWebsiteDomain":"never.example"}]
                                """).status()).isEqualTo(200);
        JsonNode segment = inside();
        assertThat(segment.path("companyCount").asInt()).isEqualTo(2);
        assertThat(segment.path("repeatedAdds").asInt()).isEqualTo(1);
        assertThat(segment.path("unmatchedRemoves").asInt()).isEqualTo(1);
        assertThat(segment.path("companies").findValuesAsText("companyWebsiteDomain"))
                .containsExactly("acme.example", "acme.test");
        assertThat(segment.path("companies").path(0).path("adds").asInt()).isEqualTo(2);
        assertThat(segment.path("formerCompanies")).hasSize(2);
        assertThat(linkedIn.get("/simulator/segments?companies=false")
                        .json()
                        .path("segments")
                        .path(0)
                        .has("companies"))
                .isFalse();
    }

    @Test
    void aSegmentIsReadyOnceItHasCompanies() {
        String id = linkedIn.createSegment("s-1");
        assertThat(destination(id).path("status").asText()).isEqualTo("BUILDING");
        assertThat(destination(id).has("audienceSize")).isFalse();
        assertThat(linkedIn.stream(id, companies(0, 8)).status()).isEqualTo(200);
        assertThat(destination(id).path("status").asText()).isEqualTo("READY");
        assertThat(destination(id).path("matchedCount").asInt()).isEqualTo(8);
        assertThat(destination(id).path("audienceSize").asInt()).isEqualTo(320);
        assertThat(destination(id).path("destinationSegmentId").asText()).startsWith("urn:li:adSegment:");
    }

    @Test
    void aBatchHoldsFiveThousandAtMost() {
        String id = linkedIn.createSegment("s-1");
        assertThat(linkedIn.stream(id, companies(0, 5_001)).status()).isEqualTo(400);
        assertThat(linkedIn.stream(id, "[]").status()).isEqualTo(400);
        assertThat(linkedIn.stream(id, "{}").status()).isEqualTo(422);
        assertThat(linkedIn.stream(id, companies(0, 5_000)).status()).isEqualTo(200);
        assertThat(inside().path("companyCount").asInt()).isEqualTo(5_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "CREATE", "PARTIAL_UPDATE"})
    void aBatchNeedsItsMethodHeader(String method) {
        String id = linkedIn.createSegment("s-1");
        LinkedInClient client = method.isEmpty() ? linkedIn : linkedIn.method(method);
        assertThat(client.post("/rest/dmpSegments/" + id + "/companies", "{\"elements\":[]}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void companiesGoIntoCompanySegmentsThatExist() {
        assertThat(linkedIn.stream("1", companies(0, 1)).message()).startsWith("Could not find DMP segment with ID 1");
        assertThat(linkedIn.stream("x", companies(0, 1)).status()).isEqualTo(404);
        String users = linkedIn.post("/rest/dmpSegments", segment("s-2").replace("\"COMPANY\"", "\"USER\""))
                .header("x-restli-id");
        assertThat(linkedIn.stream(users, companies(0, 1)).status()).isEqualTo(400);
    }

    @Test
    void aMemberMayOnlyStreamSoOftenInAMinute() {
        String id = linkedIn.createSegment("s-1");
        for (int call = 0; call < 5; call++) {
            assertThat(linkedIn.stream(id, companies(call, 1)).status()).isEqualTo(200);
        }
        Answer refused = linkedIn.stream(id, companies(9, 1));
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.code()).isEqualTo("TOO_MANY_REQUESTS");
        clock.advance(Duration.ofSeconds(60));
        assertThat(linkedIn.stream(id, companies(9, 1)).status()).isEqualTo(200);
        assertThat(inside().path("companyCount").asInt()).isEqualTo(6);
    }

    @Test
    void aPartialUpdateRenamesAndNothingElse() {
        String path = "/rest/dmpSegments/" + linkedIn.createSegment("s-1");
        LinkedInClient updating = linkedIn.method("partial_update");
        assertThat(updating.post(path, "{\"patch\":{\"$set\":{\"name\":\"New\"}}}")
                        .status())
                .isEqualTo(204);
        assertThat(linkedIn.get(path).json().path("name").asText()).isEqualTo("New");
        assertThat(updating.post(path, "{\"patch\":{\"$set\":{\"account\":\"x\"}}}")
                        .status())
                .isEqualTo(422);
        assertThat(linkedIn.post(path, "{\"patch\":{\"$set\":{\"name\":\"New\"}}}")
                        .status())
                .isEqualTo(400);
    }

    private Answer find(String more) {
        return linkedIn.get("/rest/dmpSegments?q=account&account=" + ENCODED_ACCOUNT + more);
    }

    private JsonNode destination(String id) {
        return linkedIn.get("/rest/dmpSegments/" + id)
                .json()
                .path("destinations")
                .path(0);
    }

    private JsonNode inside() {
        return linkedIn.get("/simulator/segments?sourceSegmentId=s-1")
                .json()
                .path("segments")
                .path(0);
    }

    private static String companies(int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(number -> "{\"action\":\"ADD\",\"companyWebsiteDomain\":\"c" + number + ".example\"}")
                .collect(Collectors.joining(",", "[", "]"));
    }
}
