package io.coterie.profile.experience;

import static io.coterie.profile.ProfileTests.accountKey;
import static io.coterie.profile.ProfileTests.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.coterie.contracts.ContractJson;
import io.coterie.contracts.EventTypes;
import io.coterie.contracts.Interaction;
import io.coterie.contracts.Topics;
import io.coterie.platform.testing.CloudEventRecord;
import io.coterie.platform.testing.KafkaProbe;
import io.coterie.platform.testing.ReadRecord;
import io.coterie.platform.testing.SuiteInfrastructure;
import io.coterie.profile.ProfileTests;
import io.coterie.profile.StateTopic;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = SuiteInfrastructure.class,
        initArgs = @ResourceArg(name = SuiteInfrastructure.DATABASE, value = "profile"))
class ExperienceEventTest {

    private static final String OPENED = "directMarketing.emailOpened";
    private static final String VISITED = "web.webpagedetails.pageViews";
    private static final String JANE = accountKey("7");

    @Inject
    RetentionJob retention;

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private ProfileTests tests;

    @BeforeEach
    void inANewSandboxWithJaneOfTwoAccounts() {
        tests = ProfileTests.inNewSandbox();
        tests.request().body(person("7", "CFO", "1")).put("/v1/persons/" + JANE);
    }

    @Test
    void anEventIsStoredAndPublishedWithThePersonsAccountsAsOfNow() {
        post(event("e-1", OPENED, now, JANE))
                .statusCode(201)
                .body("personKey", equalTo(JANE))
                .body("revision", equalTo(1))
                .body("event.personKey.sourceInstanceID", equalTo("crm"));

        ReadRecord published = published(1).getFirst();
        assertThat(published.key()).isEqualTo(tests.sandbox().id() + ":" + JANE);
        assertThat(published.attribute("type")).isEqualTo(EventTypes.EXPERIENCE_EVENT_RECORDED);
        assertThat(published.attribute("revision")).isEqualTo("1");
        JsonNode payload = StateTopic.json(published);
        assertThat(payload.path("id").asText()).isEqualTo("e-1");
        assertThat(payload.path("eventType").asText()).isEqualTo(OPENED);
        assertThat(payload.path("accountKeys").toString()).isEqualTo("[\"" + accountKey("1") + "\"]");
        assertThat(payload.path("event").path("_id").asText()).isEqualTo("e-1");
    }

    @Test
    void aRepeatedEventIsAcceptedAndNothingIsPublishedAgain() {
        post(event("e-1", OPENED, now, JANE)).statusCode(201);
        post(event("e-1", VISITED, now, accountKey("8"))).statusCode(200).body("eventType", equalTo(OPENED));
        bulk(event("e-1", OPENED, now, JANE), event("e-2", OPENED, now, JANE), event("e-2", VISITED, now, JANE));
        report("e-1");
        report("e-3");
        awaitTaken("e-3");
        post(event("last", OPENED, now, JANE)).statusCode(201);

        assertThat(published(4))
                .extracting(record -> StateTopic.json(record).path("id").asText())
                .containsExactly("e-1", "e-2", "e-3", "last");
    }

    /** Messages of one key are taken in their order, so what was sent before is taken, too. */
    private void awaitTaken(String id) {
        await().atMost(ProfileTests.PATIENCE)
                .untilAsserted(() -> assertThat(ids(timeline(10))).contains(id));
    }

    @Test
    void aPersonWhoIsNamedByAddressIsFoundWhateverItsCase() {
        post(addressed("e-1", "P7@Acme.Example")).statusCode(201).body("personKey", equalTo(JANE));
    }

    /** ARC-09: an address may be shared, and then says nothing about who it was. */
    @Test
    void anAddressThatNobodyOrSeveralHaveIsRefused() {
        post(addressed("e-1", "nobody@acme.example"))
                .statusCode(422)
                .body("code", equalTo("person-not-identified"))
                .body("violations[0].field", equalTo("/identityMap/Email"));
        tests.request()
                .body(person("8", "CFO", "1").replace("p8@", "p7@"))
                .put("/v1/persons/" + accountKey("8"))
                .then()
                .statusCode(201);

        post(addressed("e-2", "p7@acme.example")).statusCode(422);
    }

    /** An event may overtake its person, as everything else may arrive in any order. */
    @Test
    void anEventOfAPersonWhoIsNotKnownYetIsKept() {
        String unknown = accountKey("later");
        post(event("e-1", OPENED, now, unknown)).statusCode(201);
        tests.request()
                .get("/v1/persons/" + unknown + "/experience-events")
                .then()
                .statusCode(404);

        tests.request().body(person("later", "CFO", "1")).put("/v1/persons/" + unknown);

        tests.request()
                .get("/v1/persons/" + unknown + "/experience-events")
                .then()
                .statusCode(200)
                .body("items.id", equalTo(List.of("e-1")));
        assertThat(StateTopic.json(published(1).getFirst()).path("accountKeys")).isEmpty();
    }

