package io.coterie.buyinggroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.coterie.contracts.BuyingGroupEvent;
import io.coterie.contracts.BuyingGroupState;
import io.coterie.contracts.ContractJson;
import io.coterie.contracts.EventTypes;
import io.coterie.contracts.OpportunityState;
import io.coterie.contracts.Topics;
import io.coterie.platform.testing.CloudEventRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the CRM makes of groups that were handed to sales. */
@RunningService
class ConversionTest {

    private static final String ACCOUNT = "a1@crm.Test";
    private static final String OTHER = "a2@crm.Test";

    private static final Set<String> CONVERSIONS = Set.of(
            EventTypes.BUYING_GROUP_CONVERTED,
            EventTypes.BUYING_GROUP_CONVERSION_WITHDRAWN,
            EventTypes.BUYING_GROUP_OUTCOME_CHANGED);

    private Scene scene;
    private String interest;

    @BeforeEach
    void anInterestWithARule() {
        scene = Scene.open();
        scene.audience("aud");
        scene.account(ACCOUNT, "Acme");
        scene.account(OTHER, "Beta");
        scene.inAudience("aud", ACCOUNT);
        scene.inAudience("aud", OTHER);
        scene.awaitRest();
        interest = scene.post(
                        "/v1/solution-interests",
                        Map.of(
                                "name",
                                "Robots",
                                "rolesTemplate",
                                scene.liveTemplate(),
                                "updateExistingBuyingGroups",
                                true,
                                "qualification",
                                Map.of("roles", List.of("Decision Maker"), "conversionWindowDays", 30)))
                .statusCode(201)
                .extract()
                .path("id");
        scene.job(interest, "aud");
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    @DisplayName(
            "the first opportunity after a group was handed over converts it; its end follows, and so does its withdrawal")
    void anOpportunityConvertsTheGroup() {
        String group = scene.group(ACCOUNT);
        scene.publish(opportunity("early@crm.Test", ACCOUNT, Instant.now().minus(Duration.ofDays(1)), false, false));
        qualify(ACCOUNT);
        scene.get("/v1/buying-groups/" + group)
                .body("qualifiedSince", notNullValue())
                .body("conversion", nullValue());
        Instant opened = Instant.now().plus(Duration.ofDays(2));
        scene.publish(
                opportunity("second@crm.Test", ACCOUNT, opened.plusSeconds(60), false, false),
                opportunity("first@crm.Test", ACCOUNT, opened, false, false),
                opportunity("far@crm.Test", ACCOUNT, opened.plus(Duration.ofDays(300)), false, false));
        scene.awaitRest();
        scene.get("/v1/buying-groups/" + group)
                .body("conversion.opportunity", is("first@crm.Test"))
                .body("conversion.outcome", is("OPEN"))
                .body("conversion.outcomeAt", nullValue());

        scene.publish(opportunity("first@crm.Test", ACCOUNT, opened, true, true));
        scene.awaitRest();
        scene.get("/v1/buying-groups/" + group)
                .body("conversion.outcome", is("WON"))
                .body("conversion.outcomeAt", notNullValue());
        scene.get("/v1/buying-groups/" + scene.group(OTHER)).body("conversion", nullValue());
        assertThat(scene.state(group).conversion()).isNotNull().satisfies(told -> {
            assertThat(told.opportunityKey()).isEqualTo("first@crm.Test");
            assertThat(told.outcome()).isEqualTo("WON");
            assertThat(told.outcomeAt()).isNotNull();
        });

        scene.publish(deleted("first@crm.Test"));
        scene.awaitRest();
        scene.get("/v1/buying-groups/" + group).body("conversion.opportunity", is("second@crm.Test"));
        scene.publish(opportunity("second@crm.Test", OTHER, opened, false, false));
        scene.awaitRest();
        scene.get("/v1/buying-groups/" + group).body("conversion", nullValue());
        scene.get("/v1/buying-groups/" + group + "/history")
                .body(
                        "items.findAll { it.kind in ['CONVERTED', 'OUTCOME_CHANGED', 'CONVERSION_WITHDRAWN'] }.kind",
                        is(List.of("CONVERSION_WITHDRAWN", "CONVERTED", "OUTCOME_CHANGED", "CONVERTED")));
        assertThat(scene.state(group).conversion()).isNull();
        for (String topic : List.of(Topics.BUYING_GROUPS, Topics.partnerEvents(scene.organisation))) {
            assertThat(conversions(topic))
                    .containsExactly(
                            "converted.v1: null, first@crm.Test; first@crm.Test OPEN",
                            "outcome-changed.v1: OPEN, WON; first@crm.Test WON",
                            "converted.v1: first@crm.Test, second@crm.Test; second@crm.Test OPEN",
                            "conversion-withdrawn.v1: second@crm.Test, null; none");
        }
    }

    @Test
    @DisplayName("an opportunity that is known before the group is ready counts as soon as it is, by hand too")
    void anOpportunityMayBeKnownBefore() {
        String group = scene.group(ACCOUNT);
        scene.person("clerk@crm.Test", "Clerk", ACCOUNT);
        scene.publish(opportunity("o1@crm.Test", ACCOUNT, Instant.now().plus(Duration.ofHours(1)), false, false));
        scene.awaitRest();
        scene.post(
                        "/v1/buying-groups/" + group + "/members",
                        Map.of("members", List.of(Map.of("personKey", "clerk@crm.Test", "role", "Decision Maker"))))
                .statusCode(200);
        scene.awaitRest();

        scene.get("/v1/buying-groups/" + group).body("conversion.opportunity", is("o1@crm.Test"));
    }

    @Test
    @DisplayName("an opportunity whose CRM does not say when it was made counts from when it was first heard of")
    void anOpportunityWithoutADateCountsFromWhenItWasHeardOf() {
        String group = scene.group(ACCOUNT);
        scene.publish(described("early@crm.Test", ACCOUNT, "2027-05-01", false));
        scene.awaitRest();
        qualify(ACCOUNT);
        scene.publish(described("early@crm.Test", ACCOUNT, "2027-06-01", false));
        scene.awaitRest();
        scene.get("/v1/buying-groups/" + group).body("conversion", nullValue());

        Instant before = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        scene.publish(described("late@crm.Test", ACCOUNT, "2027-05-01", false));
        scene.awaitRest();

        String convertedAt = scene.get("/v1/buying-groups/" + group)
                .body("conversion.opportunity", is("late@crm.Test"))
                .extract()
                .path("conversion.convertedAt");
        assertThat(Instant.parse(convertedAt)).isBetween(before, Instant.now());
    }

    @Test
    @DisplayName("an opportunity that is over when it is first heard of converts the group and tells how it ended")
    void anOpportunityMayArriveClosed() {
        String group = scene.group(ACCOUNT);
        qualify(ACCOUNT);

        scene.publish(opportunity("o1@crm.Test", ACCOUNT, Instant.now().plus(Duration.ofHours(1)), true, true));
        scene.awaitRest();

        scene.get("/v1/buying-groups/" + group)
                .body("conversion.opportunity", is("o1@crm.Test"))
                .body("conversion.outcome", is("WON"))
                .body("conversion.outcomeAt", notNullValue());
        assertThat(conversions(Topics.BUYING_GROUPS))
                .containsExactly(
                        "converted.v1: null, o1@crm.Test; o1@crm.Test WON",
                        "outcome-changed.v1: null, WON; o1@crm.Test WON");
    }

    @Test
    @DisplayName("whoever takes the rule away undoes no conversion: the groups are held to the window they had")
    void withoutARuleConversionsStay() {
        changeInterest(Map.of("roles", List.of("Decision Maker"), "conversionWindowDays", 365));
        String group = scene.group(ACCOUNT);
        qualify(ACCOUNT);
        Instant opened = Instant.now().plus(Duration.ofDays(300));
        scene.publish(opportunity("late@crm.Test", ACCOUNT, opened, false, false));
        scene.awaitRest();
        scene.get("/v1/buying-groups/" + group).body("conversion.opportunity", is("late@crm.Test"));
        List<String> told = conversions(Topics.BUYING_GROUPS);

        changeInterest(null);

        scene.get("/v1/buying-groups/" + group)
                .body("qualifiedSince", nullValue())
                .body("conversion.opportunity", is("late@crm.Test"));
        assertThat(conversions(Topics.BUYING_GROUPS)).isEqualTo(told);
        scene.publish(opportunity("late@crm.Test", ACCOUNT, opened, true, true));
        scene.awaitRest();
        scene.get("/v1/buying-groups/" + group).body("conversion.outcome", is("WON"));
    }

    @Test
    @DisplayName("whoever takes the rule away makes no conversion: what was too late stays so")
    void withoutARuleNothingConvertsThatWasTooLate() {
        String group = scene.group(ACCOUNT);
        qualify(ACCOUNT);
        scene.publish(opportunity("late@crm.Test", ACCOUNT, Instant.now().plus(Duration.ofDays(100)), false, false));
        scene.awaitRest();

        changeInterest(null);

        scene.get("/v1/buying-groups/" + group)
                .body("qualifiedSince", nullValue())
                .body("conversion", nullValue());
        assertThat(conversions(Topics.BUYING_GROUPS)).isEmpty();
    }

    /** Gives the interest another rule; with null none. */
    private void changeInterest(@Nullable Map<String, Object> rule) {
        Map<String, Object> body = new HashMap<>(Map.of("name", "Robots", "updateExistingBuyingGroups", true));
        if (rule != null) {
            body.put("qualification", rule);
        }
        scene.put("/v1/solution-interests/" + interest, body).statusCode(200);
        scene.awaitRest();
    }

    @Test
    @DisplayName("whatever the order in which opportunities arrive, and however often, the group ends the same")
    void everyOrderOfArrivalEndsTheSame() {
        String group = scene.group(ACCOUNT);
        qualify(ACCOUNT);
        Random random = new Random(7);
        Instant opened = Instant.now().plus(Duration.ofDays(1));
        for (int round = 0; round < 8; round++) {
            String first = "first" + round + "@crm.Test";
            // Each round's opportunities are older than those of the round before, so each decides anew.
            Instant day = opened.minus(Duration.ofHours(round));
            List<CloudEventRecord> life = new ArrayList<>(List.of(
                    opportunity(first, OTHER, day.minusSeconds(30), false, false),
                    opportunity(first, ACCOUNT, day.plusSeconds(90), false, false),
                    opportunity(first, ACCOUNT, day, true, false),
                    opportunity(first, ACCOUNT, day, false, false),
                    opportunity(first, ACCOUNT, day, true, true),
                    opportunity("other" + round + "@crm.Test", ACCOUNT, day.plusSeconds(30), false, false),
                    deleted("gone" + round + "@crm.Test")));
            life.addAll(List.copyOf(life));
            Collections.shuffle(life, random);

            life.forEach(event -> scene.publish(event));
            scene.awaitRest();

            scene.get("/v1/buying-groups/" + group)
                    .body("conversion.opportunity", is(first))
                    .body("conversion.outcome", is("WON"));
        }
    }

    @Test
    @DisplayName("conversions are counted by interest and period, with median times; odd parameters are refused")
    void conversionsAreCounted() {
        qualify(ACCOUNT);
        qualify(OTHER);
        Instant opened = Instant.now().plus(Duration.ofDays(2));
        scene.publish(
                opportunity("o1@crm.Test", ACCOUNT, opened, true, true),
                opportunity("o2@crm.Test", OTHER, opened, true, false));
        scene.awaitRest();

        scene.get("/v1/buying-group-conversions?period=year")
                .statusCode(200)
                .body("period", is("year"))
                .body("items", hasSize(1))
                .body("items[0].solutionInterest", is(interest))
                .body("items[0].qualified", is(2))
                .body("items[0].converted", is(2))
                .body("items[0].won", is(1))
                .body("items[0].lost", is(1))
                .body("items[0].medianDaysToConvert.toDouble()", closeTo(2, 0.1))
                .body("items[0].medianDaysToWin", notNullValue());
        scene.get("/v1/buying-group-conversions?solutionInterest=robots&from=2020-01-01&to=2020-02-01")
                .statusCode(200)
                .body("items", hasSize(0));
        refused("solutionInterest=nothing", "solutionInterest");
        refused("period=hour", "period");
        refused("from=yesterday", "from");
        refused("from=2026-02-01&to=2026-01-01", "from");
        refused("from=1990-01-01&to=2026-01-01&period=week", "from");
    }

    /** What was told of conversions: previous and new value, and what the group then had. */
    private List<String> conversions(String topic) {
        return scene.groupEvents(topic).stream()
                .filter(event -> CONVERSIONS.contains(String.valueOf(event.attribute("type"))))
                .map(event -> {
                    BuyingGroupEvent told = ContractJson.read(Scene.json(event), BuyingGroupEvent.class);
                    BuyingGroupState.Conversion now =
                            Objects.requireNonNull(told.group()).conversion();
                    return String.valueOf(event.attribute("type")).substring("io.coterie.buying-group.".length()) + ": "
                            + told.previousValue() + ", " + told.newValue() + "; "
                            + (now == null ? "none" : now.opportunityKey() + " " + now.outcome());
                })
                .toList();
    }

    private void refused(String query, String field) {
        scene.get("/v1/buying-group-conversions?" + query).statusCode(400).body("violations[0].field", is(field));
    }

    private void qualify(String account) {
        scene.person("chief-of-" + account, "Chief", account);
        scene.awaitRest();
        scene.get("/v1/buying-groups/" + scene.group(account)).body("qualifiedSince", notNullValue());
    }

    private CloudEventRecord opportunity(
            String key, @Nullable String account, Instant created, boolean closed, boolean won) {
        Map<String, Object> document = new HashMap<>(Map.of(
                "extSourceSystemAudit", Map.of("createdDate", created.toString()), "isClosed", closed, "isWon", won));
        return scene.event(
                Topics.OPPORTUNITIES,
                key,
                EventTypes.OPPORTUNITY_CHANGED,
                new OpportunityState(key, account, false, ContractJson.mapper().valueToTree(document), List.of()));
    }

    @Test
    @DisplayName("§13.2, D-04: a group's page shows the opportunities of its account that are not closed")
    void theDetailsShowOpenOpportunities() {
        String group = scene.group(ACCOUNT);
        scene.publish(
                described("late@crm.Test", ACCOUNT, "2027-06-01", false),
                described("soon@crm.Test", ACCOUNT, "2027-05-01", false),
                described("won@crm.Test", ACCOUNT, "2027-04-01", true),
                described("other@crm.Test", OTHER, "2027-04-01", false),
                opportunity("bare@crm.Test", ACCOUNT, Instant.now(), false, false));
        scene.awaitRest();

        scene.get("/v1/buying-groups/" + group + "/details")
                .statusCode(200)
                .body("account.openOpportunities.count", is(3))
                .body(
                        "account.openOpportunities.first.key",
                        contains("soon@crm.Test", "late@crm.Test", "bare@crm.Test"))
                .body("account.openOpportunities.first[0].name", is("Deal soon@crm.Test"))
                .body("account.openOpportunities.first[0].stage", is("Proposal"))
                .body("account.openOpportunities.first[0].amount", is(1000.5f))
                .body("account.openOpportunities.first[0].currency", is("EUR"))
                .body("account.openOpportunities.first[0].expectedClose", is("2027-05-01"))
                .body("account.openOpportunities.first[2].name", nullValue());

        scene.publish(deleted("soon@crm.Test"), described("late@crm.Test", ACCOUNT, "2027-06-01", true));
        scene.awaitRest();

        scene.get("/v1/buying-groups/" + group + "/details")
                .body("account.openOpportunities.count", is(1))
                .body("account.openOpportunities.first.key", contains("bare@crm.Test"));
    }

    private CloudEventRecord described(String key, String account, String closes, boolean closed) {
        Map<String, Object> document = Map.of(
                "opportunityName",
                "Deal " + key,
                "opportunityStage",
                "Proposal",
                "opportunityAmount",
                Map.of("amount", 1000.5, "currencyCode", "EUR"),
                "expectedCloseDate",
                closes,
                "isClosed",
                closed);
        return scene.event(
                Topics.OPPORTUNITIES,
                key,
                EventTypes.OPPORTUNITY_CHANGED,
                new OpportunityState(key, account, false, ContractJson.mapper().valueToTree(document), List.of()));
    }

    private CloudEventRecord deleted(String key) {
        return scene.event(
                Topics.OPPORTUNITIES,
                key,
                EventTypes.OPPORTUNITY_CHANGED,
                new OpportunityState(key, null, true, null, List.of()));
    }
}
