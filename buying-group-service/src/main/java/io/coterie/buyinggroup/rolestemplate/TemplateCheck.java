package io.coterie.buyinggroup.rolestemplate;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.buyinggroup.definition.DefinitionName;
import io.coterie.contracts.ContractJson;
import io.coterie.platform.conditions.FieldCatalogue;
import io.coterie.platform.problem.Violation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes a template's roles of what was asked for, and finds everything that is wrong with it; pure. */
final class TemplateCheck {

    /** D-78. */
    private static final int MOST_CARDS = 20;

    /** D-20. */
    private static final int MOST_MEMBERS = 999;

    private final List<String> knownRoles;
    private final FieldCatalogue fields;
    private final int mostEvents;
    private final List<TemplateRole> roles = new ArrayList<>();
    private final List<Violation> violations = new ArrayList<>();

    private TemplateCheck(List<String> knownRoles, FieldCatalogue fields, int mostEvents) {
        this.knownRoles = knownRoles;
        this.fields = fields;
        this.mostEvents = mostEvents;
    }

    /**
     * Checks what no template may contain, draft or not.
     *
     * @param knownRoles the sandbox's roles, as they are spelt
     * @param fields those that conditions of the sandbox may read
     * @param mostEvents how many of a person's latest events of one type a condition sees
     */
    static TemplateCheck ofRequest(
            RolesTemplateRequest request, List<String> knownRoles, FieldCatalogue fields, int mostEvents) {
        TemplateCheck check = new TemplateCheck(knownRoles, fields, mostEvents);
        List<RolesTemplateRequest.@Nullable RoleCard> cards = request.cards();
        if (cards.size() > MOST_CARDS) {
            check.violations.add(new Violation("/roles", "Expected at most " + MOST_CARDS + " roles."));
            return check;
        }
        Map<Integer, Integer> priorities = new HashMap<>();
        Map<String, Integer> names = new HashMap<>();
        for (int i = 0; i < cards.size(); i++) {
            RolesTemplateRequest.RoleCard card = cards.get(i);
            if (card == null) {
                check.violations.add(new Violation("/roles/" + i, "Expected a role."));
            } else {
                check.add(i, card, priorities, names);
            }
        }
        check.roles.sort(Comparator.comparingInt(TemplateRole::priority));
        return check;
    }

    /** What a live template must have besides (RT-03, D-18); a field may have gone since a condition was saved. */
    static List<Violation> forPublishing(List<TemplateRole> roles, FieldCatalogue fields) {
        List<Violation> violations = new ArrayList<>();
        if (roles.isEmpty()) {
            violations.add(new Violation("/roles", "Expected at least one role."));
        }
        for (int i = 0; i < roles.size(); i++) {
            TemplateRole role = roles.get(i);
            if (role.autoAssign() && role.condition() == null) {
                violations.add(new Violation(
                        pointer(i, "condition"),
                        "Expected a condition, because the role '" + role.role() + "' is assigned automatically."));
            }
        }
        violations.addAll(RoleConditions.of(roles, fields).faults());
        return violations;
    }

    List<TemplateRole> roles() {
        return List.copyOf(roles);
    }

    List<Violation> violations() {
        return List.copyOf(violations);
    }

    private void add(
            int place,
            RolesTemplateRequest.RoleCard card,
            Map<Integer, Integer> priorities,
            Map<String, Integer> names) {
        Optional<String> role = role(place, card.role());
        role.map(names::get)
                .ifPresent(first -> violations.add(new Violation(
                        pointer(place, "role"), "Expected a role of its own; it is at /roles/" + first + " already.")));
        role.ifPresent(name -> names.putIfAbsent(name, place));

        int priority = card.priority() == null ? place + 1 : card.priority();
        Integer samePriority = priorities.putIfAbsent(priority, place);
        if (samePriority != null) {
            violations.add(new Violation(
                    pointer(place, "priority"),
                    "Expected a priority of its own; " + priority + " is that of /roles/" + samePriority + "."));
        }
        if (priority < 1) {
            violations.add(new Violation(pointer(place, "priority"), "Expected a priority of 1 or more."));
        }
        int membersRequired = card.membersRequired() == null ? 1 : card.membersRequired();
        if (membersRequired < 1 || membersRequired > MOST_MEMBERS) {
            violations.add(
                    new Violation(pointer(place, "membersRequired"), "Expected 1 to " + MOST_MEMBERS + " members."));
        }
        JsonNode condition = condition(card.condition());
        if (condition != null) {
            violations.addAll(RoleConditions.violations(condition, pointer(place, "condition"), fields, mostEvents));
        }
        role.ifPresent(name -> roles.add(new TemplateRole(
                name,
                priority,
                card.weighting() == null ? Weighting.NORMAL : card.weighting(),
                membersRequired,
                card.requiredForCompleteness() == null || card.requiredForCompleteness(),
                card.autoAssign() == null || card.autoAssign(),
                condition)));
    }

    private Optional<String> role(int place, @Nullable String asked) {
        if (asked == null || asked.isBlank()) {
            violations.add(new Violation(pointer(place, "role"), "Expected the name of a role."));
            return Optional.empty();
        }
        Optional<String> known = knownRoles.stream()
                .filter(name -> DefinitionName.same(name, asked))
                .findFirst();
        if (known.isEmpty()) {
            violations.add(new Violation(
                    pointer(place, "role"),
                    "Expected one of the roles " + String.join(", ", knownRoles) + ", but got '" + asked + "'."));
        }
        return known;
    }

    /** As it will be read back, so that a condition that is declared again is seen to be the same. */
    private static @Nullable JsonNode condition(@Nullable JsonNode asked) {
        return asked == null || asked.isNull()
                ? null
                : ContractJson.readTree(asked.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String pointer(int place, String field) {
        return "/roles/" + place + "/" + field;
    }
}
