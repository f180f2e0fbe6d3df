package io.coterie.simulators.linkedin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coterie.simulators.http.Json;
import io.coterie.simulators.restli.RestLiQuery;
import java.util.List;
import java.util.function.Function;

/** The {@code start} and {@code count} of a finder. */
record Paging(int start, int count) {

    private static final int LARGEST_PAGE = 1_000;

    static Paging of(RestLiQuery query) {
        return new Paging(query.number("start", 0, Integer.MAX_VALUE), query.number("count", 10, LARGEST_PAGE));
    }

    <T> ObjectNode page(List<T> all, Function<T, JsonNode> toJson) {
        ObjectNode paging = Json.object().put("start", start).put("count", count);
        paging.set("links", Json.array());
        paging.put("total", all.size());
        ArrayNode elements = Json.array();
        all.stream().skip(start).limit(count).map(toJson).forEach(elements::add);
        ObjectNode page = Json.object();
        page.set("paging", paging);
        page.set("elements", elements);
        return page;
    }
}
