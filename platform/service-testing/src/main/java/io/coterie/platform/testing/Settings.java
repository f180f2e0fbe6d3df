package io.coterie.platform.testing;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaParameter;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The settings that classes read, from their {@code @ConfigMapping} interfaces and {@code @ConfigProperty} injections. */
final class Settings {

    /** Given by each service in its own {@code application.properties}; for nobody to set. */
    private static final Set<String> OF_THE_SERVICE_ITSELF = Set.of("coterie.service");

    /** What the framework's settings mean is told by its own pages. */
    private static final String OURS = "coterie.";

    private static final String NONE = "none";
    private static final String REQUIRED = "required";

    private final List<Setting> found = new ArrayList<>();

    private Settings() {}

    /**
     * One setting.
     *
     * @param fallback its default in backticks, or {@code empty}, {@code none} or {@code required}
     */
    record Setting(String name, String fallback) {}

    static List<Setting> of(JavaClasses classes) {
        Settings settings = new Settings();
        for (JavaClass type : classes) {
            if (type.isAnnotatedWith(ConfigMapping.class)) {
                Class<?> mapping = type.reflect();
                settings.readGroup(mapping.getAnnotation(ConfigMapping.class).prefix(), mapping, false);
            }
            settings.readInjections(type);
        }
        return settings.found.stream()
                .filter(setting -> setting.name().startsWith(OURS) && !OF_THE_SERVICE_ITSELF.contains(setting.name()))
                .toList();
    }

    private void readGroup(String prefix, Class<?> group, boolean optional) {
        for (Method method : group.getDeclaredMethods()) {
            if (method.isDefault() || method.isSynthetic() || method.getParameterCount() > 0) {
                continue;
            }
            String name = prefix + "." + name(method);
            Optional<Class<?>> nested = nestedGroup(method.getGenericReturnType());
            if (nested.isPresent()) {
                readGroup(
                        name,
                        nested.get(),
                        optional || isOptional(method.getReturnType().getName()));
            } else {
                String fallback = fallback(method);
                // Nothing of a group that may be left out is required by itself.
                found.add(new Setting(name, optional && fallback.equals(REQUIRED) ? NONE : fallback));
            }
        }
    }

    private void readInjections(JavaClass type) {
        for (JavaField field : type.getFields()) {
            if (field.isAnnotatedWith(ConfigProperty.class)) {
                found.add(setting(field.getAnnotationOfType(ConfigProperty.class), field.getRawType()));
            }
        }
        for (JavaCodeUnit unit : type.getCodeUnits()) {
            for (JavaParameter parameter : unit.getParameters()) {
                if (parameter.isAnnotatedWith(ConfigProperty.class)) {
                    found.add(setting(parameter.getAnnotationOfType(ConfigProperty.class), parameter.getRawType()));
                }
            }
        }
    }

    private static Setting setting(ConfigProperty property, JavaClass type) {
        String value = property.defaultValue();
        if (!value.equals(ConfigProperty.UNCONFIGURED_VALUE)) {
            return new Setting(property.name(), shown(value));
        }
        return new Setting(property.name(), isOptional(type.getName()) ? NONE : REQUIRED);
    }

    /** An interface of ours that stands for further settings, also when all of them may be left out. */
    private static Optional<Class<?>> nestedGroup(Type type) {
        Type inner = type instanceof ParameterizedType optional && optional.getRawType() == Optional.class
                ? optional.getActualTypeArguments()[0]
                : type;
        return inner instanceof Class<?> group
                        && group.isInterface()
                        && !group.getName().startsWith("java.")
                ? Optional.of(group)
                : Optional.empty();
    }

    private static String name(Method method) {
        WithName given = method.getAnnotation(WithName.class);
        return given != null
                ? given.value()
                : method.getName().replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }

    private static String fallback(Method method) {
        WithDefault given = method.getAnnotation(WithDefault.class);
        if (given != null) {
            return shown(given.value());
        }
        return isOptional(method.getReturnType().getName()) ? NONE : REQUIRED;
    }

    private static String shown(String value) {
        return value.isEmpty() ? "empty" : "`" + value + "`";
    }

    private static boolean isOptional(String type) {
        return type.startsWith("java.util.Optional");
    }
}
