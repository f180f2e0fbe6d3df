package io.coterie.journey.journey;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.coterie.journey.definition.Finding;
import org.jspecify.annotations.Nullable;

/**
 * Something that keeps a journey from being published.
 *
 * @param code stable name of the kind of finding
 * @param field JSON pointer into the journey
 * @param node the node concerned
 * @param column 1-based place inside an expression
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FindingView(
        String code,
        String field,
        @Nullable String node,
        String detail,
        @Nullable Integer column) {

    static FindingView of(Finding finding) {
        return new FindingView(
                finding.code().text(), finding.pointer(), finding.node(), finding.detail(), finding.column());
    }
}
