package io.coterie.activation.email;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.coterie.activation.action.ActionHandler;
import io.coterie.activation.action.Settlement;
import io.coterie.activation.address.EmailAddress;
import io.coterie.activation.delivery.ConsentDecision;
import io.coterie.activation.delivery.Deliveries;
import io.coterie.activation.delivery.Message;
import io.coterie.activation.delivery.MessageContent;
import io.coterie.activation.delivery.NewMessage;
import io.coterie.activation.delivery.Preparation;
import io.coterie.activation.suppression.SuppressionReason;
import io.coterie.activation.suppression.Suppressions;
import io.coterie.activation.unsubscribe.UnsubscribeLinks;
import io.coterie.contracts.ContractJson;
import io.coterie.contracts.JourneyAction;
import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** E-mail to a person: the action {@code send-email}, and the mail it becomes when its turn has come. */
@ApplicationScoped
class EmailChannel implements ActionHandler, MessageContent {

    private static final String PROFILES = """
            select m.message_id, p.deleted, p.document::text as person, a.document::text as account
              from unnest($2::uuid[], $3::text[], $4::text[]) as m (message_id, person_key, account_key)
              left join person as p on p.sandbox_id = $1 and p.person_key = m.person_key and p.person_key = any($3)
              left join account as a
                on a.sandbox_id = $1 and a.account_key = m.account_key and a.account_key = any($4) and not a.deleted""";

    private final Deliveries deliveries;
    private final EmailStatements emails;
    private final Suppressions suppressions;
    private final UnsubscribeLinks links;

    EmailChannel(Deliveries deliveries, EmailStatements emails, Suppressions suppressions, UnsubscribeLinks links) {
        this.deliveries = deliveries;
        this.emails = emails;
        this.suppressions = suppressions;
        this.links = links;
    }

    @Override
    public Set<String> kinds() {
        return Set.of(JourneyAction.SEND_EMAIL);
    }

    @Override
    public String kind() {
        return Message.EMAIL;
    }

    @Override
    public Uni<List<Settlement>> accept(SqlConnection connection, Sandbox sandbox, List<JourneyAction> actions) {
        List<NewMessage> accepted = new ArrayList<>();
        List<Settlement> refused = new ArrayList<>();
        for (JourneyAction action : actions) {
            if (action.personKey() == null) {
                refused.add(Settlement.failed(action.actionId(), "The action names no person."));
            } else if (emailId(action.parameters()).isEmpty()) {
                refused.add(Settlement.failed(action.actionId(), "The action names no e-mail."));
            } else {
                accepted.add(NewMessage.of(action, Message.EMAIL));
            }
        }
        return deliveries.enqueue(connection, sandbox, accepted).replaceWith(refused);
    }

    @Override
    public Uni<Map<UUID, Preparation>> prepare(SqlConnection connection, Sandbox sandbox, List<Message> messages) {
        Set<UUID> emailIds = messages.stream()
                .flatMap(message -> emailId(message.parameters()).stream())
                .collect(Collectors.toSet());
        return emails.byId(connection, sandbox, emailIds)
                .map(found -> found.stream().collect(Collectors.toMap(EmailDefinition::id, email -> email)))
                .chain(definitions -> profiles(connection, sandbox, messages)
                        .chain(profiles -> suppressions
                                .find(connection, sandbox, addresses(profiles))
                                .map(suppressed -> decide(sandbox, messages, definitions, profiles, suppressed))));
    }

    private Map<UUID, Preparation> decide(
            Sandbox sandbox,
            List<Message> messages,
            Map<UUID, EmailDefinition> definitions,
            Map<UUID, Profile> profiles,
            Map<String, SuppressionReason> suppressed) {
        Map<UUID, Preparation> decided = new HashMap<>();
        for (Message message : messages) {
            EmailDefinition email =
                    emailId(message.parameters()).map(definitions::get).orElse(null);
            Profile profile = profiles.getOrDefault(message.messageId(), Profile.UNKNOWN);
            decided.put(message.messageId(), decide(sandbox, message, email, profile, suppressed));
        }
        return decided;
    }

    private Preparation decide(
            Sandbox sandbox,
            Message message,
            @Nullable EmailDefinition email,
            Profile profile,
            Map<String, SuppressionReason> suppressed) {
        if (email == null) {
            return new Preparation.Broken("There is no such e-mail.");
        }
        if (profile.deleted()) {
            return new Preparation.Withheld("", "The person has been deleted.");
        }
        JsonNode person = profile.person();
        String personKey = message.personKey();
        if (person == null || personKey == null) {
            return new Preparation.TooEarly("The person is not known here.");
        }
        Optional<EmailAddress> address = profile.address();
        if (address.isEmpty()) {
            return new Preparation.Broken("The person has no usable e-mail address.");
        }
        Optional<SuppressionReason> suppression =
                Optional.ofNullable(suppressed.get(address.get().value()));
        ConsentDecision decision = email.operational()
                ? ConsentDecision.operational(address.get(), suppression)
                : ConsentDecision.marketing(person, address.get(), suppression);
        return switch (decision) {
            case ConsentDecision.Refused refused ->
                new Preparation.Withheld(address.get().value(), refused.reason());
            case ConsentDecision.Granted granted ->
                new Preparation.Ready(EmailRenderer.render(
                        email,
                        person,
                        profile.account(),
                        granted,
                        email.operational()
                                ? Optional.empty()
                                : Optional.of(links.link(sandbox.id(), personKey, address.get()))));
        };
    }

    private static Uni<Map<UUID, Profile>> profiles(SqlConnection connection, Sandbox sandbox, List<Message> messages) {
        Tuple parameters = Tuple.of(sandbox.id())
                .addArrayOfUUID(messages.stream().map(Message::messageId).toArray(UUID[]::new))
                .addArrayOfString(messages.stream().map(Message::personKey).toArray(String[]::new))
                .addArrayOfString(messages.stream().map(Message::accountKey).toArray(String[]::new));
        return connection.preparedQuery(PROFILES).execute(parameters).map(rows -> {
            Map<UUID, Profile> profiles = new HashMap<>();
            rows.forEach(row -> profiles.put(row.getUUID("message_id"), Profile.of(row)));
            return profiles;
        });
    }

    private static Set<String> addresses(Map<UUID, Profile> profiles) {
        return profiles.values().stream()
                .flatMap(profile -> profile.address().stream())
                .map(EmailAddress::value)
                .collect(Collectors.toSet());
    }

    private static Optional<UUID> emailId(JsonNode parameters) {
        try {
            return Optional.of(UUID.fromString(parameters.path("email").asText()));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** What the copies of person and account say at this moment. */
    private record Profile(boolean deleted, @Nullable JsonNode person, JsonNode account) {

        static final Profile UNKNOWN = new Profile(false, null, MissingNode.getInstance());

        static Profile of(Row row) {
            Boolean deleted = row.getBoolean("deleted");
            String person = row.getString("person");
            String account = row.getString("account");
            return new Profile(
                    Boolean.TRUE.equals(deleted),
                    person == null ? null : json(person),
                    account == null ? MissingNode.getInstance() : json(account));
        }

        Optional<EmailAddress> address() {
            return person == null
                    ? Optional.empty()
                    : EmailAddress.parse(person.at("/workEmail/address").asText(""));
        }

        private static JsonNode json(String text) {
            return ContractJson.readTree(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
