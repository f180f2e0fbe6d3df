package io.coterie.platform.conditions;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelValidationException;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.CelComprehension;
import dev.cel.common.ast.CelReference;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import io.coterie.platform.conditions.ComparedText.Place;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads out of an expression the texts with which it compares one field: those by which its answer may change with the
 * field's value. What is compared with other fields does not count. Where the field meets a text in a way that is not
 * understood here, such as {@code <}, the text counts in every way.
 */
public final class ComparedTexts {

    private static final String ADD = "_+_";

    private static final List<Place> EVERY = List.of(Place.values());

    private final CelAbstractSyntaxTree tree;
    private final String field;

    /** What exists() and all() go through; they are not nested. */
    private final Map<String, CelOperand> variables = new HashMap<>();

    private final Set<ComparedText> found = new LinkedHashSet<>();

    private ComparedTexts(CelAbstractSyntaxTree tree, String field) {
        this.tree = tree;
        this.field = field;
    }

    /**
     * Each text once, in the order of the expression. None of an expression that does not compile: only a draft holds
     * it, which is evaluated nowhere and published only when it does.
     *
     * @param field the path of a standard field of text, or of a list of them
     */
    public static List<ComparedText> of(String expression, RecordKind kind, String field) {
        try {
            CelAbstractSyntaxTree tree = FieldCatalogue.standard()
                    .environment(kind)
                    .check(expression)
                    .getAst();
            return new ComparedTexts(tree, kind.scope() + "." + field).all();
        } catch (CelValidationException ofDraft) {
            return List.of();
        }
    }

    private List<ComparedText> all() {
        var _ = read(tree.getExpr());
        return List.copyOf(found);
    }

    private CelOperand read(CelExpr part) {
        Optional<String> text = text(part);
        if (text.isPresent()) {
            return CelOperand.text(text.get());
        }
        if (isField(part)) {
            return CelOperand.FIELD;
        }
        return switch (part.exprKind().getKind()) {
            case IDENT -> variables.getOrDefault(part.ident().name(), CelOperand.OTHER);
            case SELECT -> read(part.select().operand());
            case CALL -> call(part);
            case LIST -> oneOf(part.list().elements().stream());
            case MAP -> oneOf(part.map().entries().stream().flatMap(entry -> Stream.of(entry.key(), entry.value())));
            case COMPREHENSION -> loop(part.comprehension());
            case CONSTANT, STRUCT, NOT_SET -> CelOperand.OTHER;
        };
    }

    /** A literal, which may be written in pieces. */
    private static Optional<String> text(CelExpr part) {
        return switch (part.exprKind().getKind()) {
            case CONSTANT ->
                part.constant().getKind() == CelConstant.Kind.STRING_VALUE
                        ? Optional.of(part.constant().stringValue())
                        : Optional.empty();
            case CALL ->
                part.call().function().equals(ADD)
                        ? text(part.call().args().getFirst())
                                .flatMap(start ->
                                        text(part.call().args().getLast()).map(start::concat))
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private boolean isField(CelExpr part) {
        return tree.getReference(part.id())
                .map(CelReference::name)
                .filter(field::equals)
                .isPresent();
    }

    private CelOperand oneOf(Stream<CelExpr> parts) {
        return CelOperand.oneOf(parts.map(this::read).toList());
    }

    private CelOperand loop(CelComprehension loop) {
        variables.put(loop.iterVar(), read(loop.iterRange()));
        return read(loop.loopStep());
    }

    private CelOperand call(CelExpr part) {
        CelCall call = part.call();
        List<CelOperand> operands = Stream.concat(call.target().stream(), call.args().stream())
                .map(this::read)
                .toList();
        return switch (call.function()) {
            case "_==_", "_!=_", "@in" -> compared(operands, Place.WHOLE);
            case "startsWith" -> compared(operands, Place.START);
            case "endsWith" -> compared(operands, Place.END);
            case "contains" -> compared(operands, Place.INSIDE);
            case CelMacros.MATCHES -> compared(operands, Place.PATTERN);
            case CelFunctions.FOLD -> operands.getFirst().withoutCase();
            case "_?_:_" -> operands.get(1).or(operands.get(2));
            case "_[_]" -> entry(operands.getFirst(), operands.getLast());
            case ADD -> isList(part) ? CelOperand.oneOf(operands) : changed(operands);
            default -> unknown(part, operands);
        };
    }

    private CelOperand compared(List<CelOperand> operands, Place place) {
        CelOperand one = operands.getFirst();
        CelOperand other = operands.getLast();
        meet(one, other, place);
        meet(other, one, place == Place.WHOLE ? Place.WHOLE : Place.AROUND);
        return CelOperand.OTHER;
    }

    /** The keys of a map are compared with the one asked for. */
    private CelOperand entry(CelOperand entries, CelOperand key) {
        meet(key, entries, Place.WHOLE);
        return entries;
    }

    /** Logic is among them: what it joins is true or false, and has been read. */
    private CelOperand unknown(CelExpr part, List<CelOperand> operands) {
        CelOperand changed = changed(operands);
        meet(changed, changed, Place.WHOLE);
        return tree.getType(part.id()).filter(SimpleType.BOOL::equals).isPresent() ? CelOperand.OTHER : changed;
    }

    private static CelOperand changed(List<CelOperand> operands) {
        return CelOperand.oneOf(operands).asChanged();
    }

    private boolean isList(CelExpr part) {
        return tree.getType(part.id()).filter(ListType.class::isInstance).isPresent();
    }

    /** An empty text is in every value and is none, so it tells nothing apart. */
    private void meet(CelOperand value, CelOperand texts, Place place) {
        List<Place> places = value.changed() || texts.changed() ? EVERY : List.of(place);
        for (String text : texts.texts()) {
            if (!text.isEmpty()) {
                places.forEach(each -> add(value, text, each));
            }
        }
    }

    private void add(CelOperand value, String text, Place place) {
        if (value.exact()) {
            found.add(new ComparedText(text, place, true));
        }
        if (value.folded()) {
            found.add(new ComparedText(text, place, false));
        }
    }
}
