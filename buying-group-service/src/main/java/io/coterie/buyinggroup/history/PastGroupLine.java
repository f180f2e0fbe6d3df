package io.coterie.buyinggroup.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.coterie.buyinggroup.completeness.Completeness;
import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A group as it was, in a list. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PastGroupLine(
        UUID id,
        String name,
        String account,
        UUID solutionInterest,
        long revision,
        BigDecimal completeness,
        int completenessDisplayed,
        @Nullable BigDecimal engagement,
        @Nullable String stage,
        @Nullable String status,
        long members) {

    static PastGroupLine of(HistoryStatements.ListedAt group) {
        return new PastGroupLine(
                group.id(),
                group.name(),
                group.accountKey(),
                group.interestId(),
                group.revision(),
                group.completeness(),
                Completeness.displayed(group.completeness()),
                group.engagement(),
                group.stage(),
                group.status(),
                group.members());
    }
}
