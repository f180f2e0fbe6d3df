package io.coterie.buyinggroup.rolestemplate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.buyinggroup.rolestemplate.RolesTemplateRequest.RoleCard;
import io.coterie.contracts.ContractJson;
import io.coterie.platform.problem.Violation;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** §9.3. */
class TemplateCheckTest {

    private static final List<String> ROLES = List.of("Decision Maker", "Champion", "Influencer");
    private static final String TITLE = """
            {"person": {"field": "extendedWorkDetails.jobTitle", "operator": "CONTAINS", "value": ["Chief"]}}""";

    @Test
    @DisplayName("D-81: what a card leaves out gets its default")
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
    @DisplayName("D-20: 1 to 999 members are required")
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
        assertThat(TemplateCheck.forPublishing(List.of()))
                .extracting(Violation::field)
                .containsExactly("/roles");
    }

    @Test
    @DisplayName("D-18: who is assigned automatically needs a condition")
    void automaticAssignmentNeedsACondition() {
        TemplateRole automatic = new TemplateRole("Champion", 1, Weighting.NORMAL, 1, true, true, null);
        TemplateRole byHand = new TemplateRole("Champion", 1, Weighting.NORMAL, 1, true, false, null);

        assertThat(TemplateCheck.forPublishing(List.of(automatic)))
                .extracting(Violation::field)
                .containsExactly("/roles/0/condition");
        assertThat(TemplateCheck.forPublishing(List.of(byHand))).isEmpty();
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
        return TemplateCheck.ofRequest(new RolesTemplateRequest("T", null, java.util.Arrays.asList(cards)), ROLES);
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
