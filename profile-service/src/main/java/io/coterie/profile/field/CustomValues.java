package io.coterie.profile.field;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coterie.platform.problem.GenericError;
import io.coterie.platform.problem.ProblemException;
import io.coterie.platform.problem.Violation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Holds the values that documents have beside the standard ones against the fields of their sandbox. */
final class CustomValues {

    private static final int MAXIMUM_VIOLATIONS = 20;

    private final Map<String, CustomField> fields = new HashMap<>();
    private final List<Violation> violations = new ArrayList<>();

    private CustomValues(List<CustomField> known) {
        known.forEach(field -> fields.put(field.path(), field));
    }

    /** The refusal with every place that does not fit; empty when all do. */
    static Optional<ProblemException> refusal(List<CustomField> known, ObjectNode values) {
        CustomValues check = new CustomValues(known);
        check.object("", "", values);
        return check.violations.isEmpty()
                ? Optional.empty()
                : Optional.of(new ProblemException(
                        GenericError.INVALID_BODY,
                        "Expected custom fields that the sandbox has.",
                        List.copyOf(check.violations)));
    }

    private void object(String path, String pointer, ObjectNode object) {
        object.properties().forEach(member -> {
            String step = path.isEmpty() ? member.getKey() : path + "." + member.getKey();
            value(step, pointer + "/" + member.getKey(), member.getValue());
        });
    }

    private void value(String path, String pointer, JsonNode value) {
        if (violations.size() >= MAXIMUM_VIOLATIONS) {
            return;
        }
        CustomField field = fields.get(path);
        if (field != null) {
            violations.addAll(field.type().inDocuments().violations(value, pointer));
        } else if (value instanceof ObjectNode object) {
            object(path, pointer, object);
        } else {
            violations.add(new Violation(pointer, "Unknown field. Add it with PUT /v1/fields first."));
        }
    }
}
