package io.coterie.buyinggroup.coverage;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A contact who holds a role in a group.
 *
 * @param engagement the person's score
 * @param lastActivity the last day on which the person did anything that is counted
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ContactView(
        String personKey,
        @Nullable String name,
        @Nullable String jobTitle,
        String account,
        @Nullable String accountName,
        UUID buyingGroup,
        String buyingGroupName,
        BigDecimal engagement,
        @Nullable LocalDate lastActivity) {

    String sortKey() {
        return engagement.toPlainString() + "|" + buyingGroup + "|" + personKey;
    }
}
