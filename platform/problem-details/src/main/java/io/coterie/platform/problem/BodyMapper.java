package io.coterie.platform.problem;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.type.LogicalType;
import jakarta.inject.Singleton;
import jakarta.ws.rs.ConstrainedTo;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.ext.ContextResolver;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import java.util.Map;

/**
 * Reads the bodies of requests as they stand: no number, text or flag passes for another, no number for the constant of an
 * enum, and no text contains U+0000. For bodies only: what was told in an event or is stored is read as leniently as ever.
 */
@Provider
@Singleton
@ConstrainedTo(RuntimeType.SERVER)
public class BodyMapper implements ContextResolver<ObjectMapper> {

    private static final Map<LogicalType, List<CoercionInputShape>> REFUSED = Map.of(
            LogicalType.Boolean,
            List.of(
                    CoercionInputShape.Integer,
                    CoercionInputShape.Float,
                    CoercionInputShape.String,
                    CoercionInputShape.EmptyString),
            LogicalType.Integer,
            List.of(
                    CoercionInputShape.Boolean,
                    CoercionInputShape.Float,
                    CoercionInputShape.String,
                    CoercionInputShape.EmptyString),
            LogicalType.Float,
            List.of(CoercionInputShape.Boolean, CoercionInputShape.String, CoercionInputShape.EmptyString),
            LogicalType.OtherScalar,
            List.of(CoercionInputShape.EmptyString),
            LogicalType.DateTime,
            List.of(CoercionInputShape.EmptyString),
            LogicalType.Textual,
            List.of(CoercionInputShape.Boolean, CoercionInputShape.Integer, CoercionInputShape.Float));

    private final ObjectMapper mapper;

    BodyMapper(ObjectMapper shared) {
        this.mapper = shared.copyWith(new BodyParsers(shared.getFactory()))
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS);
        REFUSED.forEach((type, shapes) ->
                shapes.forEach(shape -> mapper.coercionConfigFor(type).setCoercion(shape, CoercionAction.Fail)));
    }

    @Override
    public ObjectMapper getContext(Class<?> type) {
        return mapper;
    }
}
