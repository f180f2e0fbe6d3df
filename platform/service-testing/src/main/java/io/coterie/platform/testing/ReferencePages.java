package io.coterie.platform.testing;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Holds the reference pages against the code: every error, endpoint and setting of a module must have its row. The
 * failure lists the rows that are missing, ready to be put into the page.
 */
public final class ReferencePages {

    private static final java.nio.file.Path REFERENCE = Repository.root().resolve("docs/reference");

    private final JavaClasses classes;

    private ReferencePages(JavaClasses classes) {
        this.classes = classes;
    }

    /** The pages for the main classes of one module. */
    public static ReferencePages of(String rootPackage) {
        return new ReferencePages(new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(rootPackage));
    }

    /** Every constant of every error catalogue has a row in {@code errors.md}. */
    public void requireErrors() {
        require("errors.md", errors());
    }

    /** Every endpoint has a row in {@code permissions.md} with the id it asks for, or {@code public}. */
    public void requireEndpoints() {
        require("permissions.md", endpoints());
    }

    /** Every setting has a row in {@code configuration.md} with its default. */
    public void requireSettings() {
        require("configuration.md", settings());
    }

    private List<String> errors() {
        List<String> rows = new ArrayList<>();
        for (JavaClass type : classes) {
            boolean isCatalogue = type.isEnum()
                    && type.getRawInterfaces().stream()
                            .anyMatch(parent -> parent.getSimpleName().equals("ErrorCode"));
            if (isCatalogue) {
                for (Object constant : type.reflect().getEnumConstants()) {
                    rows.add(row(quoted(call(constant, "code")), call(constant, "status"), call(constant, "title")));
                }
            }
        }
        return rows;
    }

    private List<String> endpoints() {
        List<String> rows = new ArrayList<>();
        for (JavaClass type : classes) {
            if (type.isAnnotatedWith(Path.class) && !type.isInterface()) {
                Class<?> resource = type.reflect();
                for (Method method : resource.getDeclaredMethods()) {
                    Arrays.stream(method.getAnnotations())
                            .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
                            .filter(verb -> verb != null)
                            .forEach(verb -> rows.add(
                                    row(verb.value(), quoted(path(resource, method)), permission(resource, method))));
                }
            }
        }
        return rows;
    }

    private List<String> settings() {
        List<String> rows = new ArrayList<>();
        for (JavaClass type : classes) {
            if (type.isAnnotatedWith(ConfigMapping.class)) {
                Class<?> mapping = type.reflect();
                String prefix = mapping.getAnnotation(ConfigMapping.class).prefix();
                for (Method method : mapping.getDeclaredMethods()) {
                    if (!method.isDefault() && !method.isSynthetic() && method.getParameterCount() == 0) {
                        rows.add(row(quoted(prefix + "." + name(method)), fallback(method)));
                    }
                }
            }
        }
        return rows;
    }

    private static void require(String page, List<String> rows) {
        String text = read(page);
        List<String> missing = rows.stream()
                .filter(row -> !text.contains(row.substring(0, row.length() - 2)))
                .sorted()
                .toList();
        if (!missing.isEmpty()) {
            throw new AssertionError("Rows missing in docs/reference/" + page + ":\n" + String.join("\n", missing));
        }
    }

    private static String row(Object... cells) {
        StringBuilder row = new StringBuilder("|");
        for (Object cell : cells) {
            row.append(' ').append(cell).append(" |");
        }
        return row.toString();
    }

    private static String quoted(Object text) {
        return "`" + text + "`";
    }

    private static String path(Class<?> resource, Method method) {
        Path own = method.getAnnotation(Path.class);
        String base = "/" + resource.getAnnotation(Path.class).value();
        return (own == null ? base : base + "/" + own.value())
                .replaceAll("/{2,}", "/")
                .replaceAll("(?<=.)/$", "");
    }

    private static String permission(Class<?> resource, Method method) {
        RolesAllowed roles = method.getAnnotation(RolesAllowed.class);
        if (roles == null) {
            roles = resource.getAnnotation(RolesAllowed.class);
        }
        return roles == null ? "public" : "`" + String.join("` or `", roles.value()) + "`";
    }

    private static String name(Method method) {
        WithName given = method.getAnnotation(WithName.class);
        return given != null
                ? given.value()
                : method.getName().replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }

    private static String fallback(Method method) {
        for (Annotation annotation : method.getAnnotations()) {
            if (annotation instanceof WithDefault value) {
                return value.value().isEmpty() ? "empty" : "`" + value.value() + "`";
            }
        }
        return method.getReturnType().getSimpleName().startsWith("Optional") ? "none" : "required";
    }

    private static Object call(Object target, String method) {
        try {
            Method found = target.getClass().getMethod(method);
            found.setAccessible(true);
            return found.invoke(target);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Expected an error code with a method " + method, e);
        }
    }

    private static String read(String page) {
        try {
            return Files.readString(REFERENCE.resolve(page));
        } catch (IOException e) {
            throw new UncheckedIOException("Expected the reference page docs/reference/" + page, e);
        }
    }
}
