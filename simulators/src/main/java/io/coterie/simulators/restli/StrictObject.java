package io.coterie.simulators.restli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A JSON object of a request, read field by field. Whatever is wrong is reported in the words of Rest.li's own
 * validator ({@code ERROR :: /type :: …}), and {@link #nothingElse()} refuses fields that nobody asked for.
 */
public final class StrictObject {

    private final String path;
    private final JsonNode node;
    private final Set<String> read = new HashSet<>();

    private StrictObject(String path, JsonNode node) {
        this.path = path;
        this.node = node;
    }

    public static StrictObject of(JsonNode node) {
        return at("", node);
    }

    private static StrictObject at(String path, JsonNode node) {
        if (!node.isObject()) {
            throw invalid(path.isEmpty() ? "/" : path, "a record is expected");
        }
        return new StrictObject(path, node);
    }

    public String text(String name, int maximumLength) {
        return optionalText(name, maximumLength).orElseThrow(() -> required(name));
    }

    public Optional<String> optionalText(String name, int maximumLength) {
        return field(name).map(value -> {
            if (!value.isTextual()) {
                throw invalid(path + "/" + name, value + " cannot be coerced to String");
            }
            String text = value.textValue();
            if (text.isBlank()) {
                throw invalid(path + "/" + name, "must not be empty");
            }
            if (text.length() > maximumLength) {
                throw invalid(
                        path + "/" + name,
                        "length of " + text.length() + " is greater than the maximum of " + maximumLength);
            }
            return text;
        });
    }

    /** Checks a text that the simulator has no further use for. */
    public void checkText(String name, int maximumLength) {
        optionalText(name, maximumLength).ifPresent(text -> read.add(name));
    }

    /** Checks a list of texts that the simulator has no further use for. */
    public void checkTexts(String name, int maximumCount, int maximumLength) {
        if (field(name).isEmpty()) {
            return;
        }
        List<JsonNode> texts = elements(name);
        if (texts.size() > maximumCount) {
            throw invalid(path + "/" + name, "more than " + maximumCount + " elements");
        }
        for (JsonNode text : texts) {
            if (!text.isTextual() || text.textValue().length() > maximumLength) {
                throw invalid(path + "/" + name, "texts of at most " + maximumLength + " characters are expected");
            }
        }
    }

    /** Checks a required symbol that can have no other meaning. */
    public void checkOneOf(String name, Set<String> symbols) {
        if (optionalOneOf(name, symbols).isEmpty()) {
            throw required(name);
        }
    }

    public String oneOf(String name, Set<String> symbols) {
        return optionalOneOf(name, symbols).orElseThrow(() -> required(name));
    }

    public Optional<String> optionalOneOf(String name, Set<String> symbols) {
        return optionalText(name, 200).map(text -> {
            if (!symbols.contains(text)) {
                throw invalid(path + "/" + name, "\"" + text + "\" is not an enum symbol");
            }
            return text;
        });
    }

    /** A URN such as {@code urn:li:sponsoredAccount:42} of one of the given entity types. */
    public String urn(String name, String... types) {
        return optionalUrn(name, types).orElseThrow(() -> required(name));
    }

    public Optional<String> optionalUrn(String name, String... types) {
        return optionalText(name, 200).map(text -> {
            for (String type : types) {
                if (text.matches("urn:li:" + type + ":[A-Za-z0-9_-]+")) {
                    return text;
                }
            }
            throw invalid(path + "/" + name, "\"" + text + "\" is not a valid URN of " + String.join(" or ", types));
        });
    }

    public Optional<Boolean> optionalFlag(String name) {
        return field(name).map(value -> {
            if (!value.isBoolean()) {
                throw invalid(path + "/" + name, value + " cannot be coerced to Boolean");
            }
            return value.booleanValue();
        });
    }

    public Optional<Long> optionalNumber(String name) {
        return field(name).map(value -> {
            if (!value.isIntegralNumber()) {
                throw invalid(path + "/" + name, value + " cannot be coerced to Long");
            }
            return value.longValue();
        });
    }

    public StrictObject object(String name) {
        return optionalObject(name).orElseThrow(() -> required(name));
    }

    public Optional<StrictObject> optionalObject(String name) {
        return field(name).map(value -> at(path + "/" + name, value));
    }

    /** The fields of an object that maps names of the caller's choice to texts. */
    public Map<String, String> texts(String name, int maximumLength) {
        StrictObject object = object(name);
        Map<String, String> texts = new LinkedHashMap<>();
        object.node.fieldNames().forEachRemaining(key -> texts.put(key, object.text(key, maximumLength)));
        return texts;
    }

    public List<JsonNode> elements(String name) {
        JsonNode value = field(name).orElseThrow(() -> required(name));
        if (!value.isArray()) {
            throw invalid(path + "/" + name, "an array is expected");
        }
        List<JsonNode> elements = new ArrayList<>();
        value.forEach(elements::add);
        return elements;
    }

    public List<StrictObject> objects(String name) {
        List<StrictObject> objects = new ArrayList<>();
        for (JsonNode element : elements(name)) {
            objects.add(at(path + "/" + name + "/" + objects.size(), element));
        }
        return objects;
    }

    /** The field as it came, for values with a shape of their own. */
    public Optional<JsonNode> any(String name) {
        return field(name);
    }

    /** @throws ApiException 422 when a field was sent that nobody read */
    public void nothingElse() {
        node.fieldNames().forEachRemaining(name -> {
            if (!read.contains(name)) {
                throw invalid(path + "/" + name, "unrecognized field found but not allowed");
            }
        });
    }

    private Optional<JsonNode> field(String name) {
        read.add(name);
        return Optional.ofNullable(node.get(name)).filter(value -> !value.isNull());
    }

    private ApiException required(String name) {
        return invalid(path + "/" + name, "field is required but not found and has no default value");
    }

    private static ApiException invalid(String where, String what) {
        return ApiError.unprocessable("ERROR :: " + where + " :: " + what).toException();
    }
}
