package io.coterie.buyinggroup.rolestemplate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.buyinggroup.rolestemplate.RolesTemplateRequest.RoleCard;
import io.coterie.contracts.ContractJson;
import io.coterie.platform.conditions.CustomFields;
import io.coterie.platform.conditions.FieldCatalogue;
import io.coterie.platform.conditions.FieldType;
import io.coterie.platform.conditions.PersonFacts;
import io.coterie.platform.conditions.RecordKind;
import io.coterie.platform.problem.Violation;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** §9.3. */
class TemplateCheckTest {

    private static final List<String> ROLES = List.of("Decision Maker", "Champion", "Influencer");
    private static final int MOST_EVENTS = 1_000;
    private static final String TITLE = """
            {"person": {"field": "extendedWorkDetails.jobTitle", "operator": "CONTAINS", "value": ["Chief"]}}""";

    @Test
    @DisplayName("RT-05, D-81: what a card leaves out gets its default")
    void aCardGetsItsDefaults() {
        TemplateCheck check = check(card("decision maker", null, null, json(TITLE)));

        assertThat(check.violations()).isEmpty();
        assertThat(check.roles())
                .containsExactly(new TemplateRole("Decision Maker", 1, Weighting.NORMAL, 1, true, true, json(TITLE)));
    }

    @Test
    @DisplayName("RT-09: roles stand in the order of their priorities")
    void rolesStandInPriorityOrder() {
        TemplateCheck check = check(
                card("Champion", 9, null, null),
                card("Influencer", 3, null, null),
                card("Decision Maker", 5, null, null));

        assertThat(check.roles())
                .extracting(TemplateRole::role)
                .containsExactly("Influencer", "Decision Maker", "Champion");
    }

    @Test
    @DisplayName("RT-09: two roles with the same priority are refused")
    void aPriorityBelongsToOneRole() {
        assertThat(places(card("Champion", 2, null, null), card("Influencer", 2, null, null)))
                .containsExactly("/roles/1/priority");
        assertThat(places(card("Champion", 0, null, null))).containsExactly("/roles/0/priority");
    }

    @Test
    @DisplayName("D-19: the same role on two cards is refused")
    void aRoleStandsOnOneCard() {
        assertThat(places(card("Champion", null, null, null), card(" CHAMPION ", null, null, null)))
                .containsExactly("/roles/1/role");
    }

    @Test
    @DisplayName("RT-11, D-20: 1 to 999 members are required")
    void membersRequiredLieInTheirRange() {
        assertThat(places(card("Champion", null, 0, null))).containsExactly("/roles/0/membersRequired");
        assertThat(places(card("Champion", null, 1000, null))).containsExactly("/roles/0/membersRequired");
        assertThat(places(card("Champion", null, 999, null))).isEmpty();
    }

    @Test
    void aRoleTheSandboxDoesNotHaveIsRefusedWithThoseItHas() {
        TemplateCheck check = check(card("Sponsor", null, null, null));

        assertThat(check.violations()).singleElement().satisfies(violation -> {
            assertThat(violation.field()).isEqualTo("/roles/0/role");
            assertThat(violation.detail()).contains("Decision Maker, Champion, Influencer");
        });
    }

    @Test
    void aMissingCardOrRoleIsRefusedAtItsPlace() {
        assertThat(places((RoleCard) null)).containsExactly("/roles/0");
        assertThat(places(card(" ", null, null, null))).containsExactly("/roles/0/role");
    }

    @Test
    void aConditionThatDoesNotCompileIsRefusedAtItsPlaceInTheTree() {
        assertThat(places(card("Champion", null, null, json("""
                {"all": [%s, {"person": {"field": "extendedWorkDetails.shoeSize", "operator": "IS", "value": ["9"]}}]}""".replace("%s", TITLE)))))
                .singleElement()
                .asString()
                .startsWith("/roles/0/condition/all/1/person");
    }

    @Test
    @DisplayName("RT-13: a role takes who passes all of its filters, or any of them")
    void filtersApplyAllOrAny() {
        String officer = TITLE.replace("Chief", "Officer");

        CompiledTemplate all = compiled("{\"all\": [" + TITLE + "," + officer + "]}");
        CompiledTemplate any = compiled("{\"any\": [" + TITLE + "," + officer + "]}");

        assertThat(all.roleOf(titled("Chief Officer"))).isEqualTo("Champion");
        assertThat(all.roleOf(titled("Chief"))).isNull();
        assertThat(any.roleOf(titled("Chief"))).isEqualTo("Champion");
        assertThat(any.roleOf(titled("Clerk"))).isNull();
    }

    private static CompiledTemplate compiled(String condition) {
        List<TemplateRole> roles =
                check(card("Champion", null, null, json(condition))).roles();
        return new CompiledTemplate(roles, RoleConditions.of(roles, FieldCatalogue.standard()));
    }

