package io.coterie.k8s.source;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Types as they are written, read by the compiler's own parser. */
final class JavaSource {

    private JavaSource() {}

    /** The top-level types of a module's production code whose text contains a word. */
    static List<ClassTree> typesMentioning(String module, String word) {
        List<Path> files = Repository.javaFiles(module).stream()
                .filter(file -> Repository.text(file).contains(word))
                .toList();
        return files.isEmpty() ? List.of() : parse(files);
    }

    private static List<ClassTree> parse(List<Path> files) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            JavacTask task = (JavacTask)
                    compiler.getTask(null, manager, null, List.of(), null, manager.getJavaFileObjectsFromPaths(files));
            return StreamSupport.stream(task.parse().spliterator(), false)
                    .map(CompilationUnitTree::getTypeDecls)
                    .flatMap(List::stream)
                    .filter(ClassTree.class::isInstance)
                    .map(ClassTree.class::cast)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Expected to parse " + files, e);
        }
    }

    static Optional<AnnotationTree> annotation(ModifiersTree modifiers, String simpleName) {
        return modifiers.getAnnotations().stream()
                .filter(annotation -> {
                    String name = annotation.getAnnotationType().toString();
                    return name.equals(simpleName) || name.endsWith("." + simpleName);
                })
                .map(AnnotationTree.class::cast)
                .findFirst();
    }

    /** A literal text given to an annotation, under the element's name. */
    static Optional<String> element(AnnotationTree annotation, String name) {
        return annotation.getArguments().stream()
                .flatMap(argument -> switch (argument) {
                    case AssignmentTree assignment
                    when assignment.getVariable().toString().equals(name) -> literal(assignment.getExpression());
                    case LiteralTree literal when name.equals("value") -> literal(literal);
                    default -> Stream.<String>empty();
                })
                .findFirst();
    }

    private static Stream<String> literal(ExpressionTree expression) {
        return expression instanceof LiteralTree literal
                ? Stream.of(literal.getValue().toString())
                : Stream.empty();
    }
}
