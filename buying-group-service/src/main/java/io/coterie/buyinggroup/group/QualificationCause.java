package io.coterie.buyinggroup.group;

import io.coterie.buyinggroup.qualification.Criterion;
import io.coterie.buyinggroup.qualification.Measures;
import io.coterie.buyinggroup.qualification.QualificationRule;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What made a group ready for sales, or ended it; pure.
 *
 * @param by who decided about the members or the stage; null for every other kind
 */
record QualificationCause(Kind kind, @Nullable String by) {

    /** What changed. */
    enum Kind {
        CREATED,
        DELETED,
        MEMBERS_CHANGED,
        STAGE_CHANGED,
        ENGAGEMENT_CHANGED,
        /** The interest's rule or its template did, and nothing of the group that would have made the difference. */
        RULE_CHANGED
    }

    /**
     * Finds it among the facts of the change: the latest about something that the rule reads, and that came to hold
     * with the change or ceased to.
     *
     * @param before the group that was there; null when it is new
     * @param facts in the order they happened
     */
    static QualificationCause of(
            @Nullable QualificationRule rule, @Nullable BuyingGroup before, BuyingGroup after, List<GroupFact> facts) {
        if (after.deleted()) {
            return new QualificationCause(Kind.DELETED, null);
        }
        if (before == null) {
            return new QualificationCause(Kind.CREATED, null);
        }
        Set<Kind> crossed = rule == null
                ? Set.of()
                : crossed(rule, before.measures(), after.measures(), before.qualifiedSince() != null);
        for (GroupFact fact : facts.reversed()) {
            Kind kind = kind(fact.kind());
            if (kind != null && crossed.contains(kind)) {
                return new QualificationCause(kind, fact.by());
            }
        }
        return new QualificationCause(Kind.RULE_CHANGED, null);
    }

    /**
     * Judged by the rule that is in force now, so that what only another rule sees otherwise is not taken for a change.
     */
    private static Set<Kind> crossed(
            QualificationRule rule, Measures before, Measures after, boolean qualifiedUntilNow) {
        List<Criterion> then = rule.criteria(before, qualifiedUntilNow);
        List<Criterion> now = rule.criteria(after, qualifiedUntilNow);
        Set<Kind> crossed = EnumSet.noneOf(Kind.class);
        for (int i = 0; i < now.size(); i++) {
            if (then.get(i).met() == qualifiedUntilNow && now.get(i).met() != qualifiedUntilNow) {
                crossed.add(kind(now.get(i).kind()));
            }
        }
        return crossed;
    }

    private static Kind kind(Criterion.Kind criterion) {
        return switch (criterion) {
            case COMPLETENESS, ROLE -> Kind.MEMBERS_CHANGED;
            case STAGE -> Kind.STAGE_CHANGED;
            case ENGAGEMENT -> Kind.ENGAGEMENT_CHANGED;
        };
    }

    private static @Nullable Kind kind(GroupFact.Kind fact) {
        return switch (fact) {
            case MEMBER_ASSIGNED, MEMBER_REMOVED, MEMBER_ROLE_CHANGED -> Kind.MEMBERS_CHANGED;
            case STAGE_CHANGED -> Kind.STAGE_CHANGED;
            case ENGAGEMENT_CHANGED -> Kind.ENGAGEMENT_CHANGED;
            case CREATED,
                    DELETED,
                    RENAMED,
                    LEFT_AUDIENCE,
                    ENTERED_AUDIENCE,
                    MEMBER_CONFIRMED,
                    COMPLETENESS_CHANGED,
                    STAGE_MODEL_CHANGED,
                    STATUS_CHANGED,
                    QUALIFIED,
                    DISQUALIFIED,
                    CONVERTED,
                    CONVERSION_WITHDRAWN,
                    OUTCOME_CHANGED -> null;
        };
    }
}
