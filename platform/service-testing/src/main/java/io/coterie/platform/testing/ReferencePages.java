package io.coterie.platform.testing;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Holds the reference pages against the code: the section of a module has a row for every error, endpoint and setting
 * there is, and none for what is no longer there. The failure lists the rows that are missing, ready to be put into the
 * page, and those to be taken out.
 */
public final class ReferencePages {

    private final JavaClasses classes;
    private final String section;
    private final java.nio.file.Path pages;

    /** @param pages the directory of the pages */
    ReferencePages(JavaClasses classes, String section, java.nio.file.Path pages) {
        this.classes = classes;
        this.section = section;
        this.pages = pages;
    }

    /** The sections of this name, for the main classes of one module. */
    public static ReferencePages of(String rootPackage, String section) {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(rootPackage);
        return new ReferencePages(classes, section, Repository.root().resolve("docs/reference"));
    }

    /** The constants of every error catalogue are the rows in {@code errors.md}. */
    public void requireErrors() {
        require("errors.md", errors());
    }

    /** The endpoints, with the id each asks for or {@code public}, are the rows in {@code permissions.md}. */
    public void requireEndpoints() {
        require("permissions.md", endpoints());
    }

    /** The settings, with their defaults, are the rows in {@code configuration.md}. */
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
        return Settings.of(classes).stream()
                .map(setting -> row(quoted(setting.name()), setting.fallback()))
                .toList();
    }

    private void require(String page, List<String> rows) {
        List<String> present = rowsOf(page);
        String complaints = listed("missing", difference(rows, present)) + listed("stale", difference(present, rows));
        if (!complaints.isEmpty()) {
            throw new AssertionError("docs/reference/" + page + ", section " + section + complaints);
        }
    }

    private static List<String> difference(List<String> rows, List<String> without) {
        return rows.stream().filter(row -> !without.contains(row)).sorted().toList();
    }

    private static String listed(String what, List<String> rows) {
        return rows.isEmpty() ? "" : "\n" + what + ":\n" + String.join("\n", rows);
    }

    /** What stands below the heads of the section's tables. */
    private List<String> rowsOf(String page) {
        List<String> rows = new ArrayList<>();
        boolean inSection = false;
        boolean belowHead = false;
        for (String line : read(page)) {
            if (line.startsWith("## ")) {
                inSection = line.equals("## " + section);
            }
            boolean isRule = line.startsWith("|---");
            if (inSection && belowHead && line.startsWith("|") && !isRule) {
                rows.add(line);
            }
            belowHead = isRule || (belowHead && line.startsWith("|"));
        }
        return rows;
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

    private static Object call(Object target, String method) {
        try {
            Method found = target.getClass().getMethod(method);
            found.setAccessible(true);
            return found.invoke(target);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Expected an error code with a method " + method, e);
        }
    }

    private List<String> read(String page) {
        try {
            return Files.readAllLines(pages.resolve(page));
        } catch (IOException e) {
            throw new UncheckedIOException("Expected the reference page docs/reference/" + page, e);
        }
    }
}
