package io.coterie.activation.salesalert;

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
import io.coterie.activation.delivery.OutgoingMail;
import io.coterie.activation.delivery.Preparation;
import io.coterie.contracts.BuyingGroupState;
import io.coterie.contracts.JourneyAction;
import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The mail that tells sales about a buying group: the action {@code send-sales-alert}. One alert is one message, with
 * all recipients in it. It is internal mail: no consent is asked for and no unsubscribe link is put in (§20).
 */
@ApplicationScoped
class SalesAlertChannel implements ActionHandler, MessageContent {

    private final Deliveries deliveries;
    private final BuyingGroups groups;
    private final SalesAlertConfig config;

    SalesAlertChannel(Deliveries deliveries, BuyingGroups groups, SalesAlertConfig config) {
        this.deliveries = deliveries;
        this.groups = groups;
        this.config = config;
    }

    @Override
    public Set<String> kinds() {
        return Set.of(JourneyAction.SEND_SALES_ALERT);
    }

    @Override
    public String kind() {
        return Message.SALES_ALERT;
    }

    @Override
    public Uni<List<Settlement>> accept(SqlConnection connection, Sandbox sandbox, List<JourneyAction> actions) {
        List<NewMessage> accepted = new ArrayList<>();
        List<Settlement> refused = new ArrayList<>();
        for (JourneyAction action : actions) {
            if (recipients(action.parameters()).isEmpty()) {
                refused.add(Settlement.failed(action.actionId(), "The action names no usable recipient."));
            } else if (interest(action.parameters()).isEmpty()) {
                refused.add(Settlement.failed(action.actionId(), "The action names no solution interest."));
            } else {
                accepted.add(NewMessage.of(action, Message.SALES_ALERT));
            }
        }
        return deliveries.enqueue(connection, sandbox, accepted).replaceWith(refused);
    }

    @Override
    public Uni<Map<UUID, Preparation>> prepare(SqlConnection connection, Sandbox sandbox, List<Message> messages) {
        Set<String> accountKeys = messages.stream().map(Message::accountKey).collect(Collectors.toSet());
        return groups.ofAccounts(connection, sandbox, accountKeys)
                .chain(found -> groups.accounts(connection, sandbox, accountKeys)
                        .chain(accounts -> groups.persons(connection, sandbox, memberKeys(found))
                                .map(persons -> decide(messages, found, accounts, persons))));
    }

    private Map<UUID, Preparation> decide(
            List<Message> messages,
            List<BuyingGroupState> found,
            Map<String, JsonNode> accounts,
            Map<String, JsonNode> persons) {
        Map<UUID, Preparation> decided = new HashMap<>();
        for (Message message : messages) {
            Optional<BuyingGroupState> group = found.stream()
                    .filter(candidate -> candidate.accountKey().equals(message.accountKey())
                            && candidate.solutionInterestId().equals(interest(message.parameters())))
                    .findFirst();
            decided.put(
                    message.messageId(),
                    group.<Preparation>map(known -> new Preparation.Ready(mail(message, known, accounts, persons)))
                            .orElseGet(() -> new Preparation.TooEarly(
                                    "The account has no buying group of the solution interest.")));
        }
        return decided;
    }

    private OutgoingMail mail(
            Message message, BuyingGroupState group, Map<String, JsonNode> accounts, Map<String, JsonNode> persons) {
        SalesAlertBody body = SalesAlertBody.of(
                group, accounts.getOrDefault(message.accountKey(), MissingNode.getInstance()), persons);
        return new OutgoingMail(
                recipients(message.parameters()).stream()
                        .map(ConsentDecision::internal)
                        .toList(),
                config.fromName(),
                config.fromAddress(),
                Optional.empty(),
                body.subject(),
                Optional.of(body.html()),
                Optional.of(body.text()),
                Optional.empty());
    }

    private static Set<String> memberKeys(List<BuyingGroupState> groups) {
        return groups.stream()
                .flatMap(group -> group.members().stream())
                .map(BuyingGroupState.Member::personKey)
                .collect(Collectors.toSet());
    }

    private static String interest(JsonNode parameters) {
        return parameters.path("solutionInterest").asText("");
    }

    private static List<EmailAddress> recipients(JsonNode parameters) {
        List<EmailAddress> recipients = new ArrayList<>();
        parameters
                .path("recipients")
                .forEach(recipient -> EmailAddress.parse(recipient.asText("")).ifPresent(recipients::add));
        return recipients.stream().distinct().toList();
    }
}
