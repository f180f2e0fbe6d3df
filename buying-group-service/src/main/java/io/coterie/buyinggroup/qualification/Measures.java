package io.coterie.buyinggroup.qualification;

import java.math.BigDecimal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a rule looks at in a group.
 *
 * @param completeness 0 to 100, unrounded
 * @param engagement 0 to 100, unrounded; null before the first run that knows the group
 * @param roles that have an active member
 */
public record Measures(
        BigDecimal completeness,
        @Nullable BigDecimal engagement,
        Set<String> roles,
        @Nullable String stage) {

    public Measures {
        roles = Set.copyOf(roles);
    }
}