    private static PersonFacts titled(String title) {
        return person(Map.of("extendedWorkDetails", Map.of("jobTitle", title)));
    }

    @Test
    void aConditionOnAnotherScopeThanThePersonIsRefused() {
        assertThat(places(card("Champion", null, null, json("""
                {"account": {"field": "accountName", "operator": "IS", "value": ["Acme"]}}"""))))
                .isNotEmpty()
                .allSatisfy(place -> assertThat(place).startsWith("/roles/0/condition"));
    }

    @Test
    void anExpressionIsRefusedWithItsColumn() {
        TemplateCheck check = check(card("Champion", null, null, json("""
                {"person": {"expression": "person.extendedWorkDetails.jobTitle = 'x'"}}""")));

        assertThat(check.violations())
                .isNotEmpty()
                .allSatisfy(violation -> assertThat(violation.column()).isNotNull());
    }

    @Test
    @DisplayName("D-78: at most 20 cards")
    void aTemplateHasAtMostTwentyCards() {
        assertThat(places(Collections.nCopies(21, card("Champion", null, null, null))
                        .toArray(RoleCard[]::new)))
                .containsExactly("/roles");
    }

    @Test
    @DisplayName("RT-03: a live template has at least one role")
    void anEmptyTemplateCannotBePublished() {
        assertThat(TemplateCheck.forPublishing(List.of(), FieldCatalogue.standard()))
                .extracting(Violation::field)
                .containsExactly("/roles");
    }

    @Test
    @DisplayName("D-18: who is assigned automatically needs a condition")
    void automaticAssignmentNeedsACondition() {
        TemplateRole automatic = new TemplateRole("Champion", 1, Weighting.NORMAL, 1, true, true, null);
        TemplateRole byHand = new TemplateRole("Champion", 1, Weighting.NORMAL, 1, true, false, null);

        assertThat(TemplateCheck.forPublishing(List.of(automatic), FieldCatalogue.standard()))
                .extracting(Violation::field)
                .containsExactly("/roles/0/condition");
        assertThat(TemplateCheck.forPublishing(List.of(byHand), FieldCatalogue.standard()))
                .isEmpty();
    }

    @Test
    @DisplayName("RT-14: the deprecated filters by list and program are refused")
    void deprecatedFiltersAreRefused() {
        for (String filter : List.of("list", "program", "audience")) {
            assertThat(places(card("Champion", null, null, json("{\"" + filter + "\": \"1\"}"))))
                    .as(filter)
                    .containsExactly("/roles/0/condition/" + filter);
        }
    }

    @Test
    @DisplayName("RT-14: the role a person has in the account is a condition too")
    void theRoleInTheAccountIsACondition() {
        assertThat(places(card("Champion", null, null, json("""
                {"person": {"field": "roles", "operator": "IS", "value": ["Buyer"]}}""")))).isEmpty();
    }

    @Test
    @DisplayName("§16.2: event history within the days that are kept, and no further")
    void eventHistoryLooksBackThirtyDaysAtMost() {
        assertThat(places(card("Champion", null, null, json("""
                {"any": [{"events": {"type": "web.formFilledOut", "within": "P30D", "atLeast": 2}},
                         {"not": {"events": {"type": "web.formFilledOut"}}}]}""")))).isEmpty();
        assertThat(places(card("Champion", null, null, json("""
                {"any": [{"events": {"type": "web.formFilledOut", "within": "P1M"}},
                         {"all": [{"events": {"type": "web.formFilledOut", "within": "PT721H", "absent": true}}]}]}"""))))
                .containsExactly(
                        "/roles/0/condition/any/0/events/within", "/roles/0/condition/any/1/all/0/events/within");
    }

    @Test
    @DisplayName("§16.2: no more events of a person are asked for than are read")
    void noMoreEventsAreAskedForThanAreRead() {
        assertThat(places(card("Champion", null, null, json("""
                {"events": {"type": "web.formFilledOut", "atLeast": 1000}}""")))).isEmpty();
        assertThat(places(card("Champion", null, null, json("""
                {"not": {"events": {"type": "web.formFilledOut", "atLeast": 1001}}}"""))))
                .containsExactly("/roles/0/condition/not/events/atLeast");
    }

    @Test
    void theTypesOfEventsThatConditionsCountAreKnown() {
        List<TemplateRole> roles = check(
                        card("Champion", null, null, json("""
                        {"all": [{"events": {"type": "web.formFilledOut"}}, {"not": {"events": {"type": "directMarketing.emailOpened"}}}]}""")), card("Influencer", null, null, json(TITLE)))
                .roles();

        assertThat(EventTests.types(roles)).containsExactly("directMarketing.emailOpened", "web.formFilledOut");
    }

