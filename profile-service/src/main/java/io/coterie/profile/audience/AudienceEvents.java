package io.coterie.profile.audience;

import io.coterie.contracts.AudienceMembershipState;
import io.coterie.contracts.ContractJson;
import io.coterie.contracts.DefinitionState;
import io.coterie.contracts.EventTypes;
import io.coterie.contracts.Topics;
import io.coterie.platform.messaging.OutgoingEvent;

/** What the other services learn of audiences. */
final class AudienceEvents {

    private AudienceEvents() {}

    static OutgoingEvent defined(AudienceView audience) {
        DefinitionState definition = new DefinitionState(
                DefinitionState.AUDIENCE,
                audience.id().toString(),
                audience.name(),
                audience.status().text(),
                ContractJson.mapper().valueToTree(audience));
        return OutgoingEvent.of(
                Topics.DEFINITIONS,
                DefinitionState.AUDIENCE + "/" + audience.id(),
                EventTypes.DEFINITION_CHANGED,
                "audiences/" + audience.id(),
                audience.revision(),
                definition);
    }

    static OutgoingEvent membershipChanged(Membership membership) {
        String audience = membership.audience().toString();
        return OutgoingEvent.of(
                Topics.AUDIENCE_MEMBERSHIPS,
                audience + "/" + membership.memberKey(),
                EventTypes.AUDIENCE_MEMBERSHIP_CHANGED,
                "audiences/" + audience + "/members/" + membership.memberKey(),
                membership.revision(),
                new AudienceMembershipState(
                        audience, AudienceMembershipState.ACCOUNT, membership.memberKey(), membership.member()));
    }
}
