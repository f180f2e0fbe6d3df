package io.coterie.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/**
 * JSON Schemas (2020-12) of payload records. A component that is not {@code @Nullable} is always there; an absent one is
 * left out, never null; fields that are not named may come with later versions.
 */
final class ContractSchemas {

    private final SchemaGenerator generator;

    ContractSchemas() {
        SchemaGeneratorConfigBuilder builder = new SchemaGeneratorConfigBuilder(
                        ContractJson.mapper(), SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                .with(Option.INLINE_ALL_SCHEMAS, Option.EXTRA_OPEN_API_FORMAT_VALUES)
                .without(Option.SCHEMA_VERSION_INDICATOR);
        // What a document field holds is XDM's to say, or the kind's.
        builder.forTypesInGeneral()
                .withCustomDefinitionProvider((type, context) -> type.isInstanceOf(JsonNode.class)
                        ? new CustomDefinition(context.getGeneratorConfig().createObjectNode())
                        : null);
        builder.forFields()
                .withRequiredCheck(field -> !isNullable(field))
                .withDescriptionResolver(ContractSchemas::description);
        this.generator = new SchemaGenerator(builder.build());
    }

    /** The schema of the payload of one event type. */
    ObjectNode of(String type, Class<?> payload) {
        ObjectNode schema = ContractJson.mapper().createObjectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("$id", "urn:coterie:event:" + type);
        schema.put("title", payload.getSimpleName());
        String description = RecordComments.of(payload).summary();
        if (!description.isEmpty()) {
            schema.put("description", description);
        }
        schema.setAll(generator.generateSchema(payload));
        return schema;
    }

    /** Of the field; an item of its list is not described a second time. */
    private static @Nullable String description(FieldScope field) {
        return field.isFakeContainerItemScope()
                ? null
                : RecordComments.of(field.getRawMember().getDeclaringClass()).component(field.getName());
    }

    private static boolean isNullable(FieldScope scope) {
        Field field = scope.getRawMember();
        AnnotatedType type = field.getAnnotatedType();
        return !scope.isFakeContainerItemScope() && type.isAnnotationPresent(Nullable.class);
    }
}
