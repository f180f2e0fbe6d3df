package io.coterie.journey.flow;

import static org.awaitility.Awaitility.await;

import io.coterie.contracts.AccountRelation;
import io.coterie.contracts.AccountState;
import io.coterie.contracts.ActionOutcome;
import io.coterie.contracts.AudienceMembershipState;
import io.coterie.contracts.BuyingGroupEvent;
import io.coterie.contracts.BuyingGroupState;
import io.coterie.contracts.ContractJson;
import io.coterie.contracts.DefinitionState;
import io.coterie.contracts.EventTypes;
import io.coterie.contracts.ExperienceEvent;
import io.coterie.contracts.JourneyAction;
import io.coterie.contracts.OpportunityState;
import io.coterie.contracts.PersonState;
import io.coterie.contracts.SandboxState;
import io.coterie.contracts.Topics;
import io.coterie.platform.testing.CloudEventRecord;
import io.coterie.platform.testing.KafkaProbe;
import io.coterie.platform.testing.ReadRecord;
import io.coterie.platform.testing.SuiteInfrastructure;
import io.coterie.platform.testing.Tokens;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** One sandbox and everything the other services say about it, as they say it: by events. */
final class World implements AutoCloseable {

    static final String DATABASE = "journey";

    private static final AtomicInteger NEXT = new AtomicInteger(1);
    private static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final KafkaProbe kafka = KafkaProbe.ofSuite();
    private final int id;
    private final String name;
    private final String organisation;

    private World(int id, String organisation) {
        this.id = id;
        this.name = "sandbox" + id;
        this.organisation = organisation;
    }

    /** A new sandbox of Acme, known to the service. */
    static World create() {
        return create(Tokens.ACME);
    }

    static World create(String organisation) {
        World world = new World(NEXT.getAndIncrement(), organisation);
        world.publish(
                Topics.SANDBOXES,
                world.name,
                EventTypes.SANDBOX_CHANGED,
                1,
                new SandboxState(world.id, world.name, organisation, world.name, null));
        await().atMost(PATIENCE).until(() -> world.count("select count(*) from sandbox where id = " + world.id) == 1);
        return world;
    }

    int id() {
        return id;
    }

    String name() {
        return name;
    }

    String organisation() {
        return organisation;
    }

    void defined(String kind, String definitionId) {
        defined(kind, definitionId, "{}", "live");
    }

    void defined(String kind, String definitionId, String definition, String status) {
        publish(
                Topics.DEFINITIONS,
                kind + "/" + definitionId,
                EventTypes.DEFINITION_CHANGED,
                status.equals("deleted") ? 2 : 1,
                new DefinitionState(
                        kind,
                        definitionId,
                        definitionId,
                        status,
                        ContractJson.readTree(definition.getBytes(StandardCharsets.UTF_8))));
        await().atMost(PATIENCE)
                .until(() -> count("select count(*) from known_definition where sandbox_id = " + id + " and kind = '"
                                + kind + "' and id = '" + definitionId + "' and status = '" + status + "'")
                        == 1);
    }

    /** The sandbox's own fields of accounts, each as {@code path:type}; waits until the service knows them. */
    void accountFields(long revision, String... fields) {
        String list = Arrays.stream(fields)
                .map(field -> field.split(":"))
                .map(field ->
                        "{\"path\":\"" + field[0] + "\",\"type\":\"" + field[1] + "\",\"label\":\"" + field[0] + "\"}")
                .collect(Collectors.joining(",", "{\"fields\":[", "]}"));
        publish(
                Topics.DEFINITIONS,
                DefinitionState.SCHEMA + "/account",
                EventTypes.DEFINITION_CHANGED,
                revision,
                new DefinitionState(
                        DefinitionState.SCHEMA,
                        "account",
                        "account",
                        "live",
                        ContractJson.readTree(list.getBytes(StandardCharsets.UTF_8))));
        awaitCount(
                "select count(*) from known_definition where sandbox_id = " + id
                        + " and kind = 'schema' and revision = " + revision,
                1);
    }

    /** An opportunity of an account; a deleted one has no document. Waits until the service knows it. */
    void opportunity(String key, String account, long revision, String document) {
        boolean deleted = document == null;
        publish(
                Topics.OPPORTUNITIES,
                key,
                EventTypes.OPPORTUNITY_CHANGED,
                revision,
                new OpportunityState(
                        key,
                        deleted ? null : account,
                        deleted,
                        deleted ? null : ContractJson.readTree(document.getBytes(StandardCharsets.UTF_8)),
                        List.of()));
        awaitCount(
                "select count(*) from opportunity where sandbox_id = " + id + " and opportunity_key = '" + key
                        + "' and revision = " + revision,
                1);
    }

