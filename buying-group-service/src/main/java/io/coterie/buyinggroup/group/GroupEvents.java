package io.coterie.buyinggroup.group;

import io.coterie.buyinggroup.completeness.RoleCompleteness;
import io.coterie.buyinggroup.conversion.Conversion;
import io.coterie.buyinggroup.membership.Standing;
import io.coterie.buyinggroup.people.PersonScore;
import io.coterie.buyinggroup.solutioninterest.SolutionInterest;
import io.coterie.contracts.BuyingGroupEvent;
import io.coterie.contracts.BuyingGroupState;
import io.coterie.contracts.ContractJson;
import io.coterie.contracts.EventTypes;
import io.coterie.contracts.Topics;
import io.coterie.platform.messaging.OutgoingEvent;
import io.coterie.platform.tenancy.Sandbox;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What others hear of a change: the group's state, then each event, and each event once more for partners. */
public final class GroupEvents {

    private GroupEvents() {}

    /** The events of one change, the state first: whoever reacts to an event finds the state it speaks of. */
    public static List<OutgoingEvent> of(
            Sandbox sandbox,
            GroupChange change,
            SolutionInterest interest,
            Map<String, PersonScore> scores,
            @Nullable String accountName,
            @Nullable UUID correlationId,
            @Nullable UUID causationId) {
        BuyingGroup group = change.after();
        String subject = "buying-groups/" + group.id();
        List<OutgoingEvent> events = new ArrayList<>();
        events.add(new OutgoingEvent(
                Topics.BUYING_GROUP_STATES,
                group.id().toString(),
                EventTypes.BUYING_GROUP_STATE_CHANGED,
                subject,
                group.revision(),
                ContractJson.write(state(group, interest, scores)),
                correlationId,
                causationId));
        String partnerTopic = Topics.partnerEvents(sandbox.organisation());
        BuyingGroupEvent.Group context = context(group, interest, accountName);
        for (GroupFact fact : change.facts()) {
            fact.kind().eventType().ifPresent(type -> {
                String payload = ContractJson.write(
                        fact.kind().isOfQualification()
                                ? QualificationEvents.event(change, interest, fact, scores, accountName)
                                : event(group, interest, fact, context));
                for (String topic : List.of(Topics.BUYING_GROUPS, partnerTopic)) {
                    events.add(new OutgoingEvent(
                            topic,
                            group.accountKey(),
                            type,
                            subject,
                            group.revision(),
                            payload,
                            correlationId,
                            causationId));
                }
            });
        }
        return events;
    }

    static BuyingGroupState state(BuyingGroup group, SolutionInterest interest, Map<String, PersonScore> scores) {
        return new BuyingGroupState(
                group.id(),
                group.accountKey(),
                interest.id().toString(),
                interest.name(),
                group.name(),
                group.deleted(),
                group.stage(),
                group.status(),
                group.completeness().percent(),
                group.engagement(),
                members(group, scores),
                group.completeness().roles().stream().map(GroupEvents::role).toList(),
                group.createdAt(),
                group.updatedAt(),
                group.removedMembers().stream()
                        .map(member -> member(member, null))
                        .toList(),
                group.qualifiedSince() != null,
                conversion(group));
    }

    private static BuyingGroupEvent event(
            BuyingGroup group, SolutionInterest interest, GroupFact fact, BuyingGroupEvent.Group context) {
        Standing member = fact.member();
        return new BuyingGroupEvent(
                group.id(),
                group.accountKey(),
                interest.id().toString(),
                interest.name(),
                group.updatedAt(),
                member == null ? null : member.personKey(),
                member == null ? null : member.role(),
                fact.previousRole(),
                member == null ? null : member.source().name(),
                fact.previousValue(),
                fact.newValue(),
                group.completeness().percent(),
                fact.cause(),
                fact.by(),
                context);
    }

    private static BuyingGroupEvent.Group context(
            BuyingGroup group, SolutionInterest interest, @Nullable String accountName) {
        return new BuyingGroupEvent.Group(
                group.name(),
                accountName,
                interest.templateId().toString(),
                group.stage(),
                group.status(),
                group.members().size(),
                group.completeness().missingRoles(),
                group.completeness().roles().stream().map(GroupEvents::role).toList(),
                conversion(group),
                group.engagement());
    }

    private static BuyingGroupState.@Nullable Conversion conversion(BuyingGroup group) {
        Conversion conversion = group.conversion();
        return conversion == null
                ? null
                : new BuyingGroupState.Conversion(
                        conversion.opportunityKey(),
                        conversion.at(),
                        conversion.outcome().name(),
                        conversion.outcomeAt());
    }

    /** Active members with their scores. */
    static List<BuyingGroupState.Member> members(BuyingGroup group, Map<String, PersonScore> scores) {
        return group.members().stream()
                .map(member -> member(member, scores.get(member.personKey())))
                .toList();
    }

    private static BuyingGroupState.Member member(Standing standing, @Nullable PersonScore score) {
        return new BuyingGroupState.Member(
                standing.personKey(),
                standing.role(),
                standing.source().name(),
                standing.assignedAt(),
                score == null ? null : score.used());
    }

    static BuyingGroupState.RoleCompleteness role(RoleCompleteness role) {
        return new BuyingGroupState.RoleCompleteness(
                role.role(), role.assigned(), role.required(), role.requiredForCompleteness(), role.percent());
    }
}
