package io.coterie.buyinggroup.groupview;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.coterie.buyinggroup.group.BuyingGroup;
import io.coterie.buyinggroup.people.PersonSummary;
import io.coterie.platform.conditions.Explanation;
import io.coterie.platform.conditions.PersonFacts;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * People of the account who almost fill what the group lacks.
 *
 * @param considered how many people of the account were looked at: nobody who is a member or was removed by hand
 * @param more whether there are others, who may come closer
 * @param roles those that count and have too few members, in the order of the template
 */
record SuggestionsView(UUID buyingGroup, int considered, boolean more, List<Role> roles) {

    /**
     * @param autoAssign false where only people and journeys fill the role, and so nobody can be suggested
     * @param fault why the role's condition cannot be computed, and so nobody can be suggested; left out when all is well
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "RoleSuggestions")
    record Role(
            String role,
            int assigned,
            int required,
            boolean autoAssign,
            @Nullable String fault,
            List<Person> people) {}

    /**
     * @param missing the fewest tests that keep the person out; none for somebody who fulfils it, whom the next update takes
     *     in if the group is updated
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "SuggestedPerson")
    record Person(
            String personKey,
            @Nullable String name,
            @Nullable String jobTitle,
            @Nullable String email,
            int satisfied,
            List<Missing> missing) {}

    /**
     * A test that keeps somebody out.
     *
     * @param test in words
     * @param actual the value found; left out where there is none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Missing(
            String test, @Nullable String field, @Nullable Object actual) {

        static Missing of(Explanation test) {
            return new Missing(test.label(), test.field(), test.actual());
        }
    }

    static SuggestionsView of(
            BuyingGroup group, List<Suggestions.OfRole> suggestions, List<PersonFacts> people, boolean more) {
        Map<String, PersonFacts> byKey =
                people.stream().collect(Collectors.toMap(PersonFacts::key, Function.identity()));
        return new SuggestionsView(
                group.id(),
                people.size(),
                more,
                suggestions.stream().map(role -> role(role, byKey)).toList());
    }

    private static Role role(Suggestions.OfRole role, Map<String, PersonFacts> people) {
        return new Role(
                role.role().role(),
                role.role().assigned(),
                role.role().required(),
                role.autoAssign(),
                role.fault(),
                role.people().stream()
                        .map(suggestion -> person(suggestion, PersonSummary.of(people.get(suggestion.personKey()))))
                        .toList());
    }

    private static Person person(Suggestions.Suggestion suggestion, PersonSummary summary) {
        return new Person(
                suggestion.personKey(),
                summary.name(),
                summary.jobTitle(),
                summary.email(),
                suggestion.distance().satisfied(),
                suggestion.distance().missing().stream().map(Missing::of).toList());
    }
}
