package io.coterie.k8s.source;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The configuration keys of a service, from its own sources and those of the platform: its properties files, its
 * {@code @ConfigMapping} interfaces and its {@code @ConfigProperty} injections.
 */
public final class ServiceKeys {

    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{([^}:]+)(:[^}]*)?}");

    private final Map<String, String> properties = new HashMap<>();
    private final Set<String> known = new HashSet<>();
    private final Set<String> mandatory = new HashSet<>();

    private ServiceKeys() {}

    /** The keys of a service, named as its directory. */
    public static ServiceKeys of(String service) {
        ServiceKeys keys = new ServiceKeys();
        for (String module : platformModules()) {
            keys.readProperties(module + "/src/main/resources/META-INF/microprofile-config.properties");
            keys.readSources(module);
        }
        keys.readProperties(service + "/src/main/resources/application.properties");
        keys.readSources(service);
        keys.readExpressions();
        return keys;
    }

    /** Every key the service or the platform names. */
    public Set<String> known() {
        return Set.copyOf(known);
    }

    /** Keys that have no value unless the environment gives one; the service does not start without. */
    public Set<String> withoutValue() {
        Set<String> missing = new HashSet<>(mandatory);
        missing.removeAll(properties.keySet());
        return missing;
    }

    /** Topics of the incoming channels; patterns are given as they are written. */
    public Set<String> incomingTopics() {
        Set<String> topics = new HashSet<>();
        properties.forEach((key, value) -> {
            if (key.startsWith("mp.messaging.incoming.") && key.endsWith(".topic")) {
                topics.add(value);
            }
        });
        return topics;
    }

    /** As SmallRye Config reads a key from the environment. */
    public static String environmentVariable(String key) {
        return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    static List<String> platformModules() {
        try (Stream<Path> modules = Files.list(Repository.path("platform"))) {
            return modules.filter(module -> Files.exists(module.resolve("pom.xml")))
                    .map(module -> "platform/" + module.getFileName())
                    .filter(module -> !module.endsWith("service-testing"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Expected to list the platform's modules", e);
        }
    }

    private void readProperties(String file) {
        if (!Files.exists(Repository.path(file))) {
            return;
        }
        Properties read = new Properties();
        try {
            read.load(new StringReader(Repository.text(file)));
        } catch (IOException e) {
            throw new UncheckedIOException("Expected to read " + file, e);
        }
        read.stringPropertyNames().stream()
                // A profile's value is none in production.
                .filter(key -> !key.startsWith("%"))
                .forEach(key -> {
                    properties.put(key, read.getProperty(key));
                    known.add(key);
                });
    }

    private void readExpressions() {
        for (String value : List.copyOf(properties.values())) {
            Matcher expression = EXPRESSION.matcher(value);
            while (expression.find()) {
                known.add(expression.group(1));
                if (expression.group(2) == null) {
                    mandatory.add(expression.group(1));
                }
            }
        }
    }

    private void readSources(String module) {
        for (ClassTree type : JavaSource.typesMentioning(module, "@ConfigMapping")) {
            JavaSource.annotation(type.getModifiers(), "ConfigMapping")
                    .flatMap(mapping -> JavaSource.element(mapping, "prefix"))
                    .ifPresent(prefix -> readMapping(prefix, type, true));
        }
        for (ClassTree type : JavaSource.typesMentioning(module, "@ConfigProperty")) {
            new InjectedProperties().scan(type, null);
        }
    }

    private void readMapping(String prefix, ClassTree mapping, boolean needed) {
        Map<String, ClassTree> groups = new HashMap<>();
        List<MethodTree> members = new ArrayList<>();
        for (Tree member : mapping.getMembers()) {
            switch (member) {
                case ClassTree group -> groups.put(group.getSimpleName().toString(), group);
                case MethodTree method when method.getBody() == null -> members.add(method);
                default -> {
                    // A method with a body reads nothing.
                }
            }
        }
        for (MethodTree member : members) {
            String type = String.valueOf(member.getReturnType());
            boolean optional = type.startsWith("Optional") || type.startsWith("Map<");
            String key = prefix + "." + name(member);
            Optional<ClassTree> group = Optional.ofNullable(groups.get(type.replaceAll("^Optional<(.*)>$", "$1")));
            if (group.isPresent()) {
                readMapping(key, group.get(), needed && !optional);
            } else {
                known.add(key);
                if (needed
                        && !optional
                        && JavaSource.annotation(member.getModifiers(), "WithDefault")
                                .isEmpty()) {
                    mandatory.add(key);
                }
            }
        }
    }

    private static String name(MethodTree member) {
        return JavaSource.annotation(member.getModifiers(), "WithName")
                .flatMap(name -> JavaSource.element(name, "value"))
                .orElseGet(() -> member.getName()
                        .toString()
                        .replaceAll("([a-z0-9])([A-Z])", "$1-$2")
                        .toLowerCase(Locale.ROOT));
    }

    private final class InjectedProperties extends TreeScanner<@Nullable Void, @Nullable Void> {

        @Override
        public @Nullable Void visitVariable(VariableTree variable, @Nullable Void nothing) {
            Optional<AnnotationTree> injected = JavaSource.annotation(variable.getModifiers(), "ConfigProperty");
            injected.flatMap(property -> JavaSource.element(property, "name")).ifPresent(key -> {
                known.add(key);
                boolean optional = String.valueOf(variable.getType()).startsWith("Optional");
                if (!optional
                        && JavaSource.element(injected.get(), "defaultValue").isEmpty()) {
                    mandatory.add(key);
                }
            });
            return super.visitVariable(variable, null);
        }
    }
}
