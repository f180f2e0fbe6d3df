package io.coterie.buyinggroup.rolestemplate;

import io.coterie.buyinggroup.completeness.RoleRequirement;
import io.coterie.buyinggroup.definition.DefinitionName;
import io.coterie.buyinggroup.membership.RoleRule;
import io.coterie.platform.conditions.CompiledCondition;
import io.coterie.platform.conditions.EventRead;
import io.coterie.platform.conditions.Explanation;
import io.coterie.platform.conditions.FieldRead;
import io.coterie.platform.conditions.PersonFacts;
import io.coterie.platform.conditions.RecordKind;
import io.coterie.platform.problem.Violation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A live template, ready to look at people. */
public final class CompiledTemplate {

    private final List<TemplateRole> roles;
    private final List<RoleRequirement> requirements;
    private final List<RoleRule<Asked>> rules;
    private final Map<String, CompiledCondition> conditions;
    private final Map<String, String> broken = new LinkedHashMap<>();
    private final Set<String> eventTypes = new TreeSet<>();
    private final Set<EventRead> eventReads = new LinkedHashSet<>();

    CompiledTemplate(List<TemplateRole> roles, RoleConditions compiled) {
        this.roles = roles;
        this.conditions = compiled.byRole();
        this.requirements = roles.stream().map(TemplateRole::requirement).toList();
        compiled.broken()
                .forEach((role, faults) ->
                        broken.put(role, faults.stream().map(Violation::detail).collect(Collectors.joining("; "))));
        this.rules = roles.stream().map(this::rule).toList();
        conditions.values().forEach(condition -> {
            eventTypes.addAll(condition.reads().eventTypes());
            eventReads.addAll(condition.reads().events());
        });
    }

    /**
     * A person, and the role the system gave it.
     *
     * @param held null where it gave none
     */
    private record Asked(PersonFacts person, @Nullable String held) {}

    /** The roles whose conditions cannot be computed, each with what is wrong; empty when all is well. */
    public Map<String, String> broken() {
        return Collections.unmodifiableMap(broken);
    }

    /** The events that conditions count, each with how far back. */
    public Set<EventRead> eventReads() {
        return eventReads;
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

    /**
     * The role the template gives a person by itself; null for none (RT-09). A role whose condition is broken keeps
     * whom it has and takes nobody else (D-05).
     *
     * @param held the role the system gave the person earlier; null for none
     */
    public @Nullable String roleOf(PersonFacts person, @Nullable String held) {
        return RoleRule.firstMatch(rules, new Asked(person, held));
    }

    /** The role the template gives somebody who has none. */
    public @Nullable String roleOf(PersonFacts person) {
        return roleOf(person, null);
    }

    /** Whether the template fills the role by itself, also when its condition cannot be computed now. */
    public boolean fillsItself(String role) {
        return roles.stream().anyMatch(card -> card.role().equals(role) && card.autoAssign());
    }

    /** The template's spelling of a role's name. */
    public Optional<String> roleNamed(String name) {
        return roles.stream()
                .map(TemplateRole::role)
                .filter(role -> DefinitionName.same(role, name))
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
                    explanation,
                    broken.get(role.role())));
        }
        return explanations;
    }

    private RoleRule<Asked> rule(TemplateRole role) {
        if (broken.containsKey(role.role())) {
            return new RoleRule<>(
                    role.role(), role.autoAssign(), asked -> role.role().equals(asked.held()));
        }
        CompiledCondition condition = conditions.get(role.role());
        return condition == null
                ? new RoleRule<>(role.role(), false, asked -> false)
                : new RoleRule<>(role.role(), role.autoAssign(), asked -> condition.matches(asked.person()));
    }
}
