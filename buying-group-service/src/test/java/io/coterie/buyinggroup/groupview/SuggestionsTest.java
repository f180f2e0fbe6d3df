package io.coterie.buyinggroup.groupview;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.buyinggroup.definition.Trace;
import io.coterie.buyinggroup.group.BuyingGroup;
import io.coterie.buyinggroup.group.GroupDecisions;
import io.coterie.buyinggroup.group.GroupEdit;
import io.coterie.buyinggroup.group.GroupFacts;
import io.coterie.buyinggroup.group.GroupRules;
import io.coterie.buyinggroup.membership.Candidate;
import io.coterie.buyinggroup.membership.Cause;
import io.coterie.buyinggroup.membership.Decision;
import io.coterie.buyinggroup.membership.Source;
import io.coterie.buyinggroup.people.GonePeople;
import io.coterie.buyinggroup.rolestemplate.CompiledTemplate;
import io.coterie.buyinggroup.rolestemplate.TemplateFixtures;
import io.coterie.buyinggroup.solutioninterest.SolutionInterest;
import io.coterie.buyinggroup.stage.StageSet;
import io.coterie.contracts.ContractJson;
import io.coterie.platform.conditions.PersonFacts;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Who almost fills what a group lacks. */
class SuggestionsTest {

    private static final Instant NOW = Instant.parse("2026-02-01T00:00:00Z");
    private static final CompiledTemplate TEMPLATE = TemplateFixtures.withConditions(conditions());

    @Test
    void theClosestComeFirstWithWhatIsMissing() {
        List<Suggestions.OfRole> suggestions = Suggestions.of(
                group(List.of()),
                TEMPLATE,
                List.of(
                        person("far", "Clerk", "Bonn"),
                        person("near", "Chief", "Bonn"),
                        person("mid", "Clerk", "Berlin")));

        assertThat(suggestions)
                .extracting(suggestion -> suggestion.role().role())
                .containsExactly("Decision Maker", "Influencer");
        assertThat(suggestions.getFirst().people())
                .extracting(suggestion -> suggestion.personKey() + " lacks "
                        + suggestion.distance().missing().stream()
                                .map(test -> test.label())
                                .toList())
                .containsExactly(
                        "mid lacks [Job title contains Chief]",
                        "near lacks [City is Berlin]",
                        "far lacks [Job title contains Chief, City is Berlin]");
    }

    @Test
    void aRoleThatHasItsMembersNeedsNoSuggestion() {
        PersonFacts chief = person("chief", "Chief", "Berlin");

        List<Suggestions.OfRole> suggestions = Suggestions.of(
                group(List.of(new Candidate("chief", "Decision Maker"))),
                TEMPLATE,
                List.of(chief, person("b", "x", "y")));

        assertThat(suggestions)
                .extracting(suggestion -> suggestion.role().role())
                .containsExactly("Influencer");
        assertThat(suggestions.getFirst().people())
                .extracting(Suggestions.Suggestion::personKey)
                .containsExactly("b");
    }

    @Test
    void whomSomebodyRemovedIsNotSuggested() {
        BuyingGroup before = group(List.of(new Candidate("chief", "Decision Maker")));
        GroupEdit edit = GroupEdit.of(before, GroupRules.of(TEMPLATE.requirements()), NOW);
        var _ = edit.decide(new Decision.Remove("chief", Source.MANUAL, Cause.BY_HAND, "ann"));

        List<Suggestions.OfRole> suggestions = Suggestions.of(
                edit.finish().orElseThrow().after(), TEMPLATE, List.of(person("chief", "Chief", "Berlin")));

        assertThat(suggestions).allSatisfy(role -> assertThat(role.people()).isEmpty());
    }

    @Test
    void aFewAreNamedHoweverManyThereAre() {
        List<PersonFacts> many = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            many.add(person("p" + i, "Clerk", "Bonn"));
        }

        assertThat(Suggestions.of(group(List.of()), TEMPLATE, many))
                .allSatisfy(role -> assertThat(role.people()).hasSize(Suggestions.MOST_PER_ROLE));
    }

    @Test
    void forARoleThatIsFilledByHandNobodyIsSuggested() {
        CompiledTemplate byHand = TemplateFixtures.byHand("Champion");
        BuyingGroup group = group(List.of(), byHand);

        assertThat(Suggestions.of(group, byHand, List.of(person("a", "Chief", "Berlin"))))
                .singleElement()
                .satisfies(role -> {
                    assertThat(role.autoAssign()).isFalse();
                    assertThat(role.fault()).isNull();
                    assertThat(role.people()).isEmpty();
                });
    }

    @Test
    @DisplayName("D-05: nobody is suggested for a role whose condition cannot be computed, and the fault is told")
    void aRoleWithABrokenConditionSaysSo() {
        CompiledTemplate broken = TemplateFixtures.withConditions(Map.of("Champion", json("""
                {"person": {"field": "_acme.tier", "operator": "IS", "value": ["gold"]}}""")));
        BuyingGroup group = group(List.of(), broken);

        assertThat(Suggestions.of(group, broken, List.of(person("a", "Chief", "Berlin"))))
                .singleElement()
                .satisfies(role -> {
                    assertThat(role.autoAssign()).isTrue();
                    assertThat(role.fault()).contains("_acme.tier");
                    assertThat(role.people()).isEmpty();
                });
    }

    @Test
    @DisplayName("D-36: of a template that flags no role, every role without members is lacking")
    void whenNoRoleIsFlaggedEachMayLackMembers() {
        CompiledTemplate template = TemplateFixtures.withoutFlags("Champion", "Influencer");
        BuyingGroup group = group(List.of(new Candidate("ada", "Influencer")), template);

        assertThat(Suggestions.of(group, template, List.of()))
                .extracting(suggestion -> suggestion.role().role())
                .containsExactly("Champion");
    }

    private static BuyingGroup group(List<Candidate> candidates) {
        return group(candidates, TEMPLATE);
    }

    private static BuyingGroup group(List<Candidate> candidates, CompiledTemplate template) {
        SolutionInterest interest = new SolutionInterest(
                new UUID(0, 1),
                "Robots",
                null,
                new UUID(0, 2),
                StageSet.NONE,
                true,
                null,
                180,
                false,
                1,
                Trace.begun(NOW, "ann"));
        GroupFacts facts = new GroupFacts(
                7,
                "1@crm.Test",
                "Acme",
                false,
                interest,
                GroupRules.of(template.requirements()),
                candidates,
                GonePeople.NOBODY,
                null,
                new UUID(0, 4));
        return GroupDecisions.decide(null, facts, NOW).orElseThrow().after();
    }

    private static PersonFacts person(String key, String title, String city) {
        return new PersonFacts(
                key,
                Map.of("extendedWorkDetails", Map.of("jobTitle", title), "workAddress", Map.of("city", city)),
                List.of(),
                NOW);
    }

    private static Map<String, JsonNode> conditions() {
        Map<String, JsonNode> conditions = new LinkedHashMap<>();
        conditions.put("Decision Maker", json("""
                {"all": [{"person": {"field": "extendedWorkDetails.jobTitle", "operator": "CONTAINS", "value": ["Chief"]}},
                         {"person": {"field": "workAddress.city", "operator": "IS", "value": ["Berlin"]}}]}"""));
        conditions.put("Influencer", json("""
                {"person": {"field": "extendedWorkDetails.jobTitle", "operator": "CONTAINS", "value": ["Director"]}}"""));
        return conditions;
    }

    private static JsonNode json(String text) {
        return ContractJson.readTree(text.getBytes(StandardCharsets.UTF_8));
    }
}
