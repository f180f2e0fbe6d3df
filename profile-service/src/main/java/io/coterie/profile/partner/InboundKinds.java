package io.coterie.profile.partner;

import io.coterie.contracts.EventTypes;
import io.coterie.profile.account.AccountDocument;
import io.coterie.profile.account.AccountService;
import io.coterie.profile.experience.ExperienceEventDocument;
import io.coterie.profile.experience.ExperienceEventService;
import io.coterie.profile.person.PersonDocument;
import io.coterie.profile.person.PersonService;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Everything that partners may send, in the order it is stored in: what others refer to comes first. */
@ApplicationScoped
class InboundKinds {

    private final List<InboundKind<?>> kinds;

    InboundKinds(AccountService accounts, PersonService persons, ExperienceEventService events) {
        this.kinds = List.of(
                new InboundKind<>(
                        EventTypes.PARTNER_ACCOUNT_UPSERTED,
                        AccountDocument::of,
                        (connection, sandbox, documents) ->
                                accounts.store(connection, sandbox, documents).replaceWith(Map.of())),
                new InboundKind<>(EventTypes.PARTNER_PERSON_UPSERTED, PersonDocument::of, persons::store),
                new InboundKind<>(
                        EventTypes.PARTNER_EXPERIENCE_EVENT_RECORDED, ExperienceEventDocument::of, events::store));
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
