package io.coterie.buyinggroup.eventhistory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import io.coterie.buyinggroup.PastScene;
import io.coterie.buyinggroup.RunningService;
import io.coterie.buyinggroup.Scene;
import io.coterie.contracts.EventTypes;
import io.coterie.contracts.ExperienceEvent;
import io.coterie.contracts.Topics;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.coterie.platform.testing.CloudEventRecord;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Roles that depend on what people did (§16.2). */
@RunningService
class EventHistoryTest {

    private static final String FORM = "web.formFilledOut";

    @Inject
    Clock clock;

    @Inject
    EventHistory history;

    @Inject
    LatestActivities latest;

    @Inject
    EventHistoryJob cleaning;

    @Inject
    SandboxTransactions transactions;

    private Scene scene;

    @BeforeEach
    void open() {
        scene = Scene.open();
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    @DisplayName(
            "RT-14, BEY-01: who did often enough what the role asks for is a member at once, and why says how often")
    void whoDidWhatTheRoleAsksForBecomesAMember() {
        String group = aGroupOfThoseWhoFilledTwoForms();

        did("clerk@crm.Test", FORM, Duration.ofDays(3), "e1");
        scene.awaitRest();
        assertThat(scene.members(group)).isEmpty();
        did("clerk@crm.Test", "web.webpagedetails.pageViews", Duration.ofDays(1), "e2");
        did("clerk@crm.Test", FORM, Duration.ofDays(2), "e3");

        scene.awaitMembers(group, "clerk@crm.Test=Champion");
        scene.get("/v1/buying-groups/" + group + "/members/clerk@crm.Test")
                .statusCode(200)
                .body("roles[0].matched", is(true))
                .body("roles[0].condition.counts.matching", is(2))
                .body("roles[0].condition.counts.keys", hasItem("e3"));
    }

    @Test
    void anEventThatComesTwiceCountsOnceAndOneThatIsTooOldNotAtAll() {
        String group = aGroupOfThoseWhoFilledTwoForms();

        did("clerk@crm.Test", FORM, Duration.ofDays(3), "e1");
        did("clerk@crm.Test", FORM, Duration.ofDays(3), "e1");
        did("clerk@crm.Test", FORM, Duration.ofDays(31), "e0");
        scene.awaitRest();

        assertThat(scene.members(group)).isEmpty();
    }

    @Test
    void anEventThatOvertakesItsPersonCountsWhenThePersonArrives() {
        String group = aGroupOfThoseWhoFilledTwoForms();

        did("late@crm.Test", FORM, Duration.ofDays(3), "e1");
        did("late@crm.Test", FORM, Duration.ofDays(2), "e2");
        scene.awaitRest();
        scene.person("late@crm.Test", "Clerk", "a1@crm.Test");

        scene.awaitMembers(group, "late@crm.Test=Champion");
    }

    @Test
    @DisplayName("§16.2: absence is a condition too, and the event ends the membership")
    void whoDidNothingIsAMemberUntilTheEvent() {
        String group = aGroup("""
                {"all": [{"person": {"field": "extendedWorkDetails.jobTitle", "operator": "IS", "value": ["Clerk"]}},
                         {"events": {"type": "web.formFilledOut", "within": "P10D", "absent": true}}]}""");
        scene.awaitMembers(group, "clerk@crm.Test=Champion");

        did("clerk@crm.Test", FORM, Duration.ofHours(1), "e1");

        scene.awaitMembers(group);
    }

    @Test
    @DisplayName("BEY-12: what an erased person did is forgotten, also what arrives later")
    void whatAnErasedPersonDidIsForgotten() {
        did("clerk@crm.Test", FORM, Duration.ofDays(3), "e1");
        scene.awaitRest();
        assertThat(kept("clerk@crm.Test")).hasSize(1);

        scene.deletePerson("clerk@crm.Test");
        scene.awaitRest();
        assertThat(kept("clerk@crm.Test")).isEmpty();
        did("clerk@crm.Test", FORM, Duration.ofDays(2), "e2");
        scene.awaitRest();

        assertThat(kept("clerk@crm.Test")).isEmpty();
    }

    @Test
    @DisplayName("RT-14: what a merged person did, before the merge and after it, is what the winner did")
    void whatAMergedPersonDidIsTheWinners() {
        String group = aGroupOfThoseWhoFilledTwoForms();
        did("old@crm.Test", FORM, Duration.ofDays(3), "e1");
        scene.awaitRest();

        scene.merge("old@crm.Test", "clerk@crm.Test");
        scene.awaitRest();
        assertThat(scene.members(group)).isEmpty();
        did("old@crm.Test", FORM, Duration.ofDays(2), "e2");

        scene.awaitMembers(group, "clerk@crm.Test=Champion");
    }

    @Test
    void theMergeAloneHasTheWinnersGroupsLookedAtAgain() {
        String group = aGroupOfThoseWhoFilledTwoForms();
        did("clerk@crm.Test", FORM, Duration.ofDays(3), "e1");
        did("old@crm.Test", FORM, Duration.ofDays(2), "e2");
        scene.awaitRest();
        assertThat(scene.members(group)).isEmpty();

        scene.merge("old@crm.Test", "clerk@crm.Test");

        scene.awaitMembers(group, "clerk@crm.Test=Champion");
    }

    @Test
    void whatIsToldUnderBothKeysOfAMergedPersonCountsOnce() {
        String group = aGroupOfThoseWhoFilledTwoForms();
        did("clerk@crm.Test", FORM, Duration.ofDays(3), "e1");
        did("old@crm.Test", FORM, Duration.ofDays(3), "e1");
        scene.merge("old@crm.Test", "clerk@crm.Test");
        scene.awaitRest();

        assertThat(scene.members(group)).isEmpty();
    }

    @Test
    @DisplayName("BEY-12: with an erased person goes what was done under the keys merged into it")
    void withAnErasedPersonGoesWhatTheMergedDid() {
        did("old@crm.Test", FORM, Duration.ofDays(3), "e1");
        scene.person("clerk@crm.Test", "Clerk", "a1@crm.Test");
        scene.merge("old@crm.Test", "clerk@crm.Test");
        scene.awaitRest();
        assertThat(kept("clerk@crm.Test")).hasSize(1);

        scene.deletePerson("clerk@crm.Test");
        scene.awaitRest();
        did("old@crm.Test", FORM, Duration.ofDays(2), "e2");
        scene.awaitRest();

        assertThat(kept("clerk@crm.Test")).isEmpty();
        assertThat(kept("old@crm.Test")).isEmpty();
    }

    @Test
    @DisplayName("§16.2: a thousand page views do not hide the one form before them")
    void aCommonTypeDoesNotHideARareOne() {
        String group = aGroup("""
                {"all": [{"events": {"type": "web.formFilledOut", "within": "P30D"}},
                         {"events": {"type": "web.webpagedetails.pageViews", "within": "P30D"}}]}""");
        did("clerk@crm.Test", FORM, Duration.ofDays(20), "form");
        List<CloudEventRecord> views = new ArrayList<>();
        for (int i = 0; i < 1_001; i++) {
            views.add(event("clerk@crm.Test", "web.webpagedetails.pageViews", Duration.ofMinutes(i + 1), "view" + i));
        }
        scene.kafka.publish(views);
        scene.awaitRest();

        scene.awaitMembers(group, "clerk@crm.Test=Champion");
        Map<String, List<Map<String, Object>>> read = inSandbox(connection -> history.of(
                connection,
                scene.sandboxId,
                List.of("clerk@crm.Test"),
                List.of(FORM, "web.webpagedetails.pageViews"),
                clock.instant()));
        assertThat(read.get("clerk@crm.Test"))
                .hasSize(1_001)
                .extracting(event -> event.get("_id"))
                .startsWith("view0", "view1")
                .endsWith("form");
    }

    @Test
    @DisplayName("§16.2: who has not done it for long enough is no member any more, without waiting for the night")
    void aMembershipEndsWhenTheEventBecomesTooOld() {
        String group = aGroup("{\"events\": {\"type\": \"web.formFilledOut\", \"within\": \"PT15S\"}}");

        did("clerk@crm.Test", FORM, Duration.ZERO, "e1");
        scene.awaitMembers(group, "clerk@crm.Test=Champion");

        org.awaitility.Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(scene.members(group)).isEmpty());
    }

