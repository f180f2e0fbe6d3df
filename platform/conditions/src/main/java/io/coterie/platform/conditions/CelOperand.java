package io.coterie.platform.conditions;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a part of an expression may be, as seen from one field; a list is whatever its entries may be.
 *
 * @param exact the field's value as it is
 * @param folded the field's value without case
 * @param changed something made of the value or of the texts in a way that is not followed
 * @param texts one of these
 */
record CelOperand(boolean exact, boolean folded, boolean changed, Set<String> texts) {

    static final CelOperand FIELD = new CelOperand(true, false, false, Set.of());

    /** Neither the field nor a text: another field, say, or true or false. */
    static final CelOperand OTHER = new CelOperand(false, false, false, Set.of());

    static CelOperand text(String text) {
        return new CelOperand(false, false, false, Set.of(text));
    }

    static CelOperand oneOf(List<CelOperand> operands) {
        return operands.stream().reduce(OTHER, CelOperand::or);
    }

    CelOperand or(CelOperand other) {
        Set<String> either = new LinkedHashSet<>(texts);
        either.addAll(other.texts);
        return new CelOperand(exact || other.exact, folded || other.folded, changed || other.changed, either);
    }

    CelOperand withoutCase() {
        Set<String> written = texts.stream().map(Fold::fold).collect(Collectors.toCollection(LinkedHashSet::new));
        return new CelOperand(false, exact || folded, changed, written);
    }

    CelOperand asChanged() {
        return new CelOperand(exact, folded, true, texts);
    }
}
