package io.coterie.profile.partner;

import io.coterie.contracts.EventTypes;
import io.coterie.profile.account.AccountDocument;
import io.coterie.profile.account.AccountService;
import io.coterie.profile.experience.ExperienceEventDocument;
import io.coterie.profile.experience.ExperienceEventService;
import io.coterie.profile.opportunity.OpportunityDocument;
import io.coterie.profile.opportunity.OpportunityService;
import io.coterie.profile.person.PersonDocument;
import io.coterie.profile.person.PersonService;
import io.coterie.profile.relation.RelationDocument;
import io.coterie.profile.relation.RelationKind;
import io.coterie.profile.relation.RelationService;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Everything that partners may send, in the order it is stored in: what others refer to comes first. */
@ApplicationScoped
class InboundKinds {

    private final List<InboundKind<?>> kinds;

    InboundKinds(
            AccountService accounts,
            PersonService persons,
            RelationService relations,
            OpportunityService opportunities,
            ExperienceEventService events) {
        this.kinds = List.of(
                new InboundKind<>(EventTypes.PARTNER_ACCOUNT_UPSERTED, AccountDocument::of, accounts::store),
                new InboundKind<>(EventTypes.PARTNER_PERSON_UPSERTED, PersonDocument::of, persons::store),
                relation(EventTypes.PARTNER_ACCOUNT_PERSON_UPSERTED, RelationKind.ACCOUNT_PERSON, relations),
                new InboundKind<>(
                        EventTypes.PARTNER_OPPORTUNITY_UPSERTED, OpportunityDocument::of, opportunities::store),
                relation(EventTypes.PARTNER_OPPORTUNITY_PERSON_UPSERTED, RelationKind.OPPORTUNITY_PERSON, relations),
                new InboundKind<>(
                        EventTypes.PARTNER_EXPERIENCE_EVENT_RECORDED, ExperienceEventDocument::of, events::store));
    }

    private static InboundKind<RelationDocument> relation(String type, RelationKind kind, RelationService relations) {
        return new InboundKind<>(
                type,
                document -> RelationDocument.of(kind, document),
                (connection, sandbox, documents) -> relations.store(connection, sandbox, kind, documents));
    }

    List<InboundKind<?>> all() {
        return kinds;
    }

    Optional<InboundKind<?>> of(String type) {
        return kinds.stream().filter(kind -> kind.type().equals(type)).findFirst();
    }

    List<String> types() {
        return kinds.stream().<String>map(InboundKind::type).toList();
    }
}
