package io.coterie.buyinggroup.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.coterie.buyinggroup.completeness.Completeness;
import io.coterie.buyinggroup.membership.Standing;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A group as it was (BEY-04).
 *
 * @param at the instant asked for
 * @param name the present one
 * @param account its key
 * @param revision the last one that was there
 * @param people members, and those removed by then (MEM-07)
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PastGroupView(
        UUID id,
        Instant at,
        String name,
        String account,
        UUID solutionInterest,
        long revision,
        BigDecimal completeness,
        int completenessDisplayed,
        @Nullable BigDecimal engagement,
        @Nullable String stage,
        @Nullable String status,
        @Nullable Instant qualifiedSince,
        boolean outOfAudience,
        Instant createdAt,
        Instant updatedAt,
        int members,
        List<Person> people) {

    /**
     * Somebody about whom something had been decided.
     *
     * @param name the present one; null for somebody who is not there any more
     * @param state ACTIVE or REMOVED
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "PastMember")
    record Person(
            String personKey,
            @Nullable String name,
            String role,
            String state,
            String source,
            String cause,
            String words,
            String by,
            Instant decidedAt,
            Instant assignedAt) {

        static Person of(Standing standing, @Nullable String name) {
            return new Person(
                    standing.personKey(),
                    name,
                    standing.role(),
                    standing.active() ? "ACTIVE" : "REMOVED",
                    standing.source().name(),
                    standing.cause().name(),
                    standing.cause().words(),
                    standing.decidedBy(),
                    standing.decidedAt(),
                    standing.assignedAt());
        }
    }

    static PastGroupView of(HistoryStatements.Known group, Instant at, PastGroup past, Map<String, String> names) {
        return new PastGroupView(
                group.id(),
                at,
                group.name(),
                group.accountKey(),
                group.interestId(),
                past.revision(),
                past.completeness(),
                Completeness.displayed(past.completeness()),
                past.engagement(),
                past.stage(),
                past.status(),
                past.qualifiedSince(),
                past.outOfAudience(),
                past.createdAt(),
                past.changedAt(),
                past.members().size(),
                past.standings().values().stream()
                        .map(standing -> Person.of(standing, names.get(standing.personKey())))
                        .toList());
    }
}
