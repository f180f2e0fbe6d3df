package io.coterie.platform.openapi;

import io.coterie.platform.paging.Page;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.RecordComponentInfo;
import org.jspecify.annotations.Nullable;

/**
 * Says of every record that is shown which of its components are always there: those not marked {@code @Nullable}. What a
 * request must hold is said by its validation annotations instead, because the record that reads it takes absent ones.
 */
final class PublishedSchemas {

    private static final DotName NULLABLE = DotName.createSimple(Nullable.class);
    private static final DotName SCHEMA =
            DotName.createSimple(org.eclipse.microprofile.openapi.annotations.media.Schema.class);
    private static final String OURS = "io.coterie.";
    private static final String REQUEST = "Request";

    private final Map<String, ClassInfo> records = new HashMap<>();

    PublishedSchemas(IndexView index) {
        index.getKnownClasses().stream()
                .filter(type -> type.isRecord() && type.name().toString().startsWith(OURS))
                .filter(type -> !type.simpleName().endsWith(REQUEST))
                .forEach(type -> records.put(publishedName(type), type));
    }

    void complete(Map<String, Schema> schemas) {
        schemas.forEach((name, schema) -> {
            ClassInfo shown = records.get(name);
            if (shown != null && schema.getProperties() != null) {
                schema.setRequired(shown.recordComponents().stream()
                        .filter(component -> !isNullable(component))
                        .map(RecordComponentInfo::name)
                        .filter(schema.getProperties()::containsKey)
                        .toList());
            }
            if (name.startsWith(Page.class.getSimpleName())
                    && schema.getProperties() != null
                    && schema.getProperties().keySet().equals(Set.of("items", "next"))) {
                schema.setRequired(List.of("items"));
            }
        });
    }

    private static boolean isNullable(RecordComponentInfo component) {
        return component.type().hasAnnotation(NULLABLE) || component.hasAnnotation(NULLABLE);
    }

    private static String publishedName(ClassInfo type) {
        AnnotationInstance named = type.declaredAnnotation(SCHEMA);
        AnnotationValue name = named == null ? null : named.value("name");
        return name == null ? type.simpleName() : name.asString();
    }
}
