package io.coterie.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** One payload of every type, with every field set: what the golden files hold. */
final class Samples {

    private static final Instant AT = Instant.parse("2026-11-23T10:15:30.123456Z");
    private static final UUID ID = UUID.fromString("019aaf11-0000-7000-8000-000000000001");
    private static final UUID OTHER = UUID.fromString("019aaf11-0000-7000-8000-000000000002");
    private static final String ACCOUNT = "42@crm.Salesforce";
    private static final String PERSON = "7@crm.Salesforce";

    private Samples() {}

    /** Event type to payload. */
    static Map<String, Object> all() {
        BuyingGroupEvent event = new BuyingGroupEvent(
                ID,
                ACCOUNT,
                "interest-1",
                "Data platform",
                AT,
                PERSON,
                "Champion",
                "Influencer",
                "SYSTEM",
                "50",
                "75",
                new BigDecimal("75"),
                "QUALIFIES",
                "system",
                new BuyingGroupEvent.Group(
                        "Data platform for Acme",
                        "Acme",
                        "template-1",
                        "Open",
                        "warm",
                        3,
                        List.of("Decision Maker"),
                        List.of(new BuyingGroupState.RoleCompleteness("Champion", 1, 2, true, new BigDecimal("50"))),
                        conversion(),
                        new BigDecimal("12.5")));
        Interaction interaction = new Interaction(
                "lead-1",
                PERSON,
                "leadOperation.formFilledOut",
                AT,
                ACCOUNT,
                json("{\"workEmail\":{\"address\":\"a@b.example\"}}"),
                json("{\"form\":\"1\"}"));
        return Map.ofEntries(
                Map.entry(
                        EventTypes.SANDBOX_CHANGED,
                        new SandboxState(1, "prod", "acme@CoterieOrg", "Production", "eu-1")),
                Map.entry(
                        EventTypes.DEFINITION_CHANGED,
                        new DefinitionState("audience", "a-1", "Large", "live", json("{\"kind\":\"account\"}"))),
                Map.entry(
                        EventTypes.ACCOUNT_CHANGED,
                        new AccountState(ACCOUNT, false, json("{\"accountName\":\"Acme\"}"))),
                Map.entry(
                        EventTypes.PERSON_CHANGED,
                        new PersonState(
                                PERSON,
                                false,
                                json("{\"extendedWorkDetails\":{\"jobTitle\":\"CTO\"}}"),
                                List.of(new AccountRelation(ACCOUNT, List.of("Buyer"))),
                                "8@crm.Salesforce")),
                Map.entry(
                        EventTypes.OPPORTUNITY_CHANGED,
                        new OpportunityState(
                                "9@crm.Salesforce",
                                ACCOUNT,
                                false,
                                json("{\"opportunityName\":\"Robots\",\"isClosed\":false}"),
                                List.of(new OpportunityState.Person(PERSON, "Buyer")))),
                Map.entry(
                        EventTypes.AUDIENCE_MEMBERSHIP_CHANGED,
                        new AudienceMembershipState("a-1", AudienceMembershipState.ACCOUNT, ACCOUNT, true)),
                Map.entry(EventTypes.BUYING_GROUP_STATE_CHANGED, group()),
                Map.entry(EventTypes.BUYING_GROUP_CREATED, event),
                Map.entry(EventTypes.BUYING_GROUP_DELETED, event),
                Map.entry(EventTypes.BUYING_GROUP_RENAMED, event),
                Map.entry(EventTypes.BUYING_GROUP_AUDIENCE_ENTERED, event),
                Map.entry(EventTypes.BUYING_GROUP_AUDIENCE_LEFT, event),
                Map.entry(EventTypes.BUYING_GROUP_MEMBER_ASSIGNED, event),
                Map.entry(EventTypes.BUYING_GROUP_MEMBER_REMOVED, event),
                Map.entry(EventTypes.BUYING_GROUP_MEMBER_ROLE_CHANGED, event),
                Map.entry(EventTypes.BUYING_GROUP_MEMBER_CONFIRMED, event),
                Map.entry(EventTypes.BUYING_GROUP_COMPLETENESS_CHANGED, event),
                Map.entry(EventTypes.BUYING_GROUP_ENGAGEMENT_CHANGED, event),
                Map.entry(EventTypes.BUYING_GROUP_STAGE_CHANGED, event),
                Map.entry(EventTypes.BUYING_GROUP_STATUS_CHANGED, event),
                Map.entry(EventTypes.BUYING_GROUP_QUALIFIED, qualification()),
                Map.entry(EventTypes.BUYING_GROUP_DISQUALIFIED, qualification()),
                Map.entry(EventTypes.BUYING_GROUP_CONVERTED, event),
                Map.entry(EventTypes.BUYING_GROUP_CONVERSION_WITHDRAWN, event),
                Map.entry(EventTypes.BUYING_GROUP_OUTCOME_CHANGED, event),
                Map.entry(
                        EventTypes.CREATION_JOB_RUN_FINISHED,
                        new CreationJobRunEvent(
                                OTHER,
                                ID,
                                "Robots for the big",
                                "interest-1",
                                "a-1",
                                "created",
                                AT,
                                AT,
                                120,
                                90,
                                400,
                                2,
                                1)),
                Map.entry(
                        EventTypes.GROUP_EXPORT_FINISHED,
                        new GroupExportEvent(
                                ID,
                                "ready",
                                "ann",
                                AT,
                                AT,
                                120,
                                "/v1/group-exports/" + ID + "/file",
                                "why a failed one has no file",
                                AT)),
                Map.entry(
                        EventTypes.EXPERIENCE_EVENT_RECORDED,
                        new ExperienceEvent(
                                "e-1", PERSON, "web.formFilledOut", AT, List.of(ACCOUNT), json("{\"_id\":\"e-1\"}"))),
                Map.entry(
                        EventTypes.JOURNEY_ACTION_REQUESTED,
                        new JourneyAction(
                                ID,
                                JourneyAction.SEND_EMAIL,
                                OTHER,
                                OTHER,
                                "mail",
                                1,
                                ACCOUNT,
                                PERSON,
                                json("{\"email\":\"e-1\"}"))),
                Map.entry(
                        EventTypes.ACTION_SETTLED,
                        new ActionOutcome(
                                ID,
                                OTHER,
                                "mail",
                                JourneyAction.SEND_EMAIL,
                                ACCOUNT,
                                PERSON,
                                ActionOutcome.SKIPPED,
                                "opted out",
                                AT)),
                Map.entry(EventTypes.LEAD_SUBMITTED, interaction),
                Map.entry(EventTypes.INTERACTION_RECORDED, interaction));
    }

