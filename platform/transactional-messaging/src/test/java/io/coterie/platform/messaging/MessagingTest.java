package io.coterie.platform.messaging;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.coterie.contracts.EventTypes;
import io.coterie.contracts.Topics;
import io.coterie.platform.tenancy.Permissions;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.coterie.platform.testing.CloudEventRecord;
import io.coterie.platform.testing.KafkaProbe;
import io.coterie.platform.testing.ReadRecord;
import io.coterie.platform.testing.SuiteInfrastructure;
import io.coterie.platform.testing.Tokens;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The guarantees every service stands on, against a real PostgreSQL and a real Kafka. */
@QuarkusTest
@WithTestResource(
        value = SuiteInfrastructure.class,
        initArgs = @ResourceArg(name = SuiteInfrastructure.DATABASE, value = "messaging"))
class MessagingTest {

    private static final Sandbox ONE = new Sandbox(1, "one", Tokens.ACME);
    private static final Sandbox TWO = new Sandbox(2, "two", Tokens.GLOBEX);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    SandboxTransactions transactions;

    @Inject
    Outbox outbox;

    @Inject
    SubjectLocks locks;

    @Inject
    NoteConsumer consumer;

    @Test
    void whatACommittedTransactionAppendsArrivesInOrderWithItsAttributes() {
        String subject = "order-" + UUID.randomUUID();
        List<OutgoingEvent> events = IntStream.rangeClosed(1, 50)
                .mapToObj(revision -> event(Topics.BUYING_GROUPS, subject, revision))
                .toList();

        inSandbox(ONE, connection -> outbox.append(connection, ONE, events));

        List<ReadRecord> arrived = arrived(Topics.BUYING_GROUPS, subject, 50);
        assertThat(arrived)
                .extracting(event -> event.attribute("revision"))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 50).mapToObj(Integer::toString).toList());
        assertThat(arrived.getFirst().headers())
                .containsEntry("ce_specversion", "1.0")
                .containsEntry("ce_source", "/coterie/profile-service")
                .containsEntry("ce_orgid", Tokens.ACME)
                .containsEntry("ce_sandbox", "one")
                .containsEntry("ce_sandboxid", "1")
                .containsEntry("ce_partitionkey", "1:" + subject)
                .containsEntry("content-type", "application/json");
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(count("select count(*) from outbox")).isZero());
    }

    @Test
    void whatARolledBackTransactionAppendsNeverLeaves() {
        String subject = "rolled-back-" + UUID.randomUUID();

        assertThatThrownBy(() -> inSandbox(
                        ONE,
                        connection -> outbox.append(connection, ONE, List.of(event(Topics.BUYING_GROUPS, subject, 1)))
                                .chain(() -> Uni.createFrom().failure(new IllegalStateException("no")))))
                .hasMessageContaining("no");
        inSandbox(
                ONE,
                connection ->
                        outbox.append(connection, ONE, List.of(event(Topics.BUYING_GROUPS, subject + "-after", 1))));

        assertThat(arrived(Topics.BUYING_GROUPS, subject, 1))
                .extracting(ReadRecord::key)
                .containsExactly("1:" + subject + "-after");
    }

    @Test
    void aQueryThatForgetsItsFilterSeesNothingOfAnotherSandboxAlsoOnAReusedConnection() {
        String key = "isolated-" + UUID.randomUUID();
        inSandbox(ONE, connection -> insertNote(connection, 1, key));

        for (int reuse = 0; reuse < 30; reuse++) {
            assertThat(notes(TWO, key)).isZero();
            assertThat(notes(ONE, key)).isEqualTo(1);
        }
        long withoutSandbox = transactions
                .acrossSandboxes(connection -> countOf(connection, "select count(*) from note"))
                .await()
                .atMost(PATIENCE);
        assertThat(withoutSandbox).isZero();
    }

    @Test
    void aRowCannotBeWrittenIntoAnotherSandbox() {
        assertThatThrownBy(() -> inSandbox(TWO, connection -> insertNote(connection, 1, "smuggled")))
                .hasMessageContaining("row-level security");
    }

    @Test
    void theServiceRoleOwnsNothingAndCannotBypassRowLevelSecurity() {
        long privileged =
                count("select count(*) from pg_roles where rolname = current_user and (rolsuper or rolbypassrls)");
        long owned = count("select count(*) from pg_class where pg_get_userbyid(relowner) = current_user");

        assertThat(privileged).isZero();
        assertThat(owned).isZero();
    }

    @Test
    void everyTableWithASandboxIsGuardedExceptTheWorkAcrossSandboxes() {
        List<String> unguarded = transactions
                .acrossSandboxes(connection -> connection
                        .query("""
                                select relname from pg_class
                                 where relkind = 'r' and relnamespace = 'public'::regnamespace and not relrowsecurity
                                 order by relname""")
                        .execute()
                        .map(rows -> rows.stream()
                                .map(row -> row.getString("relname"))
                                .toList()))
                .await()
                .atMost(PATIENCE);

        assertThat(unguarded)
                .containsExactly(
                        "consumed_offset", "dead_letter", "flyway_schema_history", "inbox", "outbox", "sandbox");
    }

    @Test
    void aPoisonedRecordIsSetAsideAndTheRestOfItsBatchIsApplied() {
        String run = "poison-" + UUID.randomUUID() + "-";
        List<CloudEventRecord> events = IntStream.rangeClosed(1, 20)
                .mapToObj(index -> note(run + index, index == 7 ? NoteConsumer.UNLUCKY : 1))
                .toList();
        try (KafkaProbe kafka = KafkaProbe.ofSuite()) {
            kafka.publish(events);
        }

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(notes(ONE, run + "%")).isEqualTo(19));
        String id = given().auth()
                .oauth2(operator())
                .when()
                .get("/v1/dead-letters?limit=1000")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getString("items.findAll { it.attributes.ce_subject == '" + run + "7' }[0].id");
        assertThat(id).isNotNull();
        requireHiddenFrom(Tokens.of(Tokens.GLOBEX).permissions(Permissions.MANAGE_ADMIN_CONFIGURATIONS), id);
        requireHiddenFrom(
                Tokens.of(Tokens.ACME).sandboxes("another").permissions(Permissions.MANAGE_ADMIN_CONFIGURATIONS), id);

        given().auth()
                .oauth2(operator())
                .post("/v1/dead-letters/" + id + "/replay")
                .then()
                .statusCode(409)
                .contentType("application/problem+json");
        consumer.allow(run + "7");
        given().auth()
                .oauth2(operator())
                .post("/v1/dead-letters/" + id + "/replay")
                .then()
                .statusCode(204);
        assertThat(notes(ONE, run + "%")).isEqualTo(20);
        given().auth()
                .oauth2(operator())
                .post("/v1/dead-letters/" + id + "/replay")
                .then()
                .statusCode(409)
                .body("detail", equalTo("Expected a dead letter that waits, but " + id + " has been applied already"));
    }

    /** Another organisation's dead letters, and those of sandboxes that are closed to the token, are as if there were none. */
    private static void requireHiddenFrom(Tokens stranger, String id) {
        String token = stranger.sign();
        given().auth()
                .oauth2(token)
                .get("/v1/dead-letters?limit=1000")
                .then()
                .statusCode(200)
                .body("items", empty());
        given().auth()
                .oauth2(token)
                .post("/v1/dead-letters/" + id + "/replay")
                .then()
                .statusCode(404);
    }

    @Test
    void aCursorThatIsNoneIsNamed() {
        given().auth()
                .oauth2(operator())
                .get("/v1/dead-letters?cursor=eA")
                .then()
                .statusCode(400)
                .body("violations[0].field", equalTo("cursor"));
    }

    @Test
    void aRecordThatIsNoEventIsSetAsideToo() {
        String run = "broken-" + UUID.randomUUID();
        try (KafkaProbe kafka = KafkaProbe.ofSuite()) {
            kafka.publish(note(run, 1).without("sandboxid"), note(run, 2).data("{no json"), note(run, 3));
        }

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(notes(ONE, run)).isEqualTo(1));
        given().auth()
                .oauth2(operator())
                .get("/v1/dead-letters?limit=1000")
                .then()
                .body("items.reason", hasItem("Expected the CloudEvents attribute 'sandboxid'"))
                .body("items.reason", hasItem("Expected the value to be JSON"));
    }

    @Test
    void aRedeliveredEventIsHandledOnce() {
        String run = "again-" + UUID.randomUUID();
        CloudEventRecord first = note(run, 5);
        try (KafkaProbe kafka = KafkaProbe.ofSuite()) {
            kafka.publish(first, first.revision(9), note(run + "-end", 1));
        }

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(notes(ONE, run + "-end")).isEqualTo(1));
        assertThat(revision(run)).isEqualTo(5);
    }

    @Test
    void twoDecisionsAboutOneSubjectFollowEachOther() {
        String subject = "contended-" + UUID.randomUUID();
        inSandbox(ONE, connection -> insertNote(connection, 1, subject));

        // Each reads, then writes what it read plus one: without the lock, updates would be lost.
        List<Uni<Void>> decisions = IntStream.range(0, 40)
                .mapToObj(decision -> transactions.inSandbox(
                        ONE,
                        connection -> locks.lock(connection, ONE, List.of(subject))
                                .chain(() -> connection
                                        .preparedQuery("select revision from note where note_key = $1")
                                        .execute(Tuple.of(subject)))
                                .map(rows -> rows.iterator().next().getLong("revision"))
                                .chain(revision -> connection
                                        .preparedQuery("update note set revision = $2 where note_key = $1")
                                        .execute(Tuple.of(subject, revision + 1)))
                                .replaceWithVoid()))
                .toList();
        Uni.join().all(decisions).andFailFast().await().atMost(PATIENCE);

        assertThat(revision(subject)).isEqualTo(41);
    }

    @Test
    void replicationShowsHowFarEveryTopicIsApplied() {
        try (KafkaProbe kafka = KafkaProbe.ofSuite()) {
            kafka.publish(note("lag-" + UUID.randomUUID(), 1));
        }

        await().atMost(PATIENCE)
                .untilAsserted(() -> given().auth()
                        .oauth2(operator())
                        .get("/v1/replication")
                        .then()
                        .statusCode(200)
                        .body("service", equalTo("profile-service"))
                        .body("caughtUp", equalTo(true))
                        .body("outboxDepth", equalTo(0))
                        .body("topics.findAll { it.topic == 'coterie.accounts' }.lag.sum()", equalTo(0))
                        .body("topics.findAll { it.topic == 'coterie.accounts' }.endOffset.sum() > 0", equalTo(true)));
    }

    @Test
    void aSandboxIsLearnedAndAcknowledged() {
        String name = "learned-" + UUID.randomUUID();
        try (KafkaProbe kafka = KafkaProbe.ofSuite()) {
            kafka.publish(CloudEventRecord.ofSandbox(
                            Topics.SANDBOXES, 77, name, Tokens.ACME, name, EventTypes.SANDBOX_CHANGED)
                    .data("{\"id\":77,\"name\":\"%s\",\"organisation\":\"%s\",\"title\":\"T\"}"
                            .formatted(name, Tokens.ACME)));
            List<ReadRecord> acknowledged = kafka.readUntil(
                    Topics.DEFINITIONS,
                    records -> records.stream()
                            .anyMatch(event -> ("sandboxes/" + name).equals(event.attribute("subject"))));
            assertThat(acknowledged).extracting(ReadRecord::key).contains("77:sandbox-acknowledgement/profile-service");
        }
        assertThat(count("select count(*) from sandbox where id = 77")).isEqualTo(1);
    }

    /** Both come in one batch, as when a producer repeats what it has sent already. */
    @Test
    void anOlderStateOfASandboxBehindANewerOneChangesNothing() {
        String name = "renamed-" + UUID.randomUUID();
        CloudEventRecord state =
                CloudEventRecord.ofSandbox(Topics.SANDBOXES, 78, name, Tokens.ACME, name, EventTypes.SANDBOX_CHANGED);
        String data = "{\"id\":78,\"name\":\"%s\",\"organisation\":\"%s\",\"title\":\"%s\"}";
        try (KafkaProbe kafka = KafkaProbe.ofSuite()) {
            kafka.publish(
                    state.revision(2).data(data.formatted(name, Tokens.ACME, "New")),
                    state.revision(1).data(data.formatted(name, Tokens.ACME, "Old")));
            var _ = kafka.readUntil(
                    Topics.DEFINITIONS,
                    records -> records.stream()
                            .anyMatch(event -> ("sandboxes/" + name).equals(event.attribute("subject"))));
        }

        assertThat(count("select count(*) from sandbox where id = 78 and title = 'New'"))
                .isEqualTo(1);
    }

    @Test
    void operatorsEndpointsNeedATokenWithThePermission() {
        given().get("/v1/replication").then().statusCode(401).contentType("application/problem+json");
        given().auth()
                .oauth2(Tokens.of(Tokens.ACME).permissions("view-b2b-emails").sign())
                .get("/v1/dead-letters")
                .then()
                .statusCode(403)
                .body("type", equalTo("urn:coterie:problem:forbidden"));
        given().auth()
                .oauth2(Tokens.of(Tokens.ACME).byStranger().sign())
                .get("/v1/dead-letters")
                .then()
                .statusCode(401);
    }

    private static String operator() {
        return Tokens.of(Tokens.ACME)
                .permissions(Permissions.MANAGE_ADMIN_CONFIGURATIONS)
                .sign();
    }

    private static OutgoingEvent event(String topic, String subject, long revision) {
        return OutgoingEvent.of(
                topic, subject, EventTypes.BUYING_GROUP_CREATED, subject, revision, Map.of("revision", revision));
    }

    private static CloudEventRecord note(String key, long revision) {
        return CloudEventRecord.ofSandbox(Topics.ACCOUNTS, 1, "one", Tokens.ACME, key, EventTypes.ACCOUNT_CHANGED)
                .revision(revision);
    }

    private static List<ReadRecord> arrived(String topic, String keyStart, int expected) {
        try (KafkaProbe kafka = KafkaProbe.ofSuite()) {
            return kafka.readUntil(topic, records -> ofKey(records, keyStart).size() >= expected).stream()
                    .filter(event -> String.valueOf(event.key()).startsWith("1:" + keyStart))
                    .toList();
        }
    }

    private static List<ReadRecord> ofKey(List<ReadRecord> records, String keyStart) {
        return records.stream()
                .filter(event -> String.valueOf(event.key()).startsWith("1:" + keyStart))
                .toList();
    }

    private static Uni<Void> insertNote(SqlConnection connection, int sandboxId, String key) {
        return connection
                .preparedQuery("insert into note (sandbox_id, note_key, revision) values ($1, $2, 1)")
                .execute(Tuple.of(sandboxId, key))
                .replaceWithVoid();
    }

    private long notes(Sandbox sandbox, String pattern) {
        return inSandbox(
                sandbox,
                connection -> connection
                        .preparedQuery("select count(*) as n from note where note_key like $1")
                        .execute(Tuple.of(pattern))
                        .map(rows -> rows.iterator().next().getLong("n")));
    }

    private long revision(String key) {
        return inSandbox(
                ONE,
                connection -> connection
                        .preparedQuery("select revision from note where note_key = $1")
                        .execute(Tuple.of(key))
                        .map(rows -> rows.iterator().next().getLong("revision")));
    }

    private long count(String sql) {
        return transactions
                .acrossSandboxes(connection -> countOf(connection, sql))
                .await()
                .atMost(PATIENCE);
    }

    private static Uni<Long> countOf(SqlConnection connection, String sql) {
        return connection
                .query(sql)
                .execute()
                .map(rows -> rows.iterator().next().getLong(0));
    }

    private <T> T inSandbox(Sandbox sandbox, Function<SqlConnection, Uni<T>> work) {
        return transactions.inSandbox(sandbox, work).await().atMost(PATIENCE);
    }
}
