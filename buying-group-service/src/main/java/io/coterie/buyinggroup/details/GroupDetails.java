package io.coterie.buyinggroup.details;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.coterie.buyinggroup.conversion.OpenOpportunities;
import io.coterie.buyinggroup.eventhistory.LatestActivities;
import io.coterie.buyinggroup.groupview.GroupView;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One group on one page (§13.2).
 *
 * @param highlights who matters most
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GroupDetails(GroupView group, Template rolesTemplate, AccountOverview account, Highlights highlights) {

    /** The template behind the group's interest. */
    public record Template(UUID id, String name) {}

    /**
     * The account, as far as it is known here.
     *
     * @param people everyone who belongs to it, members or not
     * @param buyingGroups how many it has
     * @param openOpportunities those that are not closed (D-04), up to twenty
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record AccountOverview(
            String key,
            @Nullable String name,
            @Nullable String industry,
            @Nullable String website,
            @Nullable String region,
            @Nullable String country,
            long people,
            long buyingGroups,
            OpenOpportunities openOpportunities) {}

    /**
     * The most engaged members.
     *
     * @param decisionMakers up to three
     * @param others up to five of all others, whatever their role
     */
    public record Highlights(List<Card> decisionMakers, List<Card> others) {}

    /**
     * A member at a glance.
     *
     * @param engagement the person's score
     * @param recentActivities up to two, the latest first
     * @param otherBuyingGroups up to three, the most recently joined first
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Card(
            String personKey,
            @Nullable String name,
            @Nullable String jobTitle,
            String role,
            @Nullable String email,
            @Nullable String phone,
            BigDecimal engagement,
            LatestActivities.@Nullable InterestingMoment lastInterestingMoment,
            List<LatestActivities.Activity> recentActivities,
            List<OtherGroup> otherBuyingGroups) {}

    /** Another group of a member. */
    public record OtherGroup(UUID id, String name, String role) {}
}
