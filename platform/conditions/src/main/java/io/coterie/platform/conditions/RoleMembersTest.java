package io.coterie.platform.conditions;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** "Number of people in buying group role" (§16.1). Role names are unique without regard to case (D-15). */
record RoleMembersTest(String pointer, String role, int atLeast) implements Node {

    @Override
    public String kind() {
        return ConditionScope.ROLE_MEMBERS.key();
    }

    @Override
    public boolean matches(Facts facts, Instant now) {
        return facts instanceof GroupFacts group && members(group) >= atLeast;
    }

    @Override
    public Explanation explain(Facts facts, Instant now) {
        int members = facts instanceof GroupFacts group ? members(group) : 0;
        return new Explanation(
                kind(),
                pointer,
                matches(facts, now),
                words(),
                role,
                Operator.AT_LEAST.name(),
                atLeast,
                members,
                false,
                null,
                null,
                List.of());
    }

    @Override
    public String words() {
        return "at least " + atLeast + " in role " + role;
    }

    @Override
    public void collect(ReadsCollector reads) {
        // Members are part of the group, which the enclosing scope reads.
    }

    @Override
    public Optional<String> expression() {
        return Optional.empty();
    }

    private int members(GroupFacts group) {
        Integer exact = group.roleMembers().get(role);
        return exact != null
                ? exact
                : group.roleMembers().entrySet().stream()
                        .filter(entry -> entry.getKey().equalsIgnoreCase(role))
                        .mapToInt(Map.Entry::getValue)
                        .sum();
    }
}
