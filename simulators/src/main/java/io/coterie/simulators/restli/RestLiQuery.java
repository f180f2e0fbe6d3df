package io.coterie.simulators.restli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The query of one call, read strictly: a parameter nobody expects is an error, as on LinkedIn. */
public final class RestLiQuery {

    private final Map<String, String> rawParameters;

    private RestLiQuery(Map<String, String> rawParameters) {
        this.rawParameters = rawParameters;
    }

    public static RestLiQuery parse(String rawQuery) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : rawQuery.split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw ApiError.invalidParameter("Invalid query parameter '" + pair + "'")
                        .toException();
            }
            if (parameters.put(pair.substring(0, equals), pair.substring(equals + 1)) != null) {
                throw ApiError.invalidParameter("Param " + pair.substring(0, equals) + " is repeated")
                        .toException();
            }
        }
        return new RestLiQuery(parameters);
    }

    /** @throws ApiException 400 when a parameter outside the given names is present */
    public RestLiQuery onlyWith(String... names) {
        Set<String> allowed = Set.of(names);
        for (String name : rawParameters.keySet()) {
            if (!allowed.contains(name)) {
                throw new ApiError(
                                400,
                                null,
                                "QUERY_PARAM_NOT_ALLOWED",
                                "Invalid query parameters passed to request: " + name)
                        .toException();
            }
        }
        return this;
    }

    /** @throws ApiException 400 unless {@code q} names this finder */
    public RestLiQuery finder(String name) {
        String found = text("q");
        if (!found.equals(name)) {
            throw ApiError.illegalArgument("No finder '" + found + "' on this resource")
                    .toException();
        }
        return this;
    }

    public String text(String name) {
        return optionalText(name).orElseThrow(() -> missing(name));
    }

    public Optional<String> optionalText(String name) {
        return value(name).map(value -> asText(name, value));
    }

    public Optional<RestLiValue.Fields> optionalFields(String name) {
        return value(name).map(value -> asFields(name, value));
    }

    /** The text inside nested objects: {@code textInside("owner", "value", "sponsoredAccount")}. */
    public String textInside(String name, String... path) {
        RestLiValue value = value(name).orElseThrow(() -> missing(name));
        for (String key : path) {
            RestLiValue inner = asFields(name, value).entries().get(key);
            if (inner == null) {
                throw ApiError.invalidParameter("Invalid value for param " + name + ": '" + key + "' is missing")
                        .toException();
            }
            value = inner;
        }
        return asText(name, value);
    }

    public int number(String name, int byDefault, int atMost) {
        int number = optionalText(name)
                .map(text -> Math.toIntExact(parseNumber(name, text)))
                .orElse(byDefault);
        if (number < 0 || number > atMost) {
            throw ApiError.invalidParameter("Param " + name + " must be between 0 and " + atMost)
                    .toException();
        }
        return number;
    }

    public boolean flag(String name) {
        return switch (optionalText(name).orElse("false")) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw ApiError.invalidParameter("Param " + name + " must be true or false")
                        .toException();
        };
    }

    /** {@code (start:…,end:…)} in epoch milliseconds; an absent bound is open. */
    public TimeRange timeRange(String name) {
        Optional<RestLiValue.Fields> fields = optionalFields(name);
        return new TimeRange(
                bound(name, fields, "start").orElse(Long.MIN_VALUE),
                bound(name, fields, "end").orElse(Long.MAX_VALUE));
    }

    /** {@code fields=a,b:(c)}, if present. */
    public Optional<Projection> projection() {
        return Optional.ofNullable(rawParameters.get("fields")).map(Projection::parse);
    }

    private static Optional<Long> bound(String name, Optional<RestLiValue.Fields> fields, String key) {
        return fields.map(range -> range.entries().get(key)).map(value -> parseNumber(name, asText(name, value)));
    }

    private Optional<RestLiValue> value(String name) {
        return Optional.ofNullable(rawParameters.get(name)).map(raw -> RestLiValue.parse(name, raw));
    }

    private static String asText(String name, RestLiValue value) {
        return switch (value) {
            case RestLiValue.Text text -> text.value();
            case RestLiValue.Sequence _, RestLiValue.Fields _ ->
                throw ApiError.invalidParameter("Param " + name + " must be a text")
                        .toException();
        };
    }

    private static RestLiValue.Fields asFields(String name, RestLiValue value) {
        return switch (value) {
            case RestLiValue.Fields fields -> fields;
            case RestLiValue.Text _, RestLiValue.Sequence _ ->
                throw ApiError.invalidParameter(
                                "Param " + name + " must be an object such as (key:value) with literal parentheses")
                        .toException();
        };
    }

    private static long parseNumber(String name, String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw ApiError.invalidParameter("Param " + name + " must be a number")
                    .toException();
        }
    }

    private static ApiException missing(String name) {
        return ApiError.invalidParameter("Param " + name + " is required").toException();
    }

    /** A half-open range of epoch milliseconds. */
    public record TimeRange(long start, long end) {

        public boolean contains(long time) {
            return time >= start && time < end;
        }
    }
}
