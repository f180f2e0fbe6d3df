package io.coterie.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * What a changed schema would break for whoever reads the events of its version (BEY-19): a field that is gone, has another
 * type, or is not always there any more. A field that is new must be optional, because compacted topics keep records
 * without it.
 */
final class Compatibility {

    private final List<String> breaks = new ArrayList<>();

    private Compatibility() {}

    /** Empty when every reader and every record of the kept schema is served by the new one. */
    static List<String> breaks(JsonNode kept, JsonNode now) {
        Compatibility comparison = new Compatibility();
        comparison.compare("", kept, now);
        return comparison.breaks;
    }

    private void compare(String place, JsonNode kept, JsonNode now) {
        for (String keyword : List.of("type", "format")) {
            if (!kept.path(keyword).equals(now.path(keyword))) {
                breaks.add(place + " had " + keyword + " " + kept.path(keyword) + " and now " + now.path(keyword));
            }
        }
        kept.path("properties").properties().forEach(field -> {
            String inner = place + "/" + field.getKey();
            JsonNode present = now.path("properties").path(field.getKey());
            if (present.isMissingNode()) {
                breaks.add(inner + " is gone");
            } else {
                compare(inner, field.getValue(), present);
            }
        });
        if (kept.has("items")) {
            compare(place + "/[]", kept.path("items"), now.path("items"));
        }
        List<String> always = names(kept.path("required"));
        List<String> nowAlways = names(now.path("required"));
        always.stream()
                .filter(name -> !nowAlways.contains(name))
                .forEach(name -> breaks.add(place + "/" + name + " is not always there any more"));
        nowAlways.stream()
                .filter(name -> !always.contains(name))
                .forEach(name -> breaks.add(place + "/" + name + " is required, and earlier records lack it"));
    }

    private static List<String> names(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