    /** Audience, interest, e-mail and destination that the journeys of these tests name. */
    void everythingDefined() {
        defined(DefinitionState.AUDIENCE, "prospects");
        defined(DefinitionState.AUDIENCE, "accounts");
        defined(DefinitionState.SOLUTION_INTEREST, "crm");
        defined(DefinitionState.EMAIL, "intro");
        defined(DefinitionState.DESTINATION, "linkedin");
    }

    void account(String key) {
        account(key, "{\"accountName\":\"" + key + "\"}");
    }

    void account(String key, String document) {
        publish(accountState(key, document));
        await().atMost(PATIENCE)
                .until(() -> count("select count(*) from account where sandbox_id = " + id + " and account_key = '"
                                + key + "'")
                        == 1);
    }

    CloudEventRecord accountState(String key, String document) {
        return record(
                Topics.ACCOUNTS,
                key,
                EventTypes.ACCOUNT_CHANGED,
                1,
                new AccountState(key, false, ContractJson.readTree(document.getBytes(StandardCharsets.UTF_8))));
    }

    void person(String key, String account, String jobTitle) {
        publish(personState(key, account, jobTitle));
        await().atMost(PATIENCE)
                .until(() -> count("select count(*) from person where sandbox_id = " + id + " and person_key = '" + key
                                + "'")
                        == 1);
    }

    CloudEventRecord personState(String key, String account, String jobTitle) {
        String document = "{\"extendedWorkDetails\":{\"jobTitle\":\"" + jobTitle + "\"}}";
        return record(
                Topics.PERSONS,
                key,
                EventTypes.PERSON_CHANGED,
                1,
                new PersonState(
                        key,
                        false,
                        ContractJson.readTree(document.getBytes(StandardCharsets.UTF_8)),
                        List.of(new AccountRelation(account, List.of()))));
    }

    void member(String audience, String account) {
        member(audience, account, true, 1);
    }

    void member(String audience, String account, boolean member, long revision) {
        publish(
                Topics.AUDIENCE_MEMBERSHIPS,
                audience + "/" + account,
                EventTypes.AUDIENCE_MEMBERSHIP_CHANGED,
                revision,
                new AudienceMembershipState(audience, AudienceMembershipState.ACCOUNT, account, member));
    }

    /** As {@link #member}, and waits until the service knows it. */
    void knownMember(String audience, String account) {
        member(audience, account);
        await().atMost(PATIENCE)
                .until(() -> count("select count(*) from audience_member where sandbox_id = " + id
                                + " and audience_id = '" + audience + "' and member_key = '" + account + "'")
                        == 1);
    }

    void group(String account, long revision, int completeness, String... members) {
        publish(groupState(account, revision, completeness, members));
    }

    /** As {@link #group}, and waits until the service knows it. */
    void knownGroup(String account, long revision, int completeness, String... members) {
        group(account, revision, completeness, members);
        await().atMost(PATIENCE)
                .until(() -> count("select count(*) from buying_group where sandbox_id = " + id + " and account_key = '"
                                + account + "' and revision = " + revision)
                        == 1);
    }

    CloudEventRecord groupState(String account, long revision, int completeness, String... members) {
        BuyingGroupState state = new BuyingGroupState(
                groupId(account),
                account,
                "crm",
                "crm",
                account + " crm",
                false,
                "New",
                null,
                BigDecimal.valueOf(completeness),
                null,
                Arrays.stream(members)
                        .map(person -> new BuyingGroupState.Member(person, "Decision Maker", "SYSTEM", THEN))
                        .toList(),
                List.of(),
                THEN,
                THEN,
                List.of());
        return record(
                Topics.BUYING_GROUP_STATES,
                groupId(account).toString(),
                EventTypes.BUYING_GROUP_STATE_CHANGED,
                revision,
                state);
    }

    CloudEventRecord completenessChanged(String account, long revision, int completeness) {
        return changed(
                EventTypes.BUYING_GROUP_COMPLETENESS_CHANGED, account, revision, "0", Integer.toString(completeness));
    }

    /** A change of the group from one value to another. */
    CloudEventRecord changed(String type, String account, long revision, String previous, String now) {
        return groupEvent(type, account, revision, null, null, previous, now);
    }

    /** A change of who belongs to the group. */
    CloudEventRecord memberChanged(String type, String account, long revision, String person, String role) {
        return groupEvent(type, account, revision, person, role, null, null);
    }

