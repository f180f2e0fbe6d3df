package io.coterie.buyinggroup.conversion;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An account's open opportunities.
 *
 * @param count how many there are
 * @param first those that close next, up to a limit
 */
public record OpenOpportunities(long count, List<Open> first) {

    /**
     * One of them, as far as the CRM describes it.
     *
     * @param openedAt when the CRM made it; if it does not say, when it was first heard of
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Open(
            String key,
            @Nullable String name,
            @Nullable String stage,
            @Nullable BigDecimal amount,
            @Nullable String currency,
            @Nullable LocalDate expectedClose,
            Instant openedAt) {}
}
