package io.coterie.buyinggroup.groupview;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.buyinggroup.completeness.Completeness;
import io.coterie.buyinggroup.group.BuyingGroup;
import io.coterie.buyinggroup.membership.Cause;
import io.coterie.buyinggroup.membership.Decision;
import io.coterie.buyinggroup.membership.Source;
import io.coterie.buyinggroup.membership.Standing;
import io.coterie.buyinggroup.rolestemplate.CompiledTemplate;
import io.coterie.buyinggroup.rolestemplate.RoleExplanation;
import io.coterie.buyinggroup.rolestemplate.TemplateFixtures;
import io.coterie.buyinggroup.stage.StageSet;
import io.coterie.contracts.ContractJson;
import io.coterie.platform.conditions.PersonFacts;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Why somebody is in a group, or is not. */
class WhyTest {

    private static final Instant NOW = Instant.parse("2026-02-01T00:00:00Z");
    private static final String PERSON = "p1@crm.Test";
    private static final String DECISION_MAKER = "Decision Maker";
    private static final String STAYS =
            " The group stays as it is: its solution interest does not update existing buying groups.";
    private static final CompiledTemplate TEMPLATE = template("""
            {"person": {"field": "extendedWorkDetails.jobTitle", "operator": "CONTAINS", "value": ["Chief"]}}""");

    @Test
    @DisplayName("BEY-05: a member of the system has a role, its condition, and the values of now")
    void whyAMemberIsOne() {
        WhyView why = why(person("Chief"), decided(true, Source.SYSTEM, Cause.QUALIFIES), true);

        assertThat(why.member()).isTrue();
        assertThat(why.role()).isEqualTo(DECISION_MAKER);
        assertThat(why.matchingRole()).isEqualTo(DECISION_MAKER);
        assertThat(why.answer())
                .isEqualTo("Is a member as 'Decision Maker': fulfils the condition of the role (SYSTEM, by system)."
                        + " The template's conditions give the person the role 'Decision Maker'.");
        assertThat(why.decision().reason().condition().matched()).isTrue();
        assertThat(why.roles()).extracting(RoleExplanation::matched).containsExactly(true);
    }

    @Test
    @DisplayName("D-11: somebody who became a test profile left as one, and is one now")
    void whySomebodyWhoBecameATestProfileIsNoMember() {
        WhyView why = why(new Why.Relation.TestProfile(), decided(false, Source.SYSTEM, Cause.TEST_PROFILE), true);

        assertThat(why.member()).isFalse();
        assertThat(why.role()).isNull();
        assertThat(why.answer())
                .isEqualTo("Is not a member: became a test profile (SYSTEM, by system)."
                        + " The person is a test profile now, and test profiles belong in no group.");
        assertThat(why.decision().reason().cause()).isEqualTo(Cause.TEST_PROFILE);
        assertThat(why.roles()).isEmpty();
    }

    @Test
    @DisplayName("D-11: of a test profile nothing has to be decided")
    void whySomebodyWhoAlwaysWasATestProfileIsNoMember() {
        WhyView why = why(new Why.Relation.TestProfile(), null, true);

        assertThat(why.answer())
                .isEqualTo("Is not a member: nothing was decided about the person."
                        + " The person is a test profile now, and test profiles belong in no group.");
        assertThat(why.decision()).isNull();
        assertThat(why.matchingRole()).isNull();
    }

    @Test
    @DisplayName("D-29: whoever has left the account does not belong to it now")
    void whySomebodyWhoLeftIsNoMember() {
        WhyView why = why(new Why.Relation.Stranger(), decided(false, Source.SYSTEM, Cause.LEFT_ACCOUNT), true);

        assertThat(why.answer())
                .isEqualTo("Is not a member: no longer belongs to the account (SYSTEM, by system)."
                        + " The person does not belong to the account now.");
    }

    @Test
    @DisplayName("D-22: a group that is not updated says so where it differs from what the conditions say")
    void aGroupThatIsNotUpdatedSaysSo() {
        Standing member = decided(true, Source.SYSTEM, Cause.QUALIFIES);

        assertThat(why(person("Clerk"), member, false).answer()).endsWith(STAYS);
        assertThat(why(person("Chief"), null, false).answer()).endsWith(STAYS);
        assertThat(why(person("Chief"), member, false).answer()).doesNotContain(STAYS);
        assertThat(why(person("Clerk"), member, true).answer()).doesNotContain(STAYS);
    }

    @Test
    @DisplayName("§9.6: what somebody decided stands whether the group is updated or not")
    void whatWasDecidedByHandIsNotAMatterOfUpdates() {
        WhyView why = why(person("Clerk"), decided(true, Source.MANUAL, Cause.BY_HAND), false);

        assertThat(why.answer())
                .isEqualTo("Is a member as 'Decision Maker': decided by hand (MANUAL, by ann)."
                        + " The template's conditions give the person no role.");
        assertThat(why.decision().reason().condition()).isNull();
    }

    @Test
    @DisplayName("D-05: a role whose condition cannot be computed keeps whom the system has put there")
    void aRoleWithABrokenConditionKeepsWhomItHas() {
        CompiledTemplate broken = template("""
                {"person": {"field": "_acme.tier", "operator": "IS", "value": ["gold"]}}""");

        assertThat(why(broken, person("Clerk"), decided(true, Source.SYSTEM, Cause.QUALIFIES), true)
                        .matchingRole())
                .isEqualTo(DECISION_MAKER);
        assertThat(why(broken, person("Clerk"), decided(true, Source.MANUAL, Cause.BY_HAND), true)
                        .matchingRole())
                .isNull();
    }

    private static WhyView why(Why.Relation relation, @Nullable Standing standing, boolean updates) {
        return why(TEMPLATE, relation, standing, updates);
    }

    private static WhyView why(
            CompiledTemplate template, Why.Relation relation, @Nullable Standing standing, boolean updates) {
        RuledGroups.Ruled ruled = new RuledGroups.Ruled(group(template), template, updates);
        return Why.answer(new Why.Facts(ruled, PERSON, relation, standing, null));
    }

    private static Why.Relation person(String title) {
        return new Why.Relation.OfAccount(
                new PersonFacts(PERSON, Map.of("extendedWorkDetails", Map.of("jobTitle", title)), List.of(), NOW));
    }

    private static Standing decided(boolean active, Source source, Cause cause) {
        String by = source == Source.SYSTEM ? Decision.SYSTEM_ACTOR : "ann";
        return new Standing(PERSON, active, DECISION_MAKER, source, cause, by, NOW, NOW);
    }

    private static BuyingGroup group(CompiledTemplate template) {
        return new BuyingGroup(
                new UUID(0, 1),
                "1@crm.Test",
                new UUID(0, 2),
                null,
                "Robots for Acme",
                null,
                StageSet.NONE,
                null,
                Completeness.of(template.requirements(), Map.of()),
                null,
                null,
                null,
                new TreeMap<>(),
                false,
                false,
                1,
                NOW,
                NOW);
    }

    private static CompiledTemplate template(String condition) {
        JsonNode parsed = ContractJson.readTree(condition.getBytes(StandardCharsets.UTF_8));
        return TemplateFixtures.withConditions(Map.of(DECISION_MAKER, parsed));
    }
}