    private CloudEventRecord groupEvent(
            String type, String account, long revision, String person, String role, String previous, String now) {
        BuyingGroupEvent event = new BuyingGroupEvent(
                groupId(account),
                account,
                "crm",
                "crm",
                THEN,
                person,
                role,
                null,
                person == null ? null : "MANUAL",
                previous,
                now,
                BigDecimal.TEN,
                null,
                null,
                null);
        return record(Topics.BUYING_GROUPS, account, type, revision, event);
    }

    /** What a person of these accounts did. */
    CloudEventRecord did(String person, String eventType, Instant at, String fields, String... accounts) {
        String id = UUID.randomUUID().toString();
        String event = "{\"_id\":\"" + id + "\",\"eventType\":\"" + eventType + "\",\"timestamp\":\"" + at + "\""
                + (fields.isEmpty() ? "" : "," + fields.replace('\'', '"')) + "}";
        return record(
                Topics.EXPERIENCE_EVENTS,
                person,
                EventTypes.EXPERIENCE_EVENT_RECORDED,
                0,
                new ExperienceEvent(
                        id,
                        person,
                        eventType,
                        at,
                        List.of(accounts),
                        ContractJson.readTree(event.getBytes(StandardCharsets.UTF_8))));
    }

    /** A record that says of itself to be an experience event and holds this. */
    CloudEventRecord didNothing(String person, String payload) {
        return CloudEventRecord.ofSandbox(
                        Topics.EXPERIENCE_EVENTS, id, name, organisation, person, EventTypes.EXPERIENCE_EVENT_RECORDED)
                .revision(0)
                .data(payload.replace('\'', '"'));
    }

    /** Waits until the service has applied everything the topic holds. */
    void awaitApplied(String topic) {
        long published = kafka.readAll(topic).size();
        await().atMost(PATIENCE)
                .until(() ->
                        count("select coalesce(sum(next_offset), 0) from consumed_offset where topic = '" + topic + "'")
                                >= published);
    }

    void outcome(JourneyAction action, String status) {
        publish(outcomeRecord(action, status));
    }

    CloudEventRecord outcomeRecord(JourneyAction action, String status) {
        return record(
                Topics.ACTION_OUTCOMES,
                action.accountKey(),
                EventTypes.ACTION_SETTLED,
                0,
                new ActionOutcome(
                        action.actionId(),
                        action.runId(),
                        action.nodeId(),
                        action.kind(),
                        action.accountKey(),
                        action.personKey(),
                        status,
                        null,
                        THEN));
    }

    void publish(CloudEventRecord... events) {
        kafka.publish(events);
    }

    /** Every action requested in this sandbox so far. */
    List<JourneyAction> actions() {
        return kafka.readAll(Topics.JOURNEY_ACTIONS).stream()
                .filter(this::isOurs)
                .map(record -> ContractJson.read(
                        ContractJson.readTree(record.value().getBytes(StandardCharsets.UTF_8)), JourneyAction.class))
                .toList();
    }

    List<JourneyAction> actionsOnceThereAre(int count) {
        await().atMost(PATIENCE).until(() -> actions().size() >= count);
        return actions();
    }

    List<DefinitionState> publishedJourneys() {
        return kafka.readAll(Topics.DEFINITIONS).stream()
                .filter(this::isOurs)
                .filter(record -> record.key().startsWith(id + ":journey/"))
                .map(record -> ContractJson.read(
                        ContractJson.readTree(record.value().getBytes(StandardCharsets.UTF_8)), DefinitionState.class))
                .toList();
    }

    private boolean isOurs(ReadRecord record) {
        return Integer.toString(id).equals(record.attribute("sandboxid"));
    }

    static UUID groupId(String account) {
        return UUID.nameUUIDFromBytes(account.getBytes(StandardCharsets.UTF_8));
    }

    void awaitCount(String sql, long expected) {
        await().atMost(PATIENCE).until(() -> count(sql) == expected);
    }

    /** A number read from above row level security. */
    long count(String sql) {
        try (Connection connection = SuiteInfrastructure.postgres().connectAsSuperuser(DATABASE);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private void publish(String topic, String key, String type, long revision, Object payload) {
        kafka.publish(record(topic, key, type, revision, payload));
    }

    private CloudEventRecord record(String topic, String key, String type, long revision, Object payload) {
        return CloudEventRecord.ofSandbox(topic, id, name, organisation, key, type)
                .revision(revision)
                .data(ContractJson.write(payload));
    }

    @Override
    public void close() {
        kafka.close();
    }
}