    private static BuyingGroupQualification qualification() {
        return new BuyingGroupQualification(
                ID,
                ACCOUNT,
                "interest-1",
                "Data platform",
                AT,
                "Data platform for Acme",
                AT,
                "Open",
                "warm",
                new BigDecimal("83.3333"),
                new BigDecimal("12.5"),
                List.of(new BuyingGroupQualification.Criterion("COMPLETENESS", "80", "83.3333", true)),
                List.of(new BuyingGroupState.Member(PERSON, "Champion", "SYSTEM", AT, new BigDecimal("40"))),
                List.of("Influencer"),
                "Acme",
                "template-1",
                "MEMBERS_CHANGED",
                "system");
    }

    private static BuyingGroupState group() {
        return new BuyingGroupState(
                ID,
                ACCOUNT,
                "interest-1",
                "Data platform",
                "Data platform for Acme",
                false,
                "Open",
                "warm",
                new BigDecimal("83.3333"),
                new BigDecimal("12.5"),
                List.of(new BuyingGroupState.Member(PERSON, "Champion", "SYSTEM", AT, new BigDecimal("7.25"))),
                List.of(new BuyingGroupState.RoleCompleteness("Champion", 1, 2, true, new BigDecimal("50"))),
                AT,
                AT,
                List.of(new BuyingGroupState.Member("left@crm.Salesforce", "Blocker", "MANUAL", AT)),
                true,
                conversion());
    }

    private static BuyingGroupState.Conversion conversion() {
        return new BuyingGroupState.Conversion("9@crm.Salesforce", AT, "WON", AT);
    }

    private static JsonNode json(String text) {
        return ContractJson.readTree(text.getBytes(StandardCharsets.UTF_8));
    }
}
