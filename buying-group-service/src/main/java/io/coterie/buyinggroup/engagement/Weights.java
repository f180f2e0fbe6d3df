package io.coterie.buyinggroup.engagement;

import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;
import java.util.Map;

/** Weights of activities as the database takes them: two lists side by side. */
record Weights(List<String> activities, List<Integer> values) {

    static Weights of(Map<String, Integer> weights) {
        return new Weights(List.copyOf(weights.keySet()), List.copyOf(weights.values()));
    }

    /** As two parameters. */
    Tuple addTo(Tuple parameters) {
        return parameters
                .addArrayOfString(activities.toArray(String[]::new))
                .addArrayOfInteger(values.toArray(Integer[]::new));
    }
}
