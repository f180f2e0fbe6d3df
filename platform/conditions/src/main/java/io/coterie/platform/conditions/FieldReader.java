package io.coterie.platform.conditions;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes one field from the facts. Reads the same for the fast path, for CEL and for explanations, so that the three cannot
 * disagree about what is missing.
 */
final class FieldReader {

    private final FieldDefinition field;
    private final String[] path;

    FieldReader(FieldDefinition field) {
        this.field = field;
        this.path = field.path().split("\\.", -1);
    }

    FieldDefinition field() {
        return field;
    }

    /** The value as the document holds it, for explanations. */
    @Nullable
    Object raw(Facts facts) {
        return switch (facts) {
            case AccountFacts account -> field.kind() == RecordKind.ACCOUNT ? walk(account.document()) : null;
            case PersonFacts person -> field.kind() == RecordKind.PERSON ? personValue(person) : null;
            case GroupFacts group -> field.kind() == RecordKind.GROUP ? groupValue(group) : null;
            case EventFacts event -> field.kind() == RecordKind.EVENT ? walk(event.document()) : null;
            case OpportunityFacts opportunity ->
                field.kind() == RecordKind.OPPORTUNITY ? walk(opportunity.document()) : null;
        };
    }

    /** The value in its field's type, or null when it is missing: absent, blank, of another type, or too long. */
    @Nullable
    Object read(Facts facts) {
        Object raw = raw(facts);
        return raw == null ? null : FieldValues.typed(raw, field.type());
    }

    private @Nullable Object personValue(PersonFacts person) {
        return switch (field.path()) {
            case StandardFields.ROLES -> person.roles();
            case PersonFacts.ENGAGEMENT -> person.engagement();
            default -> walk(person.document());
        };
    }

    private @Nullable Object groupValue(GroupFacts group) {
        return switch (field.path()) {
            // A condition may name the interest by its id or by its name.
            case "solutionInterest" -> List.of(group.solutionInterestId(), group.solutionInterestName());
            case "stage" -> group.stage();
            case "status" -> group.status();
            case "completeness" -> group.completeness();
            case "engagement" -> group.engagement();
            default -> null;
        };
    }

    private @Nullable Object walk(Map<String, Object> document) {
        Object value = document;
        for (String step : path) {
            if (!(value instanceof Map<?, ?> object)) {
                return null;
            }
            value = object.get(step);
        }
        return value;
    }
}
