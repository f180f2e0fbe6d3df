package io.coterie.buyinggroup.stage;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One stage of a model.
 *
 * @param entry whether a group without a stage may enter here (STG-11)
 * @param destination whether the way ends here, and how; null for a stage on the way
 * @param transitTo names of the stages a group may move to from here
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Stage(
        String name,
        @Nullable String description,
        boolean entry,
        @Nullable Destination destination,
        List<String> transitTo) {

    /** How a way through the stages ends (STG-04). */
    public enum Destination {
        SUCCESS,
        FAILURE
    }

    public Stage {
        transitTo = List.copyOf(transitTo);
    }
}
