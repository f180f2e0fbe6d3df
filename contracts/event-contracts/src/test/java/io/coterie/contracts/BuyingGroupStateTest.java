package io.coterie.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BuyingGroupStateTest {

    @Test
    void aRoleThatCountsAndIsEmptyIsMissing() {
        assertThat(group(role("Champion", 0, true), role("Influencer", 1, true), role("Other", 0, false))
                        .missingRoles())
                .containsExactly("Champion");
    }

    @Test
    @DisplayName("D-36: when no role is flagged all of them count")
    void whenNoRoleIsFlaggedAllOfThemCount() {
        assertThat(group(role("Champion", 0, false), role("Influencer", 1, false))
                        .missingRoles())
                .containsExactly("Champion");
    }

    private static BuyingGroupState.RoleCompleteness role(String role, int assigned, boolean flagged) {
        return new BuyingGroupState.RoleCompleteness(role, assigned, 1, flagged, BigDecimal.valueOf(100L * assigned));
    }

    private static BuyingGroupState group(BuyingGroupState.RoleCompleteness... roles) {
        return new BuyingGroupState(
                new UUID(0, 1),
                "42@crm.Salesforce",
                "interest-1",
                "Robots",
                "Robots for Acme",
                false,
                null,
                null,
                BigDecimal.valueOf(50),
                null,
                List.of(),
                List.of(roles),
                Instant.EPOCH,
                Instant.EPOCH,
                List.of());
    }
}
