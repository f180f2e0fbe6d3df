package io.coterie.buyinggroup;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.contracts.AccountRelation;
import io.coterie.contracts.AccountState;
import io.coterie.contracts.AudienceMembershipState;
import io.coterie.contracts.BuyingGroupState;
import io.coterie.contracts.ContractJson;
import io.coterie.contracts.DefinitionState;
import io.coterie.contracts.EventTypes;
import io.coterie.contracts.ExperienceEvent;
import io.coterie.contracts.PersonState;
import io.coterie.contracts.Topics;
import io.coterie.platform.testing.CloudEventRecord;
import io.coterie.platform.testing.KafkaProbe;
import io.coterie.platform.testing.ReadRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A sandbox on the wire: what other services publish into it, and what this service publishes of it. */
public class SandboxTraffic implements AutoCloseable {

    /** A test with settings of its own loads classes anew, on the same database: ids go on from another place then. */
    private static final AtomicInteger SANDBOXES =
            new AtomicInteger(1_000 * ThreadLocalRandom.current().nextInt(1, 1_000_000));

    private static final AtomicLong REVISIONS = new AtomicLong(1);

    public final int sandboxId;
    public final String sandbox;
    public final String organisation;
    public final KafkaProbe kafka = KafkaProbe.ofSuite();

    SandboxTraffic(String organisation) {
        this.sandboxId = SANDBOXES.getAndIncrement();
        this.sandbox = "box" + sandboxId;
        this.organisation = organisation;
    }

    // --- what profile-service publishes

    public void account(String key, String name) {
        publish(
                Topics.ACCOUNTS,
                key,
                EventTypes.ACCOUNT_CHANGED,
                new AccountState(key, false, ContractJson.mapper().valueToTree(Map.of("accountName", name))));
    }

    /** An account with more than a name. */
    public void account(String key, Map<String, Object> document) {
        publish(
                Topics.ACCOUNTS,
                key,
                EventTypes.ACCOUNT_CHANGED,
                new AccountState(key, false, ContractJson.mapper().valueToTree(document)));
    }

    public void deleteAccount(String key) {
        publish(Topics.ACCOUNTS, key, EventTypes.ACCOUNT_CHANGED, new AccountState(key, true, null));
    }

    public void person(String key, String title, String... accounts) {
        publish(personEvent(key, title, accounts));
    }

    public CloudEventRecord personEvent(String key, String title, String... accounts) {
        return personEvent(
                key,
                Map.of(
                        "extendedWorkDetails",
                        Map.of("jobTitle", title),
                        "person",
                        Map.of("name", Map.of("firstName", "First", "lastName", key)),
                        "workEmail",
                        Map.of("address", key.replace('@', '.') + "@example.test")),
                accounts);
    }

    /** A person with other fields. */
    public CloudEventRecord personEvent(String key, Map<String, Object> document, String... accounts) {
        return event(
                Topics.PERSONS,
                key,
                EventTypes.PERSON_CHANGED,
                new PersonState(
                        key,
                        false,
                        ContractJson.mapper().valueToTree(document),
                        Arrays.stream(accounts)
                                .map(account -> new AccountRelation(account, List.of()))
                                .toList()));
    }

    /** A person who is there to try things out only (D-11). */
    public void testProfile(String key, String title, String... accounts) {
        publish(personEvent(
                key, Map.of("testProfile", true, "extendedWorkDetails", Map.of("jobTitle", title)), accounts));
    }

    /** Something a person did, recorded now. */
    public void did(String person, String eventType, Instant at, int times) {
        for (int i = 0; i < times; i++) {
            publish(activity(person, eventType, at, "{}"));
        }
    }

    public CloudEventRecord activity(String person, String eventType, Instant at, String xdm) {
        return event(
                Topics.EXPERIENCE_EVENTS,
                person,
                EventTypes.EXPERIENCE_EVENT_RECORDED,
                new ExperienceEvent(
                        UUID.randomUUID().toString(),
                        person,
                        eventType,
                        at,
                        List.of(),
                        ContractJson.readTree(xdm.getBytes(StandardCharsets.UTF_8))));
    }

