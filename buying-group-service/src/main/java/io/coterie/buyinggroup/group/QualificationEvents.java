package io.coterie.buyinggroup.group;

import io.coterie.buyinggroup.people.PersonScore;
import io.coterie.buyinggroup.qualification.Criterion;
import io.coterie.buyinggroup.qualification.QualificationRule;
import io.coterie.buyinggroup.solutioninterest.SolutionInterest;
import io.coterie.contracts.BuyingGroupQualification;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What sales hears of a group that became ready, or is not any more: why, and whom to talk to. */
final class QualificationEvents {

    private QualificationEvents() {}

    static BuyingGroupQualification event(
            GroupChange change,
            SolutionInterest interest,
            GroupFact fact,
            Map<String, PersonScore> scores,
            @Nullable String accountName) {
        BuyingGroup group = change.after();
        boolean qualified = fact.kind() == GroupFact.Kind.QUALIFIED;
        return new BuyingGroupQualification(
                group.id(),
                group.accountKey(),
                interest.id().toString(),
                interest.name(),
                group.updatedAt(),
                group.name(),
                since(change),
                group.stage(),
                group.status(),
                group.completeness().percent(),
                group.engagement(),
                criteria(interest.qualification(), group, qualified),
                GroupEvents.members(group, scores),
                group.completeness().missingRoles(),
                accountName,
                interest.templateId().toString(),
                fact.cause(),
                fact.by());
    }

    private static Instant since(GroupChange change) {
        BuyingGroup before = change.before();
        Instant until = before == null ? null : before.qualifiedSince();
        return until == null ? change.after().updatedAt() : until;
    }

    /** Judged as it was: a group that was not ready without the margins, one that was with them. */
    private static List<BuyingGroupQualification.Criterion> criteria(
            @Nullable QualificationRule rule, BuyingGroup group, boolean qualified) {
        return rule == null
                ? List.of()
                : rule.criteria(group.measures(), !qualified).stream()
                        .map(QualificationEvents::criterion)
                        .toList();
    }

    private static BuyingGroupQualification.Criterion criterion(Criterion criterion) {
        return new BuyingGroupQualification.Criterion(
                criterion.kind().name(), criterion.expected(), criterion.actual(), criterion.met());
    }
}
