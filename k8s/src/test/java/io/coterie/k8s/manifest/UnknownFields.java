package io.coterie.k8s.manifest;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Fields that the model kept aside because it does not know them, anywhere inside an object. */
final class UnknownFields {

    private final List<String> found = new ArrayList<>();

    private UnknownFields() {}

    static List<String> in(Object resource) {
        UnknownFields walk = new UnknownFields();
        walk.visit("", resource);
        return walk.found;
    }

    private void visit(String path, Object value) {
        switch (value) {
            case Map<?, ?> map -> map.forEach((key, element) -> visitNullable(path + "/" + key, element));
            case Collection<?> list -> {
                int index = 0;
                for (Object element : list) {
                    visitNullable(path + "/" + index++, element);
                }
            }
            case Object bean when isModel(bean) -> visitBean(path, bean);
            case Object leaf -> {
                // Texts and numbers hold no fields.
            }
        }
    }

    private void visitNullable(String path, @org.jspecify.annotations.Nullable Object value) {
        if (value != null) {
            visit(path, value);
        }
    }

    private void visitBean(String path, Object bean) {
        for (Method method : bean.getClass().getMethods()) {
            if (isGetter(method)) {
                String name = method.getName();
                Object value = call(method, bean);
                if (name.equals("getAdditionalProperties")) {
                    ((Map<?, ?>) (value == null ? Map.of() : value))
                            .keySet()
                            .forEach(key -> found.add(path + "/" + key));
                } else {
                    visitNullable(
                            path + "/" + name.substring(3, 4).toLowerCase(java.util.Locale.ROOT) + name.substring(4),
                            value);
                }
            }
        }
    }

    private static boolean isGetter(Method method) {
        return method.getName().startsWith("get")
                && method.getName().length() > 3
                && method.getParameterCount() == 0
                && !Modifier.isStatic(method.getModifiers())
                && !method.getName().equals("getClass");
    }

    private static boolean isModel(Object bean) {
        String type = bean.getClass().getName();
        return (type.startsWith("io.fabric8.") || type.startsWith("io.strimzi.")) && !(bean instanceof Enum<?>);
    }

    private static @org.jspecify.annotations.Nullable Object call(Method getter, Object bean) {
        try {
            return getter.invoke(bean);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("Expected to call " + getter, e);
        }
    }
}