    @Test
    void whatNoConditionCanSeeAnyMoreIsDeleted() {
        did("clerk@crm.Test", FORM, Duration.ofDays(3), "e1");
        did("clerk@crm.Test", FORM, Duration.ofDays(1), "e2");
        scene.awaitRest();

        boolean more = inSandbox(connection ->
                history.clean(connection, scene.sandboxId, clock.instant().plus(Duration.ofDays(28))));
        cleaning.run().await().indefinitely();

        assertThat(more).isFalse();
        assertThat(kept("clerk@crm.Test")).extracting(event -> event.get("_id")).containsExactly("e2");
    }

    @Test
    @DisplayName(
            "§13.2, BEY-12: a person's last two activities and last interesting moment stay when the others go, and go"
                    + " with the person")
    void whatAPersonDidLastIsKept() throws Exception {
        scene.person("gone@crm.Test", "Clerk", "a1@crm.Test");
        scene.deletePerson("gone@crm.Test");
        scene.awaitRest();
        moment("clerk@crm.Test", Duration.ofDays(25), "m1", "Asked for a price");
        moment("old@crm.Test", Duration.ofDays(22), "m2", "Came to the fair");
        did("clerk@crm.Test", FORM, Duration.ofDays(20), "e1");
        did("clerk@crm.Test", FORM, Duration.ofDays(19), "e2");
        did("old@crm.Test", "web.webpagedetails.pageViews", Duration.ofDays(10), "e3");
        did("clerk@crm.Test", FORM, Duration.ofDays(1), "e4");
        scene.publish(
                event("clerk@crm.Test", FORM, Duration.ofHours(1), "bot", Map.of("botDetection", Map.of("score", 1))));
        did("gone@crm.Test", FORM, Duration.ofDays(1), "e5");
        scene.person("clerk@crm.Test", "Clerk", "a1@crm.Test");
        scene.merge("old@crm.Test", "clerk@crm.Test");
        scene.awaitRest();
        LatestActivities.Latest before = latest();

        clean(Duration.ofDays(6));
        LatestActivities.Latest between = latest();
        clean(Duration.ofDays(15));
        clean(Duration.ofDays(40));
        cleaning.run().await().indefinitely();

        assertThat(kept("clerk@crm.Test")).isEmpty();
        assertThat(before.activities())
                .extracting(LatestActivities.Activity::type)
                .containsExactly(FORM, "web.webpagedetails.pageViews");
        assertThat(before.moment())
                .hasFieldOrPropertyWithValue("type", "Event")
                .hasFieldOrPropertyWithValue("description", "Came to the fair");
        assertThat(between).isEqualTo(before);
        assertThat(latest()).isEqualTo(before);
        try (PastScene past = new PastScene(scene)) {
            // e4, e2 and m1 of the one key, e3 and m2 of the other; nothing of a robot or of somebody erased
            assertThat(past.number("select count(*) from latest_activity where sandbox_id = " + scene.sandboxId))
                    .isEqualTo(5);
            var _ = inSandbox(connection -> latest.dropBefore(
                    connection, scene.sandboxId, clock.instant().minus(Duration.ofDays(23))));
            assertThat(past.number("select count(*) from latest_activity where sandbox_id = " + scene.sandboxId))
                    .as("m1 is too old to be shown")
                    .isEqualTo(4);
            scene.deletePerson("clerk@crm.Test");
            scene.awaitRest();
            assertThat(past.number("select count(*) from latest_activity where sandbox_id = " + scene.sandboxId))
                    .isZero();
        }
    }

