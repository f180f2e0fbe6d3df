package io.coterie.buyinggroup.group;

import io.coterie.buyinggroup.conversion.Conversion;
import io.coterie.buyinggroup.conversion.Opportunity;
import io.coterie.buyinggroup.membership.Ruling;
import io.coterie.buyinggroup.membership.Standing;
import io.coterie.buyinggroup.qualification.Criterion;
import io.coterie.buyinggroup.qualification.Measures;
import io.coterie.buyinggroup.qualification.QualificationRule;
import io.coterie.contracts.EventTypes;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened to a group. It goes into the group's history, and most kinds are told to others as an event.
 *
 * @param member the member's standing after it; null when it is not about a member
 * @param by who did it, where somebody did
 * @param cause why, of a member, of a qualification, and where nobody asked for it
 */
public record GroupFact(
        Kind kind,
        @Nullable Standing member,
        @Nullable String previousRole,
        @Nullable String previousValue,
        @Nullable String newValue,
        @Nullable String by,
        @Nullable String cause) {

    /** The cause of a move that a stage map made. */
    static final String OTHER_STAGES = "STAGES_CHANGED";

    /** What can happen to a group. */
    public enum Kind {
        CREATED(EventTypes.BUYING_GROUP_CREATED),
        DELETED(EventTypes.BUYING_GROUP_DELETED),
        RENAMED(EventTypes.BUYING_GROUP_RENAMED),
        LEFT_AUDIENCE(EventTypes.BUYING_GROUP_AUDIENCE_LEFT),
        ENTERED_AUDIENCE(EventTypes.BUYING_GROUP_AUDIENCE_ENTERED),
        MEMBER_ASSIGNED(EventTypes.BUYING_GROUP_MEMBER_ASSIGNED),
        MEMBER_REMOVED(EventTypes.BUYING_GROUP_MEMBER_REMOVED),
        MEMBER_ROLE_CHANGED(EventTypes.BUYING_GROUP_MEMBER_ROLE_CHANGED),
        /** Somebody of higher rank said what was so already (§9.6). */
        MEMBER_CONFIRMED(EventTypes.BUYING_GROUP_MEMBER_CONFIRMED),
        COMPLETENESS_CHANGED(EventTypes.BUYING_GROUP_COMPLETENESS_CHANGED),
        ENGAGEMENT_CHANGED(EventTypes.BUYING_GROUP_ENGAGEMENT_CHANGED),
        STAGE_CHANGED(EventTypes.BUYING_GROUP_STAGE_CHANGED),
        /** Its interest has another stage model, or another version of it (BEY-17). */
        STAGE_MODEL_CHANGED(null),
        STATUS_CHANGED(EventTypes.BUYING_GROUP_STATUS_CHANGED),
        /** It became ready for sales. */
        QUALIFIED(EventTypes.BUYING_GROUP_QUALIFIED),
        /** It is not ready for sales any more. */
        DISQUALIFIED(EventTypes.BUYING_GROUP_DISQUALIFIED),
        /** Sales made an opportunity of it. */
        CONVERTED(EventTypes.BUYING_GROUP_CONVERTED),
        /** The opportunity is gone, another account's, or too late for the rule that is now. */
        CONVERSION_WITHDRAWN(EventTypes.BUYING_GROUP_CONVERSION_WITHDRAWN),
        /** Its opportunity was won, lost or opened again. */
        OUTCOME_CHANGED(EventTypes.BUYING_GROUP_OUTCOME_CHANGED);

        private final @Nullable String eventType;

        Kind(@Nullable String eventType) {
            this.eventType = eventType;
        }

        boolean isOfQualification() {
            return this == QUALIFIED || this == DISQUALIFIED;
        }

        public boolean isOfStages() {
            return this == STAGE_CHANGED || this == STAGE_MODEL_CHANGED;
        }

        /** The CloudEvents type of kinds that others are told about. */
        public Optional<String> eventType() {
            return Optional.ofNullable(eventType);
        }
    }

    static GroupFact of(Kind kind) {
        return new GroupFact(kind, null, null, null, null, null, null);
    }

    static GroupFact created(BigDecimal completeness) {
        return new GroupFact(Kind.CREATED, null, null, null, completeness.toPlainString(), null, null);
    }

    static GroupFact changed(Kind kind, @Nullable String before, @Nullable String after, @Nullable String by) {
        return new GroupFact(kind, null, null, before, after, by, null);
    }

    /** Ready or not; of one that is not any more the new value says what fell away. */
    static GroupFact qualification(
            boolean qualified, @Nullable QualificationRule rule, Measures measures, QualificationCause cause) {
        String words = rule == null
                ? ""
                : rule.criteria(measures, !qualified).stream()
                        .filter(criterion -> criterion.met() == qualified)
                        .map(Criterion::words)
                        .collect(Collectors.joining("; "));
        return new GroupFact(
                qualified ? Kind.QUALIFIED : Kind.DISQUALIFIED,
                null,
                null,
                null,
                words.isEmpty() ? null : words,
                cause.by(),
                cause.kind().name());
    }

    /**
     * What happened between two conversions that are not equal; nothing when the opportunity and its outcome are the
     * same and the CRM has only corrected when.
     */
    static List<GroupFact> conversion(@Nullable Conversion before, @Nullable Conversion after) {
        String opportunity = before == null ? null : before.opportunityKey();
        if (after == null) {
            return List.of(changed(Kind.CONVERSION_WITHDRAWN, opportunity, null, null));
        }
        if (before == null || !after.opportunityKey().equals(before.opportunityKey())) {
            GroupFact converted = changed(Kind.CONVERTED, opportunity, after.opportunityKey(), null);
            return after.outcome() == Opportunity.Outcome.OPEN
                    ? List.of(converted)
                    : List.of(
                            converted,
                            changed(Kind.OUTCOME_CHANGED, null, after.outcome().name(), null));
        }
        return before.outcome() == after.outcome()
                ? List.of()
                : List.of(changed(
                        Kind.OUTCOME_CHANGED,
                        before.outcome().name(),
                        after.outcome().name(),
                        null));
    }

    static GroupFact stageMapped(@Nullable String before, @Nullable String after, String by) {
        return new GroupFact(Kind.STAGE_CHANGED, null, null, before, after, by, OTHER_STAGES);
    }

    static GroupFact completenessChanged(BigDecimal before, BigDecimal after) {
        return changed(Kind.COMPLETENESS_CHANGED, before.toPlainString(), after.toPlainString(), null);
    }

    static GroupFact engagementChanged(@Nullable BigDecimal before, BigDecimal after) {
        return changed(
                Kind.ENGAGEMENT_CHANGED, before == null ? null : before.toPlainString(), after.toPlainString(), null);
    }

    static GroupFact of(Ruling.Applied ruling) {
        Standing before = ruling.before();
        return switch (ruling.effect()) {
            case ASSIGNED -> ofMember(Kind.MEMBER_ASSIGNED, ruling.after(), null);
            case REMOVED -> ofMember(Kind.MEMBER_REMOVED, ruling.after(), null);
            case ROLE_CHANGED ->
                ofMember(Kind.MEMBER_ROLE_CHANGED, ruling.after(), before == null ? null : before.role());
            case SOURCE_RAISED, REMOVAL_CONFIRMED -> ofMember(Kind.MEMBER_CONFIRMED, ruling.after(), null);
        };
    }

    private static GroupFact ofMember(Kind kind, Standing member, @Nullable String previousRole) {
        return new GroupFact(
                kind,
                member,
                previousRole,
                null,
                null,
                member.decidedBy(),
                member.cause().name());
    }
}
