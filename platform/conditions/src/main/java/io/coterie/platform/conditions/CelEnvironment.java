package io.coterie.platform.conditions;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * CEL over the fields of one kind of record. Every field is a variable of its own, named by its whole path, so that the checker
 * knows its type and the evaluation finds it in one step. Made when a catalogue meets its first expression: loading CEL takes a second.
 */
final class CelEnvironment {

    static final String NOW = "now";

    private static final CelOptions OPTIONS = CelOptions.current()
            .enableHeterogeneousNumericComparisons(true)
            .maxExpressionCodePointSize(ConditionLimits.EXPRESSION_LENGTH)
            .maxParseRecursionDepth(ConditionLimits.EXPRESSION_DEPTH)
            .maxRegexProgramSize(ConditionLimits.PATTERN_SIZE)
            .comprehensionMaxIterations(ConditionLimits.LIST_LENGTH)
            .build();

    private final RecordKind kind;
    private final SortedMap<String, FieldDefinition> fields;
    private final Map<String, FieldReader> readers = new HashMap<>();
    private final Map<String, FieldReader> presences = new HashMap<>();
    private final CelCompiler compiler;
    private final CelRuntime runtime = CelFunctions.runtime(OPTIONS);

    CelEnvironment(RecordKind kind, SortedMap<String, FieldDefinition> fields) {
        this.kind = kind;
        this.fields = fields;
        fields.values().forEach(this::addReader);
        this.compiler = compiler();
    }

    /** Compiles an expression; every problem goes to the faults with its column. */
    Optional<CelExpression> compile(String expression, Faults faults, String pointer) {
        CelValidationResult checked = check(expression);
        if (checked.hasError()) {
            new CelProblems(kind, fields, compiler, expression).report(checked, faults, pointer);
            return Optional.empty();
        }
        try {
            CelAbstractSyntaxTree tree = checked.getAst();
            return CelRules.accept(tree, faults, pointer)
                    ? Optional.of(expression(expression, tree))
                    : Optional.empty();
        } catch (CelValidationException | CelEvaluationException e) {
            faults.add(pointer, 1, "the expression cannot be compiled: " + e.getMessage());
            return Optional.empty();
        }
    }

    CelValidationResult check(String expression) {
        return compiler.compile(expression);
    }

    CelDivision division(CelAbstractSyntaxTree tree) {
        CelVariables used = new CelVariables(readers, presences, true).usedBy(tree, tree.getExpr());
        return new CelDivision(tree, used, runtime);
    }

    private CelExpression expression(String text, CelAbstractSyntaxTree tree) throws CelEvaluationException {
        CelDivision division = division(tree);
        return new CelExpression(text, division.whole(), division.variables());
    }

    private void addReader(FieldDefinition field) {
        FieldReader reader = new FieldReader(field);
        readers.put(field.expression(), reader);
        presences.put(CelMacros.presence(field.expression()), reader);
    }

    private CelCompiler compiler() {
        CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setStandardMacros(CelStandardMacro.EXISTS, CelStandardMacro.ALL)
                .addMacros(CelMacros.all())
                .addFunctionDeclarations(CelFunctions.declarations())
                .addVar(NOW, SimpleType.TIMESTAMP);
        readers.forEach(
                (name, reader) -> builder.addVar(name, type(reader.field().type())));
        presences.keySet().forEach(name -> builder.addVar(name, SimpleType.BOOL));
        return builder.build();
    }

    private static CelType type(FieldType type) {
        return switch (type) {
            case STRING -> SimpleType.STRING;
            case NUMBER -> SimpleType.DOUBLE;
            case INTEGER -> SimpleType.INT;
            case BOOLEAN -> SimpleType.BOOL;
            case DATE -> SimpleType.TIMESTAMP;
            case STRING_LIST -> ListType.create(SimpleType.STRING);
        };
    }
}
