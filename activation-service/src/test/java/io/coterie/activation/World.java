package io.coterie.activation;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.contracts.AccountRelation;
import io.coterie.contracts.AccountState;
import io.coterie.contracts.ActionOutcome;
import io.coterie.contracts.BuyingGroupState;
import io.coterie.contracts.ContractJson;
import io.coterie.contracts.EventTypes;
import io.coterie.contracts.JourneyAction;
import io.coterie.contracts.PersonState;
import io.coterie.contracts.SandboxState;
import io.coterie.contracts.Topics;
import io.coterie.platform.testing.CloudEventRecord;
import io.coterie.platform.testing.KafkaProbe;
import io.coterie.platform.testing.ReadRecord;
import io.coterie.platform.testing.SuiteInfrastructure;
import io.coterie.platform.testing.Tokens;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** One sandbox, what the other services say about it by events, and how a user talks to this service. */
final class World implements AutoCloseable {

    static final String DATABASE = "activation";
    static final UUID JOURNEY = UUID.fromString("0198c0de-0000-7000-8000-00000000000a");
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final AtomicInteger NEXT = new AtomicInteger(1);
    private static final String[] EVERYTHING = {
        "manage-b2b-emails", "manage-b2b-destinations", "view-b2b-profiles", "view-b2b-admin-configurations"
    };

    private final KafkaProbe kafka = KafkaProbe.ofSuite();
    private final int id = NEXT.getAndIncrement();
    private final String name = "sandbox" + id;
    private final String organisation;

    private World(String organisation) {
        this.organisation = organisation;
    }

    /** A new sandbox of Acme, known to the service. */
    static World create() {
        return create(Tokens.ACME);
    }

    static World create(String organisation) {
        World world = new World(organisation);
        world.publish(
                Topics.SANDBOXES,
                world.name,
                EventTypes.SANDBOX_CHANGED,
                1,
                new SandboxState(world.id, world.name, organisation, world.name, null));
        await().atMost(PATIENCE).until(() -> count("select count(*) from sandbox where id = " + world.id) == 1);
        return world;
    }

    int id() {
        return id;
    }

    String name() {
        return name;
    }

    /** A user with every permission of this service. */
    RequestSpecification user() {
        return user(EVERYTHING);
    }

    RequestSpecification user(String... permissions) {
        return given().auth()
                .oauth2(Tokens.of(organisation)
                        .sandboxes(name)
                        .permissions(permissions)
                        .sign())
                .header("x-sandbox-name", name)
                .contentType("application/json");
    }

    void account(String key, String document) {
        account(key, document, 1);
    }

    void account(String key, String document, long revision) {
        publish(
                Topics.ACCOUNTS,
                key,
                EventTypes.ACCOUNT_CHANGED,
                revision,
                new AccountState(key, false, json(document)));
    }

    void company(String key, String accountName, String domain) {
        account(
                key,
                "{\"accountName\":\"" + accountName + "\",\"primaryEmailDomain\":\"" + domain
                        + "\",\"accountOrganization\":{\"website\":\"https://www." + domain + "/\"}}");
    }

    /** A person of an account, who has said nothing about consent. */
    void person(String key, String accountKey, String firstName, String email) {
        person(
                key,
                accountKey,
                "{\"person\":{\"name\":{\"firstName\":\"" + firstName + "\",\"lastName\":\"Doe\"}},"
                        + "\"extendedWorkDetails\":{\"jobTitle\":\"CFO\"},\"workEmail\":{\"address\":\"" + email
                        + "\"}}");
    }

    void person(String key, String accountKey, String document) {
        publish(
                Topics.PERSONS,
                key,
                EventTypes.PERSON_CHANGED,
                1,
                new PersonState(key, false, json(document), List.of(new AccountRelation(accountKey, List.of()))));
    }

    void group(BuyingGroupState group, long revision) {
        publish(
                Topics.BUYING_GROUP_STATES,
                group.buyingGroupId().toString(),
                EventTypes.BUYING_GROUP_STATE_CHANGED,
                revision,
                group);
    }

    /** Asks for an action on a person or, without one, on the account; answers its id. */
    UUID action(String kind, String node, String accountKey, String personKey, Map<String, Object> parameters) {
        JourneyAction action = new JourneyAction(
                UUID.randomUUID(),
                kind,
                JOURNEY,
                UUID.randomUUID(),
                node,
                1,
                accountKey,
                personKey,
                ContractJson.mapper().valueToTree(parameters));
        request(action);
        return action.actionId();
    }

    void request(JourneyAction action) {
        publish(Topics.JOURNEY_ACTIONS, action.accountKey(), EventTypes.JOURNEY_ACTION_REQUESTED, 0, action);
    }

    /** The first outcome of an action that has this status. */
    ActionOutcome outcome(UUID actionId, String status) {
        return outcomes(actionId, status).stream()
                .filter(outcome -> outcome.status().equals(status))
                .findFirst()
                .orElseThrow();
    }

    private List<ActionOutcome> outcomes(UUID actionId, String status) {
        return kafka
                .readUntil(
                        Topics.ACTION_OUTCOMES,
                        records -> of(records, actionId).stream()
                                .anyMatch(outcome -> outcome.status().equals(status)))
                .stream()
                .map(World::outcome)
                .filter(outcome -> outcome.actionId().equals(actionId))
                .toList();
    }

    /** Every outcome of an action that has been published by now. */
    List<ActionOutcome> outcomesNow(UUID actionId) {
        return of(kafka.readAll(Topics.ACTION_OUTCOMES), actionId);
    }

    private static List<ActionOutcome> of(List<ReadRecord> records, UUID actionId) {
        return records.stream()
                .map(World::outcome)
                .filter(outcome -> outcome.actionId().equals(actionId))
                .toList();
    }

    private static ActionOutcome outcome(ReadRecord record) {
        return ContractJson.read(json(String.valueOf(record.value())), ActionOutcome.class);
    }

    KafkaProbe kafka() {
        return kafka;
    }

    /** The id of a new e-mail to marketing's taste. */
    String email(String emailName) {
        return user().body("""
                        {"name":"%s","subject":"Hello {{person.person.name.firstName|there}}",
                         "html":"<p>Grüße, {{person.person.name.firstName|there}} of {{account.accountName|your company}}</p>",
                         "text":"Hello {{person.person.name.firstName|there}}",
                         "fromName":"Acme Marketing","fromAddress":"news@coterie.example","replyTo":"help@coterie.example"}
                        """.replace("%s", emailName))
                .post("/v1/emails")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    void publish(String topic, String key, String type, long revision, Object payload) {
        kafka.publish(CloudEventRecord.ofSandbox(topic, id, name, organisation, key, type)
                .revision(revision)
                .data(ContractJson.write(payload)));
    }

    static JsonNode json(String text) {
        return ContractJson.readTree(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Looks at the service's database from above. */
    static long count(String sql) {
        try (Connection connection = SuiteInfrastructure.postgres().connectAsSuperuser(DATABASE);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    static void execute(String sql) {
        try (Connection connection = SuiteInfrastructure.postgres().connectAsSuperuser(DATABASE);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    @Override
    public void close() {
        kafka.close();
    }
}