    @Test
    @DisplayName(
            "RT-14, XDM-02: a role asks for custom fields, of truth and of text; without a value they do not match")
    void aRoleAsksForCustomFields() {
        FieldCatalogue fields = CustomFields.add(FieldCatalogue.standard(), "person", json("""
                {"fields": [{"path": "_acme.emailInvalid", "type": "boolean", "label": "E-mail invalid"},
                            {"path": "_acme.inferredState", "type": "string", "label": "Inferred state region"}]}"""));
        JsonNode condition = json("""
                {"all": [{"person": {"field": "_acme.emailInvalid", "operator": "FALSE"}},
                         {"person": {"field": "_acme.inferredState", "operator": "IS", "value": ["Bavaria"]}}]}""");
        TemplateCheck saved = TemplateCheck.ofRequest(
                new RolesTemplateRequest("T", null, List.of(card("Champion", null, null, condition))),
                ROLES,
                fields,
                MOST_EVENTS);
        assertThat(saved.violations()).isEmpty();

        CompiledTemplate template = new CompiledTemplate(saved.roles(), RoleConditions.of(saved.roles(), fields));

        assertThat(template.roleOf(person(Map.of("_acme", Map.of("emailInvalid", false, "inferredState", "Bavaria")))))
                .isEqualTo("Champion");
        assertThat(template.roleOf(person(Map.of("_acme", Map.of("emailInvalid", true, "inferredState", "Bavaria")))))
                .isNull();
        assertThat(template.roleOf(person(Map.of("_acme", Map.of("inferredState", "Bavaria")))))
                .isNull();
    }

    @Test
    @DisplayName("XDM-05: a condition on a field that is gone is kept, is reported, and its role keeps whom it has")
    void aConditionOnAFieldThatIsGoneIsKeptAndReported() {
        FieldCatalogue before = FieldCatalogue.standard().with(RecordKind.PERSON, "_acme.tier", FieldType.STRING);
        JsonNode gold = json("""
                {"person": {"field": "_acme.tier", "operator": "IS", "value": ["gold"]}}""");
        TemplateCheck saved = TemplateCheck.ofRequest(
                new RolesTemplateRequest(
                        "T",
                        null,
                        List.of(card("Champion", null, null, gold), card("Influencer", null, null, json(TITLE)))),
                ROLES,
                before,
                MOST_EVENTS);
        assertThat(saved.violations()).isEmpty();

        RoleConditions now = RoleConditions.of(saved.roles(), FieldCatalogue.standard());
        CompiledTemplate template = new CompiledTemplate(saved.roles(), now);

        assertThat(now.faults()).extracting(Violation::field).containsExactly("/roles/0/condition/person/field");
        assertThat(template.roleOf(person(Map.of("_acme", Map.of("tier", "gold")))))
                .isNull();
        assertThat(template.roleOf(person(Map.of()), "Champion")).isEqualTo("Champion");
        assertThat(template.broken()).containsOnlyKeys("Champion");
        assertThat(template.roleOf(person(Map.of("extendedWorkDetails", Map.of("jobTitle", "Chief")))))
                .isEqualTo("Influencer");
        assertThat(TemplateCheck.forPublishing(saved.roles(), FieldCatalogue.standard()))
                .extracting(Violation::field)
                .containsExactly("/roles/0/condition/person/field");
    }

    private static PersonFacts person(Map<String, Object> document) {
        return new PersonFacts("1@crm.Test", document, List.of(), Instant.parse("2026-02-01T00:00:00Z"));
    }

    @Test
    @DisplayName("RT-06: the five weights")
    void weightsHaveTheirValues() {
        assertThat(IntStream.of(20, 40, 60, 80, 100).boxed())
                .containsExactlyElementsOf(java.util.Arrays.stream(Weighting.values())
                        .map(Weighting::value)
                        .toList());
    }

    private static List<String> places(@Nullable RoleCard... cards) {
        return check(cards).violations().stream().map(Violation::field).toList();
    }

    private static TemplateCheck check(@Nullable RoleCard... cards) {
        return TemplateCheck.ofRequest(
                new RolesTemplateRequest("T", null, java.util.Arrays.asList(cards)),
                ROLES,
                FieldCatalogue.standard(),
                MOST_EVENTS);
    }

    private static RoleCard card(
            @Nullable String role,
            @Nullable Integer priority,
            @Nullable Integer members,
            @Nullable JsonNode condition) {
        return new RoleCard(role, priority, null, members, null, null, condition);
    }

    private static JsonNode json(String text) {
        return ContractJson.readTree(text.getBytes(StandardCharsets.UTF_8));
    }
}
