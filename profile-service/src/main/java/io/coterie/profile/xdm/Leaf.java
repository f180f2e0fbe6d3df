package io.coterie.profile.xdm;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.platform.problem.Violation;
import java.util.List;

/** A kind of single value that a field of a sandbox's own may hold. */
public enum Leaf {
    TEXT,
    WHOLE_NUMBER,
    NUMBER,
    TRUTH,
    DATE;

    private static final int LONGEST_TEXT = 2_048;

    /** What is wrong with the value at the place; empty when it fits. */
    public List<Violation> violations(JsonNode value, String pointer) {
        ShapeCheck check = new ShapeCheck();
        check.check(shape(), value);
        return check.violations().stream()
                .map(violation -> new Violation(pointer, violation.detail()))
                .toList();
    }

    private Shape shape() {
        return switch (this) {
            case TEXT -> new Shape.Text(LONGEST_TEXT);
            case WHOLE_NUMBER -> new Shape.Whole();
            case NUMBER -> new Shape.Decimal();
            case TRUTH -> new Shape.Truth();
            case DATE -> new Shape.DayOrMoment();
        };
    }
}
