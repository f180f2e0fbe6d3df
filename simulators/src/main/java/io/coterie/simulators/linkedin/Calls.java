package io.coterie.simulators.linkedin;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.simulators.http.Json;
import io.coterie.simulators.restli.ApiError;
import io.coterie.simulators.restli.RestLiQuery;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/** How a call is read. */
final class Calls {

    private static final String RESTLI_METHOD = "X-RestLi-Method";

    private Calls() {}

    static RestLiQuery query(RoutingContext call) {
        return RestLiQuery.parse(Optional.ofNullable(call.request().query()).orElse(""));
    }

    static String path(RoutingContext call) {
        return Optional.ofNullable(call.request().path()).orElse("/");
    }

    /** The part of the path that the route calls {@code id}. */
    static String idText(RoutingContext call) {
        return Optional.ofNullable(call.pathParam("id")).orElse("");
    }

    /** The id in the path; anything but a number is not found, as every id is one. */
    static long id(RoutingContext call, ApiError otherwise) {
        String text = idText(call);
        if (!text.matches("[0-9]{1,18}")) {
            throw otherwise.toException();
        }
        return Long.parseLong(text);
    }

    static JsonNode body(RoutingContext call) {
        String contentType = Optional.ofNullable(call.request().getHeader("Content-Type"))
                .map(header -> header.split(";", -1)[0].strip().toLowerCase(Locale.ROOT))
                .orElse("");
        if (!contentType.equals("application/json")) {
            throw new ApiError(415, null, "UNSUPPORTED_MEDIA_TYPE", "Content-Type application/json is expected")
                    .toException();
        }
        return uncheckedBody(call);
    }

    /** The body of a control call, whatever its content type. */
    static JsonNode uncheckedBody(RoutingContext call) {
        byte[] bytes = Optional.ofNullable(call.body().buffer())
                .map(buffer -> buffer.getBytes())
                .orElse(new byte[0]);
        try {
            return Json.read(bytes);
        } catch (IOException e) {
            throw new ApiError(400, null, "MALFORMED_JSON", "The request body is not one JSON document").toException();
        }
    }

    /** The method is optional where HTTP says enough, but must not say something else. */
    static void allowMethod(RoutingContext call, String expected) {
        restLiMethod(call)
                .filter(method -> !method.equalsIgnoreCase(expected))
                .ifPresent(method -> refuse(method, expected));
    }

    /** The method decides what the call means and cannot be left out. */
    static void requireMethod(RoutingContext call, String expected) {
        String method = restLiMethod(call).orElse("none");
        if (!method.equalsIgnoreCase(expected)) {
            refuse(method, expected);
        }
    }

    private static Optional<String> restLiMethod(RoutingContext call) {
        return Optional.ofNullable(call.request().getHeader(RESTLI_METHOD));
    }

    private static void refuse(String method, String expected) {
        throw ApiError.illegalArgument(
                        RESTLI_METHOD + " '" + method + "' is not supported here, " + expected + " is expected")
                .toException();
    }
}
