package io.coterie.platform.conditions;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * "Member of Buying Group" (§16.2): the person has a place in a group for which all nested tests hold.
 *
 * @param exists false: the person has no such place
 * @param roles one of which the person holds there, or held; empty for any
 * @param removed whether the person must be removed, or must not be; null for both (MEM-07)
 * @param where null: any group
 */
record BuyingGroupMemberTest(
        String pointer,
        boolean exists,
        List<String> roles,
        @Nullable Boolean removed,
        @Nullable Node where) implements Node {

    BuyingGroupMemberTest {
        roles = List.copyOf(roles);
    }

    @Override
    public String kind() {
        return ConditionScope.BUYING_GROUP_MEMBER.key();
    }

    @Override
    public boolean matches(Facts facts, Instant now) {
        if (!(facts instanceof PersonFacts person)) {
            return false;
        }
        for (MembershipFacts membership : person.memberships()) {
            if (satisfies(membership, now)) {
                return exists;
            }
        }
        return !exists;
    }

    @Override
    public Explanation explain(Facts facts, Instant now) {
        List<MembershipFacts> all = facts instanceof PersonFacts person ? person.memberships() : List.of();
        List<MembershipFacts> matching =
                all.stream().filter(membership -> satisfies(membership, now)).toList();
        var counts = new Explanation.Counts(
                matching.size(),
                all.size(),
                matching.stream()
                        .limit(ConditionLimits.NAMED)
                        .map(BuyingGroupMemberTest::named)
                        .toList());
        boolean matched = facts instanceof PersonFacts && matching.isEmpty() != exists;
        return Explanation.counted(this, matched, counts, explained(all, now));
    }

    @Override
    public String words() {
        Boolean wanted = removed;
        Node nested = where;
        String member = wanted == null ? "present or past member" : wanted ? "removed member" : "member";
        return (exists ? "" : "no ") + member + " of a buying group"
                + (roles.isEmpty() ? "" : " in role " + String.join(" or ", roles))
                + (nested == null ? "" : " with " + nested.words());
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

    private boolean satisfies(MembershipFacts membership, Instant now) {
        return (removed == null || removed == membership.removed())
                && (roles.isEmpty() || roles.stream().anyMatch(membership.role()::equalsIgnoreCase))
                && (where == null || where.matches(membership.group(), now));
    }

    private List<Explanation> explained(List<MembershipFacts> memberships, Instant now) {
        Node nested = where;
        return nested == null
                ? List.of()
                : memberships.stream()
                        .limit(ConditionLimits.NAMED)
                        .map(membership ->
                                nested.explain(membership.group(), now).labelled(named(membership)))
                        .toList();
    }

    private static String named(MembershipFacts membership) {
        return membership.group().solutionInterestName() + " (" + membership.role()
                + (membership.removed() ? ", removed)" : ")");
    }
}
