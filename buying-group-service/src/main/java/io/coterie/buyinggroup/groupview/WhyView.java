package io.coterie.buyinggroup.groupview;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.coterie.buyinggroup.rolestemplate.RoleExplanation;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Why a person of the account is in the group, in its role, or not (BEY-05).
 *
 * @param answer in words
 * @param decision what was last decided; null when nothing was
 * @param matchingRole the role the template gives the person now, if any
 * @param roles every role of the template in priority order, each with its condition and the values found now
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record WhyView(
        UUID buyingGroup,
        String personKey,
        boolean member,
        @Nullable String role,
        String answer,
        @Nullable MemberView decision,
        @Nullable String matchingRole,
        List<RoleExplanation> roles) {}
