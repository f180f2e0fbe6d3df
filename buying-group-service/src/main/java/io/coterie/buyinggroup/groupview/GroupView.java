package io.coterie.buyinggroup.groupview;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.coterie.buyinggroup.completeness.Completeness;
import io.coterie.buyinggroup.completeness.RoleCompleteness;
import io.coterie.buyinggroup.group.BuyingGroup;
import io.coterie.buyinggroup.solutioninterest.SolutionInterest;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A buying group as REST shows it (§13.1, §13.2).
 *
 * @param account its key
 * @param rolesTemplate of the solution interest
 * @param stageModelVersion the version of the stage model the stage belongs to
 * @param completeness 0 to 100, unrounded
 * @param completenessDisplayed whole percent, half up (D-37)
 * @param engagement 0 to 100, unrounded, of the last run; left out before the first
 * @param engagementDisplayed whole number, half up (ENG-05)
 * @param live the engagement as of the group's last activity, on the scale of the last run
 * @param qualifiedSince when it became ready for sales; left out while it is not
 * @param conversion the opportunity sales made of it; left out while there is none
 * @param members how many are active
 * @param missingRoles roles that count and have no member
 * @param outOfAudience no standing job's audience contains the account any more (D-26)
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GroupView(
        UUID id,
        String name,
        String account,
        @Nullable String accountName,
        UUID solutionInterest,
        String solutionInterestName,
        UUID rolesTemplate,
        String rolesTemplateName,
        @Nullable String stage,
        @Nullable UUID stageModel,
        @Nullable Integer stageModelVersion,
        @Nullable String status,
        BigDecimal completeness,
        int completenessDisplayed,
        @Nullable BigDecimal engagement,
        @Nullable Integer engagementDisplayed,
        @Nullable BigDecimal live,
        List<RoleCompleteness> roles,
        List<String> missingRoles,
        int members,
        @Nullable Instant qualifiedSince,
        @Nullable ConversionView conversion,
        boolean outOfAudience,
        @Nullable UUID creationJob,
        long revision,
        Instant createdAt,
        Instant updatedAt) {

    static GroupView of(
            GroupQueries.Listed listed, @Nullable String accountName, SolutionInterest interest, String templateName) {
        BuyingGroup group = listed.group();
        BigDecimal engagement = group.engagement();
        return new GroupView(
                group.id(),
                group.name(),
                group.accountKey(),
                accountName,
                interest.id(),
                interest.name(),
                interest.templateId(),
                templateName,
                group.stage(),
                group.stages().model(),
                group.stages().versionNumber(),
                group.status(),
                group.completeness().percent(),
                Completeness.displayed(group.completeness().percent()),
                engagement,
                engagement == null ? null : Completeness.displayed(engagement),
                listed.live(),
                group.completeness().roles(),
                group.completeness().missingRoles(),
                listed.members(),
                group.qualifiedSince(),
                ConversionView.of(group.conversion()),
                group.outOfAudience(),
                group.jobId(),
                group.revision(),
                group.createdAt(),
                group.updatedAt());
    }
}