    @Test
    void anEventInTheFutureOrPastItsRetentionIsRefused() {
        for (Instant out : List.of(now.plus(Duration.ofHours(1)), now.minus(Duration.ofDays(91)))) {
            post(event("e-1", OPENED, out, JANE))
                    .statusCode(422)
                    .body("code", equalTo("timestamp-out-of-range"))
                    .body("violations[0].field", equalTo("/timestamp"));
        }
        post(event("e-1", OPENED, now.plus(Duration.ofMinutes(1)), JANE)).statusCode(201);
    }

    @Test
    void whatDoesNotFitIsRefusedWithEveryPlace() {
        post("{\"eventType\":\" \",\"timestamp\":\"yesterday\",\"web\":{\"colour\":1}}")
                .statusCode(400)
                .body("code", equalTo("invalid-body"))
                .body("violations.field", hasItems("/_id", "/eventType", "/timestamp", "/personKey", "/web/colour"));
        post("{\"_id\":").statusCode(400).body("code", equalTo("malformed-json"));
        post("[]").statusCode(400);
    }

    @Test
    void everyFieldOfTheCatalogueIsTaken() {
        post("""
                {"_id":"all","eventType":"web.formFilledOut","timestamp":"%s","personID":"7",
                 "personKey":{"sourceKey":"%s"},
                 "directMarketing":{"emailSent":{"mailingName":"m"},"mailingKey":{"sourceKey":"m@crm.CRM"},"mailingName":"m",
                   "email":"a@b.example","emailBouncedCode":"5","emailBouncedDetails":"d","linkURL":"https://a.example"},
                 "device":{"isMobileDevice":true,"model":"x"},
                 "environment":{"browserDetails":{"userAgent":"x"},"operatingSystem":"y"},
                 "web":{"webPageDetails":{"webPageKey":{"sourceKey":"p@crm.CRM"},"name":"n","URL":"u","queryParameters":"q","webPageID":"i"},
                   "fillOutForm":{"webFormKey":{"sourceKey":"f@crm.CRM"},"webFormID":"1","webFormName":"Demo"},
                   "webInteraction":{"webInteractionKey":{"sourceKey":"l@crm.CRM"},"linkID":"1","linkURL":"u"},
                   "webReferrer":{"URL":"u"}},
                 "leadOperation":{"interestingMoment":{"date":"%s","description":"d","source":"s","type":"Web"}},
                 "_experience":{"journeyOrchestration":{"stepEvents":{"journeyID":"j","nodeID":"n"}}}}""".formatted(now, JANE, now)).statusCode(201);
    }