    public void deletePerson(String key) {
        publish(Topics.PERSONS, key, EventTypes.PERSON_CHANGED, new PersonState(key, true, null, List.of()));
    }

    /** A person who turned out to be another one. */
    public void merge(String loser, String winner) {
        publish(
                Topics.PERSONS,
                loser,
                EventTypes.PERSON_CHANGED,
                new PersonState(loser, true, null, List.of(), winner));
    }

    public void audience(String id) {
        audience(id, "live");
    }

    public void audience(String id, String status) {
        publish(audienceEvent(id, status));
    }

    public CloudEventRecord audienceEvent(String id, String status) {
        return event(
                Topics.DEFINITIONS,
                DefinitionState.AUDIENCE + "/" + id,
                EventTypes.DEFINITION_CHANGED,
                new DefinitionState(
                        DefinitionState.AUDIENCE,
                        id,
                        "Audience " + id,
                        status,
                        ContractJson.mapper().valueToTree(Map.of("kind", "account"))));
    }

    /** A journey that takes in the members of an audience. */
    public void journey(String id, String status, String audience) {
        publish(journeyEvent(id, status, audience));
    }

    public CloudEventRecord journeyEvent(String id, String status, String audience) {
        Map<String, Object> entry =
                Map.of("id", "entry", "type", "account-audience", "audience", audience, "next", "end");
        return event(
                Topics.DEFINITIONS,
                DefinitionState.JOURNEY + "/" + id,
                EventTypes.DEFINITION_CHANGED,
                new DefinitionState(
                        DefinitionState.JOURNEY,
                        id,
                        "Journey " + id,
                        status,
                        ContractJson.mapper()
                                .valueToTree(Map.of("nodes", List.of(entry, Map.of("id", "end", "type", "end"))))));
    }

    public void inAudience(String audience, String account) {
        publish(membership(audience, account, true));
    }

    public void outOfAudience(String audience, String account) {
        publish(membership(audience, account, false));
    }

    public CloudEventRecord membership(String audience, String account, boolean member) {
        return event(
                Topics.AUDIENCE_MEMBERSHIPS,
                audience + "/" + account,
                EventTypes.AUDIENCE_MEMBERSHIP_CHANGED,
                new AudienceMembershipState(audience, AudienceMembershipState.ACCOUNT, account, member));
    }

    public void publish(String topic, String key, String type, Object payload) {
        publish(event(topic, key, type, payload));
    }

    public void publish(CloudEventRecord... events) {
        kafka.publish(events);
    }

    public CloudEventRecord event(String topic, String key, String type, Object payload) {
        return CloudEventRecord.ofSandbox(topic, sandboxId, sandbox, organisation, key, type)
                .revision(REVISIONS.getAndIncrement())
                .data(ContractJson.write(payload));
    }

    // --- what the service publishes

    public List<ReadRecord> published(String topic) {
        return kafka.readAll(topic).stream()
                .filter(record -> String.valueOf(record.key()).startsWith(sandboxId + ":"))
                .toList();
    }

    public List<String> publishedTypes(String topic) {
        return published(topic).stream()
                .map(record -> String.valueOf(record.attribute("type")))
                .toList();
    }

    /** What was told of groups on an event topic. */
    public List<ReadRecord> groupEvents(String topic) {
        return published(topic).stream()
                .filter(record -> String.valueOf(record.attribute("type")).startsWith("io.coterie.buying-group."))
                .toList();
    }

    public List<String> groupEventTypes(String topic) {
        return groupEvents(topic).stream()
                .map(record -> String.valueOf(record.attribute("type")))
                .toList();
    }

    /** The last published state of a group. */
    public BuyingGroupState state(String group) {
        ReadRecord last = published(Topics.BUYING_GROUP_STATES).stream()
                .filter(record -> (sandboxId + ":" + group).equals(record.key()))
                .toList()
                .getLast();
        return ContractJson.read(json(last), BuyingGroupState.class);
    }

    public static JsonNode json(ReadRecord record) {
        return ContractJson.readTree(String.valueOf(record.value()).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        kafka.close();
    }
}
