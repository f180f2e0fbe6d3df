package io.coterie.contracts;

/** CloudEvents types: {@code io.coterie.<aggregate>.<past-tense-verb>.v1}. */
public final class EventTypes {

    public static final String SANDBOX_CHANGED = "io.coterie.sandbox.changed.v1";
    public static final String DEFINITION_CHANGED = "io.coterie.definition.changed.v1";
    public static final String ACCOUNT_CHANGED = "io.coterie.account.changed.v1";
    public static final String PERSON_CHANGED = "io.coterie.person.changed.v1";
    public static final String OPPORTUNITY_CHANGED = "io.coterie.opportunity.changed.v1";
    public static final String AUDIENCE_MEMBERSHIP_CHANGED = "io.coterie.audience-membership.changed.v1";
    public static final String BUYING_GROUP_STATE_CHANGED = "io.coterie.buying-group-state.changed.v1";

    public static final String BUYING_GROUP_CREATED = "io.coterie.buying-group.created.v1";
    public static final String BUYING_GROUP_DELETED = "io.coterie.buying-group.deleted.v1";
    public static final String BUYING_GROUP_RENAMED = "io.coterie.buying-group.renamed.v1";
    public static final String BUYING_GROUP_AUDIENCE_ENTERED = "io.coterie.buying-group.audience-entered.v1";
    public static final String BUYING_GROUP_AUDIENCE_LEFT = "io.coterie.buying-group.audience-left.v1";
    public static final String BUYING_GROUP_MEMBER_ASSIGNED = "io.coterie.buying-group.member-assigned.v1";
    public static final String BUYING_GROUP_MEMBER_REMOVED = "io.coterie.buying-group.member-removed.v1";
    public static final String BUYING_GROUP_MEMBER_ROLE_CHANGED = "io.coterie.buying-group.member-role-changed.v1";
    public static final String BUYING_GROUP_MEMBER_CONFIRMED = "io.coterie.buying-group.member-confirmed.v1";
    public static final String BUYING_GROUP_COMPLETENESS_CHANGED = "io.coterie.buying-group.completeness-changed.v1";
    public static final String BUYING_GROUP_ENGAGEMENT_CHANGED = "io.coterie.buying-group.engagement-changed.v1";
    public static final String BUYING_GROUP_STAGE_CHANGED = "io.coterie.buying-group.stage-changed.v1";
    public static final String BUYING_GROUP_STATUS_CHANGED = "io.coterie.buying-group.status-changed.v1";
    public static final String BUYING_GROUP_QUALIFIED = "io.coterie.buying-group.qualified.v1";
    public static final String BUYING_GROUP_DISQUALIFIED = "io.coterie.buying-group.disqualified.v1";
    public static final String BUYING_GROUP_CONVERTED = "io.coterie.buying-group.converted.v1";
    public static final String BUYING_GROUP_CONVERSION_WITHDRAWN = "io.coterie.buying-group.conversion-withdrawn.v1";
    public static final String BUYING_GROUP_OUTCOME_CHANGED = "io.coterie.buying-group.outcome-changed.v1";

    public static final String CREATION_JOB_RUN_FINISHED = "io.coterie.creation-job.run-finished.v1";
    public static final String GROUP_EXPORT_FINISHED = "io.coterie.group-export.finished.v1";

    public static final String EXPERIENCE_EVENT_RECORDED = "io.coterie.experience-event.recorded.v1";
    public static final String JOURNEY_ACTION_REQUESTED = "io.coterie.journey-action.requested.v1";
    public static final String ACTION_SETTLED = "io.coterie.action.settled.v1";
    public static final String LEAD_SUBMITTED = "io.coterie.lead.submitted.v1";
    public static final String INTERACTION_RECORDED = "io.coterie.interaction.recorded.v1";

    public static final String PARTNER_ACCOUNT_UPSERTED = "io.coterie.partner.account.upserted.v1";
    public static final String PARTNER_PERSON_UPSERTED = "io.coterie.partner.person.upserted.v1";
    public static final String PARTNER_ACCOUNT_PERSON_UPSERTED = "io.coterie.partner.account-person.upserted.v1";
    public static final String PARTNER_OPPORTUNITY_UPSERTED = "io.coterie.partner.opportunity.upserted.v1";
    public static final String PARTNER_OPPORTUNITY_PERSON_UPSERTED =
            "io.coterie.partner.opportunity-person.upserted.v1";
    public static final String PARTNER_EXPERIENCE_EVENT_RECORDED = "io.coterie.partner.experience-event.recorded.v1";
    public static final String PARTNER_RECORD_REJECTED = "io.coterie.partner.record.rejected.v1";

    private EventTypes() {}
}