    private LatestActivities.Latest latest() {
        return inSandbox(connection -> latest.of(connection, scene.sandboxId, List.of("clerk@crm.Test")))
                .getOrDefault("clerk@crm.Test", LatestActivities.Latest.NOTHING);
    }

    private void clean(Duration later) {
        boolean mayBeMore = inSandbox(connection ->
                history.clean(connection, scene.sandboxId, clock.instant().plus(later)));
        assertThat(mayBeMore).isFalse();
    }

    private void moment(String person, Duration ago, String id, String description) {
        scene.publish(event(
                person,
                "leadOperation.interestingMoment",
                ago,
                id,
                Map.of(
                        "leadOperation",
                        Map.of("interestingMoment", Map.of("type", "Event", "description", description)))));
    }

    private List<Map<String, Object>> kept(String person) {
        return inSandbox(connection ->
                        history.of(connection, scene.sandboxId, List.of(person), List.of(FORM), clock.instant()))
                .getOrDefault(person, List.of());
    }

    private <T> T inSandbox(java.util.function.Function<io.vertx.mutiny.sqlclient.SqlConnection, Uni<T>> work) {
        return transactions
                .inSandbox(new Sandbox(scene.sandboxId, scene.sandbox, scene.organisation), work)
                .await()
                .indefinitely();
    }

    private void did(String person, String type, Duration ago, String id) {
        scene.publish(event(person, type, ago, id));
    }

    private CloudEventRecord event(String person, String type, Duration ago, String id) {
        return event(person, type, ago, id, Map.of());
    }

    private CloudEventRecord event(String person, String type, Duration ago, String id, Map<String, Object> more) {
        Instant at = clock.instant().minus(ago);
        Map<String, Object> xdm = new HashMap<>(Map.of("_id", id, "eventType", type, "timestamp", at.toString()));
        xdm.putAll(more);
        return scene.event(
                Topics.EXPERIENCE_EVENTS,
                person,
                EventTypes.EXPERIENCE_EVENT_RECORDED,
                new ExperienceEvent(
                        id,
                        person,
                        type,
                        at,
                        List.of("a1@crm.Test"),
                        io.coterie.contracts.ContractJson.mapper().valueToTree(xdm)));
    }

    private String aGroupOfThoseWhoFilledTwoForms() {
        return aGroup("{\"events\": {\"type\": \"web.formFilledOut\", \"within\": \"P30D\", \"atLeast\": 2}}");
    }

    private String aGroup(String condition) {
        scene.account("a1@crm.Test", "Acme");
        scene.person("clerk@crm.Test", "Clerk", "a1@crm.Test");
        scene.audience("aud");
        scene.inAudience("aud", "a1@crm.Test");
        scene.awaitRest();
        String template = scene.post("/v1/roles-templates", """
                        {"name": "Active", "roles": [{"role": "Champion", "condition": %s}]}""".formatted(condition))
                .statusCode(201)
                .extract()
                .path("id");
        scene.post("/v1/roles-templates/" + template + "/publish", "").statusCode(200);
        scene.job(scene.interest("Robots", template, true, null), "aud");
        return scene.group("a1@crm.Test");
    }
}
