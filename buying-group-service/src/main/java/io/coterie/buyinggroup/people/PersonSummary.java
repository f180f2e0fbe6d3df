package io.coterie.buyinggroup.people;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.coterie.platform.conditions.PersonFacts;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a list of people shows of one.
 *
 * @param phone the mobile one, else the one at work
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PersonSummary(
        @Nullable String name,
        @Nullable String jobTitle,
        @Nullable String email,
        @Nullable String phone) {

    /** Nothing is known of somebody who is not there any more. */
    public static PersonSummary of(@Nullable PersonFacts person) {
        if (person == null) {
            return new PersonSummary(null, null, null, null);
        }
        Map<String, Object> document = person.document();
        String name = Stream.of("firstName", "lastName")
                .map(part -> text(document, "person", "name", part))
                .filter(part -> part != null)
                .collect(Collectors.joining(" "));
        String mobile = text(document, "mobilePhone", "number");
        return new PersonSummary(
                name.isEmpty() ? null : name,
                text(document, "extendedWorkDetails", "jobTitle"),
                text(document, "workEmail", "address"),
                mobile == null ? text(document, "workPhone", "number") : mobile);
    }

    private static @Nullable String text(Map<String, Object> document, String... path) {
        Object value = document;
        for (String step : path) {
            if (!(value instanceof Map<?, ?> object)) {
                return null;
            }
            value = object.get(step);
        }
        return value instanceof String text ? text : null;
    }
}
