package io.coterie.buyinggroup.engaged;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An account, group or person behind the counts.
 *
 * @param key the account's or person's, or the group's id
 * @param status engaged or notEngaged
 * @param peopleEngaged of an account
 * @param account of a group, as its interest
 * @param email of a person
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record EngagedLine(
        String key,
        @Nullable String name,
        String status,
        long activities,
        @Nullable LocalDate lastEngagement,
        @Nullable Long peopleEngaged,
        @Nullable String account,
        @Nullable String accountName,
        @Nullable UUID solutionInterest,
        @Nullable String solutionInterestName,
        @Nullable String email) {

    String sortKey() {
        return activities + "|" + key;
    }
}