    @Test
    void aBulkBodyKeepsGoodLinesAndTellsBadOnes() {
        List<JsonNode> results = bulk(
                event("e-1", OPENED, now, JANE),
                "{\"_id\":",
                event("e-2", OPENED, now.plus(Duration.ofDays(1)), JANE),
                addressed("e-3", "nobody@acme.example"),
                "\"" + "x".repeat(2_000_000) + "\"",
                addressed("e-4", "p7@acme.example"));

        assertThat(results)
                .extracting(
                        result -> result.path("status").asText(),
                        result -> result.path("problem").path("code").asText())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("accepted", ""),
                        org.assertj.core.groups.Tuple.tuple("refused", "malformed-json"),
                        org.assertj.core.groups.Tuple.tuple("refused", "timestamp-out-of-range"),
                        org.assertj.core.groups.Tuple.tuple("refused", "person-not-identified"),
                        org.assertj.core.groups.Tuple.tuple("refused", "line-too-long"),
                        org.assertj.core.groups.Tuple.tuple("accepted", ""));
        assertThat(ids(timeline(10))).containsExactlyInAnyOrder("e-1", "e-4");
    }

    @Test
    void aPersonsEventsAreListedNewestFirstByPage() {
        bulk(IntStream.range(0, 25)
                .mapToObj(number -> event("e-%02d".formatted(number), OPENED, now.minusSeconds(number / 2), JANE))
                .toArray(String[]::new));

        List<String> all = new java.util.ArrayList<>();
        String cursor = "";
        do {
            Map<String, Object> page = tests.request()
                    .queryParam("limit", 10)
                    .queryParam("cursor", cursor)
                    .get("/v1/persons/" + JANE + "/experience-events")
                    .then()
                    .statusCode(200)
                    .extract()
                    .path("");
            all.addAll(ids(page));
            cursor = (String) page.get("next");
        } while (cursor != null);

        assertThat(all).hasSize(25).doesNotHaveDuplicates();
        assertThat(all.subList(0, 3)).containsExactly("e-01", "e-00", "e-03");
        tests.request()
                .queryParam("cursor", "bm9uc2Vuc2U")
                .get("/v1/persons/" + JANE + "/experience-events")
                .then()
                .statusCode(400);
    }

    @Test
    void eventsAreCountedByPersonDayAndType() {
        Instant yesterday = now.minus(Duration.ofDays(1));
        Instant longAgo = now.minus(Duration.ofDays(40));
        String other = accountKey("8");
        bulk(
                event("e-1", OPENED, now, JANE),
                event("e-2", OPENED, now, JANE),
                event("e-3", VISITED, yesterday, JANE),
                event("e-4", OPENED, longAgo, JANE),
                event("e-5", OPENED, longAgo, other));

        tests.request()
                .get("/v1/experience-events/daily-counts")
                .then()
                .statusCode(200)
                .body("items.personKey", equalTo(List.of(JANE)))
                .body("items[0].revision", equalTo(4))
                .body("items[0].counts.day", equalTo(List.of(day(yesterday), day(now))))
                .body("items[0].counts.eventType", equalTo(List.of(VISITED, OPENED)))
                .body("items[0].counts.count", equalTo(List.of(1, 2)));
        tests.request()
                .queryParam("from", day(longAgo))
                .queryParam("to", day(longAgo))
                .get("/v1/experience-events/daily-counts")
                .then()
                .body("items.personKey", equalTo(List.of(JANE, other)))
                .body("items.counts.flatten().count", equalTo(List.of(1, 1)));
        tests.request()
                .queryParam("from", "soon")
                .get("/v1/experience-events/daily-counts")
                .then()
                .statusCode(400)
                .body("violations[0].field", equalTo("from"));
        tests.request()
                .queryParam("from", "2026-02-02")
                .queryParam("to", "2026-02-01")
                .get("/v1/experience-events/daily-counts")
                .then()
                .statusCode(400);
    }

    /** A count taken while events arrive, and the events of the topic above its number, are everything exactly once. */
    @Test
    void aCountAndTheEventsAboveItsNumberNeitherLoseNorDoubleAnything() {
        int writers = 4;
        int each = 40;
        List<CompletableFuture<Void>> writing = IntStream.range(0, writers)
                .mapToObj(writer -> CompletableFuture.runAsync(() -> IntStream.range(0, each)
                        .forEach(number -> post(event(
                                        "e-" + writer + "-" + number, OPENED, now, accountKey("p" + number % 3)))
                                .statusCode(201))))
                .toList();

        await().atMost(ProfileTests.PATIENCE).until(() -> !counts().isEmpty());
        Map<String, Map<String, Object>> snapshot = counts();
        writing.forEach(CompletableFuture::join);

        List<ReadRecord> events = published(writers * each);
        Map<String, Integer> total = new HashMap<>();
        snapshot.forEach((person, counted) -> total.put(person, count(counted)));
        Map<String, Long> before = new HashMap<>();
        for (ReadRecord event : events) {
            String person = StateTopic.json(event).path("personKey").asText();
            long revision = Long.parseLong(String.valueOf(event.attribute("revision")));
            assertThat(revision).isGreaterThan(before.getOrDefault(person, 0L));
            before.put(person, revision);
            Map<String, Object> counted = snapshot.get(person);
            if (counted == null || revision > ((Number) counted.get("revision")).longValue()) {
                total.merge(person, 1, Integer::sum);
            }
        }
        assertThat(events).hasSize(writers * each);
        assertThat(total.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(writers * each);
    }

    @Test
    void anEventPastItsRetentionIsDeleted() {
        report("old", Instant.parse("2020-01-01T00:00:00Z"));
        post(event("new", OPENED, now, JANE)).statusCode(201);
        await().atMost(ProfileTests.PATIENCE)
                .untilAsserted(() -> assertThat(ids(timeline(10))).containsExactly("new", "old"));

        retention.deleteOld().subscribeAsCompletionStage().join();

        assertThat(ids(timeline(10))).containsExactly("new");
    }

    @Test
    void aPartnersEventIsTakenAsOverRest() {
        partnerSends(addressed("e-1", "p7@acme.example"));
        String inbound = Topics.partnerInbound(tests.sandbox().organisation());
        String refused = "partner-" + UUID.randomUUID();
        publish(CloudEventRecord.of(inbound, "any", EventTypes.PARTNER_EXPERIENCE_EVENT_RECORDED)
                .with("id", refused)
                .with("sandbox", tests.sandbox().name())
                .data(addressed("e-2", "nobody@acme.example")));

        await().atMost(ProfileTests.PATIENCE)
                .untilAsserted(() -> assertThat(ids(timeline(10))).containsExactly("e-1"));
        List<ReadRecord> rejections = StateTopic.records(
                Topics.partnerInboundRejected(tests.sandbox().organisation()),
                tests.sandbox(),
                records -> !records.isEmpty());
        assertThat(StateTopic.json(rejections.getFirst()).path("id").asText()).isEqualTo(refused);
        assertThat(StateTopic.json(rejections.getFirst())
                        .path("problem")
                        .path("code")
                        .asText())
                .isEqualTo("person-not-identified");
    }

    /** A partner who sends an event again makes a new message of it: the event's id says that it is the same one. */
    @Test
    void aPartnersRepeatedEventIsTakenOnce() {
        partnerSends(event("e-1", OPENED, now, JANE));
        awaitTaken("e-1");
        partnerSends(event("e-1", VISITED, now, JANE));
        partnerSends(event("e-2", OPENED, now, JANE));
        awaitTaken("e-2");
        post(event("last", OPENED, now, JANE)).statusCode(201);

        List<ReadRecord> published = published(3);
        assertThat(published)
                .extracting(record -> StateTopic.json(record).path("id").asText())
                .containsExactly("e-1", "e-2", "last");
        assertThat(StateTopic.json(published.getFirst()).path("eventType").asText())
                .isEqualTo(OPENED);
    }

    private void partnerSends(String event) {
        publish(CloudEventRecord.of(
                        Topics.partnerInbound(tests.sandbox().organisation()),
                        "any",
                        EventTypes.PARTNER_EXPERIENCE_EVENT_RECORDED)
                .with("id", "partner-" + UUID.randomUUID())
                .with("sandbox", tests.sandbox().name())
                .data(event));
    }

    private ValidatableResponse post(String event) {
        return tests.request().body(event).post("/v1/experience-events").then();
    }

    @CanIgnoreReturnValue
    private List<JsonNode> bulk(String... events) {
        String answer = tests.request()
                .contentType("application/x-ndjson")
                .body(String.join("\n", events).getBytes(StandardCharsets.UTF_8))
                .post("/v1/experience-events/bulk")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        return Arrays.stream(answer.split("\n"))
                .map(line -> ContractJson.readTree(line.getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    private void report(String id) {
        report(id, now);
    }

    private void report(String id, Instant at) {
        publish(CloudEventRecord.ofSandbox(
                        Topics.INTERACTIONS,
                        tests.sandbox().id(),
                        tests.sandbox().name(),
                        tests.sandbox().organisation(),
                        JANE,
                        EventTypes.INTERACTION_RECORDED)
                .data(ContractJson.write(new Interaction(id, JANE, OPENED, at, null, null, null))));
    }

    private static void publish(CloudEventRecord message) {
        try (KafkaProbe kafka = KafkaProbe.ofSuite()) {
            kafka.publish(message);
        }
    }

    private Map<String, Object> timeline(int limit) {
        return tests.request()
                .queryParam("limit", limit)
                .get("/v1/persons/" + JANE + "/experience-events")
                .path("");
    }

    private Map<String, Map<String, Object>> counts() {
        List<Map<String, Object>> items =
                tests.request().get("/v1/experience-events/daily-counts").path("items");
        return items.stream().collect(Collectors.toMap(item -> (String) item.get("personKey"), item -> item));
    }

    @SuppressWarnings("unchecked")
    private static int count(Map<String, Object> counted) {
        return ((List<Map<String, Object>>) counted.get("counts"))
                .stream().mapToInt(one -> (Integer) one.get("count")).sum();
    }

    @SuppressWarnings("unchecked")
    private static List<String> ids(Map<String, Object> page) {
        return ((List<Map<String, Object>>) page.get("items"))
                .stream().map(item -> (String) item.get("id")).toList();
    }

    private List<ReadRecord> published(int count) {
        return StateTopic.records(Topics.EXPERIENCE_EVENTS, tests.sandbox(), records -> records.size() >= count);
    }

    private static String day(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC).toString();
    }

    private static String event(String id, String type, Instant at, String personKey) {
        return "{\"_id\":\"%s\",\"eventType\":\"%s\",\"timestamp\":\"%s\",\"personKey\":{\"sourceKey\":\"%s\"}}"
                .formatted(id, type, at, personKey);
    }

    private String addressed(String id, String address) {
        return "{\"_id\":\"%s\",\"eventType\":\"%s\",\"timestamp\":\"%s\",\"identityMap\":{\"Email\":[{\"id\":\"%s\"}]}}"
                .formatted(id, OPENED, now, address);
    }
}
