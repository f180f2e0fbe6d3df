package io.coterie.buyinggroup.rolestemplate;

import io.coterie.buyinggroup.completeness.RoleRequirement;
import io.coterie.buyinggroup.membership.RoleRule;
import io.coterie.platform.conditions.CompiledCondition;
import io.coterie.platform.conditions.Explanation;
import io.coterie.platform.conditions.FieldRead;
import io.coterie.platform.conditions.PersonFacts;
import io.coterie.platform.conditions.RecordKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A live template, ready to look at people. */
public final class CompiledTemplate {

    private final List<TemplateRole> roles;
    private final List<RoleRequirement> requirements;
    private final List<RoleRule<PersonFacts>> rules;
    private final Map<String, CompiledCondition> conditions;
    private final Set<String> eventTypes = new TreeSet<>();

    CompiledTemplate(List<TemplateRole> roles, RoleConditions compiled) {
        this.roles = roles;
        this.conditions = compiled.byRole();
        this.requirements = roles.stream().map(TemplateRole::requirement).toList();
        this.rules = roles.stream().map(role -> rule(role, conditions)).toList();
        conditions
                .values()
                .forEach(condition -> eventTypes.addAll(condition.reads().eventTypes()));
    }

    /** The types of events that must be in a person's facts. */
    public Set<String> eventTypes() {
        return eventTypes;
    }

    /** How much a member of each role weighs, in priority order. */
    public Map<String, Integer> weights() {
        Map<String, Integer> weights = new LinkedHashMap<>();
        roles.forEach(role -> weights.put(role.role(), role.weighting().value()));
        return weights;
    }

    /** Whether the engagement score of a person can change the person's role. */
    public boolean readsEngagement() {
        FieldRead engagement = new FieldRead(RecordKind.PERSON, PersonFacts.ENGAGEMENT);
        return conditions.values().stream()
                .anyMatch(condition -> condition.reads().fields().contains(engagement));
    }

    /** What the template asks for, in priority order. */
    public List<RoleRequirement> requirements() {
        return requirements;
    }

    /** The role the template gives a person by itself; null for none (RT-09). */
    public @Nullable String roleOf(PersonFacts person) {
        return RoleRule.firstMatch(rules, person);
    }

    /** Whether the template fills the role by itself. */
    public boolean fillsItself(String role) {
        return conditions.containsKey(role);
    }

    /** The template's spelling of a role's name. */
    public Optional<String> roleNamed(String name) {
        return roles.stream()
                .map(TemplateRole::role)
                .filter(role -> io.coterie.buyinggroup.definition.DefinitionName.same(role, name))
                .findFirst();
    }

    /** Why a person does or does not get each role by itself (BEY-05). */
    public List<RoleExplanation> explain(PersonFacts person) {
        List<RoleExplanation> explanations = new ArrayList<>(roles.size());
        for (TemplateRole role : roles) {
            CompiledCondition condition = role.autoAssign() ? conditions.get(role.role()) : null;
            Explanation explanation = condition == null ? null : condition.explain(person);
            explanations.add(new RoleExplanation(
                    role.role(),
                    role.priority(),
                    role.autoAssign(),
                    explanation != null && explanation.matched(),
                    explanation));
        }
        return explanations;
    }

    private static RoleRule<PersonFacts> rule(TemplateRole role, Map<String, CompiledCondition> conditions) {
        CompiledCondition condition = conditions.get(role.role());
        return condition == null
                ? new RoleRule<>(role.role(), false, person -> false)
                : new RoleRule<>(role.role(), role.autoAssign(), condition::matches);
    }
}
