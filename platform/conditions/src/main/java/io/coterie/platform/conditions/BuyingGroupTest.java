package io.coterie.platform.conditions;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * "Account has matched buying group" (§16.1): all nested tests hold for the same group.
 *
 * @param exists false: no group of the account satisfies the nested tests
 * @param where null: any group
 */
record BuyingGroupTest(
        String pointer, boolean exists, @Nullable Node where) implements Node {

    @Override
    public String kind() {
        return ConditionScope.BUYING_GROUP.key();
    }

    @Override
    public boolean matches(Facts facts, Instant now) {
        if (!(facts instanceof AccountFacts account)) {
            return false;
        }
        for (GroupFacts group : account.groups()) {
            if (satisfies(group, now)) {
                return exists;
            }
        }
        return !exists;
    }

    @Override
    public Explanation explain(Facts facts, Instant now) {
        List<GroupFacts> groups = facts instanceof AccountFacts account ? account.groups() : List.of();
        List<GroupFacts> matching =
                groups.stream().filter(group -> satisfies(group, now)).toList();
        var counts = new Explanation.Counts(
                matching.size(),
                groups.size(),
                matching.stream()
                        .limit(ConditionLimits.NAMED)
                        .map(GroupFacts::solutionInterestName)
                        .toList());
        boolean matched = facts instanceof AccountFacts && matching.isEmpty() != exists;
        return Explanation.counted(this, matched, counts, explained(groups, now));
    }

    @Override
    public String words() {
        Node nested = where;
        String group = exists ? "the account has a buying group" : "the account has no buying group";
        return nested == null ? group : group + " with " + nested.words();
    }

    @Override
    public void collect(ReadsCollector reads) {
        Node nested = where;
        reads.groups(nested == null ? Optional.empty() : nested.interests());
        if (nested != null) {
            nested.collect(reads);
        }
    }

    @Override
    public Optional<String> expression() {
        return Optional.empty();
    }

    private boolean satisfies(GroupFacts group, Instant now) {
        return where == null || where.matches(group, now);
    }

    private List<Explanation> explained(List<GroupFacts> groups, Instant now) {
        Node nested = where;
        return nested == null
                ? List.of()
                : groups.stream()
                        .limit(ConditionLimits.NAMED)
                        .map(group -> nested.explain(group, now).labelled(group.solutionInterestName()))
                        .toList();
    }
}
