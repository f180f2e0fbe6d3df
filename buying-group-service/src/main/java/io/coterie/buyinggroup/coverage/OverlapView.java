package io.coterie.buyinggroup.coverage;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A contact who is a member of groups of several interests (§13.3). */
@JsonInclude(JsonInclude.Include.NON_NULL)
record OverlapView(
        String personKey, @Nullable String name, @Nullable String jobTitle, List<Membership> buyingGroups) {

    /** One of the groups, and the role held in it. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Membership(
            UUID id,
            String name,
            String account,
            @Nullable String accountName,
            UUID solutionInterest,
            String solutionInterestName,
            String role) {}
}
