package io.coterie.buyinggroup.groupview;

import io.coterie.buyinggroup.completeness.RoleCompleteness;
import io.coterie.buyinggroup.group.BuyingGroup;
import io.coterie.buyinggroup.membership.Source;
import io.coterie.buyinggroup.membership.Standing;
import io.coterie.buyinggroup.rolestemplate.CompiledTemplate;
import io.coterie.buyinggroup.rolestemplate.NearMiss;
import io.coterie.buyinggroup.rolestemplate.RoleExplanation;
import io.coterie.platform.conditions.Explanation;
import io.coterie.platform.conditions.PersonFacts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Who could fill what a group lacks: the people who come closest to a role's condition, and what keeps them out; pure. */
final class Suggestions {

    /** How many people are named for one role. */
    static final int MOST_PER_ROLE = 5;

    private static final Comparator<Suggestion> CLOSEST = Comparator.comparingInt(
                    (Suggestion suggestion) -> suggestion.distance().missing().size())
            .thenComparing(suggestion -> suggestion.distance().satisfied(), Comparator.reverseOrder())
            .thenComparing(Suggestion::personKey);

    private Suggestions() {}

    /**
     * A role that lacks members, and those who come closest; nobody where the role is filled by hand only.
     *
     * @param fault why the condition cannot be computed, so that nobody can come close; null when all is well
     */
    record OfRole(
            RoleCompleteness role,
            boolean autoAssign,
            @Nullable String fault,
            List<Suggestion> people) {}

    /** Somebody, and how far from the role. */
    record Suggestion(String personKey, NearMiss distance) {}

    /**
     * Suggestions for each role that counts and has too few members, in the order of the template.
     *
     * @param people of the account; members are nobody's suggestion, nor is whom a person or a journey has removed
     */
    static List<OfRole> of(BuyingGroup group, CompiledTemplate template, List<PersonFacts> people) {
        List<RoleCompleteness> lacking = group.completeness().counting().stream()
                .filter(role -> role.assigned() < role.required())
                .toList();
        List<Explained> candidates = people.stream()
                .filter(person -> isFree(group.standings().get(person.key())))
                .map(person -> new Explained(person.key(), template.explain(person)))
                .toList();
        return lacking.stream()
                .map(role -> new OfRole(
                        role,
                        template.fillsItself(role.role()),
                        template.broken().get(role.role()),
                        closest(role.role(), candidates)))
                .toList();
    }

    /** Who need not be looked at, however close they come. */
    static List<String> neverSuggested(BuyingGroup group) {
        return group.standings().values().stream()
                .filter(standing -> !isFree(standing))
                .map(Standing::personKey)
                .toList();
    }

    private static boolean isFree(@Nullable Standing standing) {
        return standing == null || (!standing.active() && standing.source() == Source.SYSTEM);
    }

    private static List<Suggestion> closest(String role, List<Explained> candidates) {
        List<Suggestion> suggestions = new ArrayList<>();
        for (Explained candidate : candidates) {
            Explanation condition = candidate.condition(role);
            if (condition != null) {
                suggestions.add(new Suggestion(candidate.personKey(), NearMiss.of(condition)));
            }
        }
        return suggestions.stream().sorted(CLOSEST).limit(MOST_PER_ROLE).toList();
    }

    private record Explained(String personKey, List<RoleExplanation> roles) {

        @Nullable
        Explanation condition(String role) {
            return roles.stream()
                    .filter(explained -> explained.role().equals(role))
                    .map(RoleExplanation::condition)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse(null);
        }
    }
}
