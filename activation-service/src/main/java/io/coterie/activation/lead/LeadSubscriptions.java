package io.coterie.activation.lead;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coterie.activation.linkedin.LinkedInAccess;
import io.coterie.activation.linkedin.LinkedInAnswer;
import io.coterie.activation.linkedin.LinkedInCall;
import io.coterie.activation.linkedin.LinkedInClient;
import io.coterie.activation.linkedin.LinkedInConnections;
import io.coterie.activation.linkedin.RestLi;
import io.coterie.platform.problem.GenericError;
import io.coterie.platform.problem.ProblemException;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/** Asks LinkedIn to push leads to us; only a webhook that has answered its challenge is pushed to. */
@ApplicationScoped
class LeadSubscriptions {

    static final String LEAD_TYPE = "SPONSORED";

    private static final String KEEP = """
            insert into lead_subscription (sandbox_id, connection_id, webhook, subscription_id) values ($1, $2, $3, $4)
            on conflict (sandbox_id, connection_id) do update
               set webhook = excluded.webhook, subscription_id = excluded.subscription_id""";

    private final LinkedInConnections connections;
    private final LinkedInClient client;
    private final LeadWebhooks webhooks;
    private final SandboxTransactions transactions;

    LeadSubscriptions(
            LinkedInConnections connections,
            LinkedInClient client,
            LeadWebhooks webhooks,
            SandboxTransactions transactions) {
        this.connections = connections;
        this.client = client;
        this.webhooks = webhooks;
        this.transactions = transactions;
    }

    /** A subscription at LinkedIn. */
    record Subscription(String subscriptionId, String webhook) {}

    /** Subscribes; asking again finds the subscription that is there. */
    Uni<Subscription> subscribe(Sandbox sandbox, UUID connectionId, String webhookBaseUrl) {
        String webhook = webhookBaseUrl.strip().replaceAll("/+$", "") + "/v1/lead-webhooks/"
                + webhooks.token(sandbox.id(), connectionId);
        return connections
                .open(sandbox.id(), connectionId)
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("a LinkedIn connection", connectionId)))
                .invoke(LeadSubscriptions::requireSecret)
                .chain(access -> find(access, webhook)
                        .chain(known ->
                                known.map(id -> Uni.createFrom().item(id)).orElseGet(() -> create(access, webhook))))
                .map(id -> new Subscription(id, webhook))
                .call(subscription -> keep(sandbox, connectionId, subscription));
    }

    private Uni<Optional<String>> find(LinkedInAccess access, String webhook) {
        String owner = "(value:(sponsoredAccount:" + RestLi.encode(access.sponsoredAccount()) + "))";
        return client.call(
                        access,
                        LinkedInCall.find("/leadNotifications?q=criteria&owner=" + owner + "&leadType=(leadType:"
                                + LEAD_TYPE + ")"))
                .map(answer -> subscriptionTo(webhook, success(answer).body()));
    }

    private Uni<String> create(LinkedInAccess access, String webhook) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("webhook", webhook);
        body.putObject("owner").put("sponsoredAccount", access.sponsoredAccount());
        body.put("leadType", LEAD_TYPE);
        return client.call(access, LinkedInCall.create("/leadNotifications", body))
                .map(answer -> success(answer).createdId().orElse(""));
    }

    private Uni<Void> keep(Sandbox sandbox, UUID connectionId, Subscription subscription) {
        return transactions.inSandbox(
                sandbox,
                connection -> connection
                        .preparedQuery(KEEP)
                        .execute(Tuple.of(
                                sandbox.id(), connectionId, subscription.webhook(), subscription.subscriptionId()))
                        .replaceWithVoid());
    }

    private static Optional<String> subscriptionTo(String webhook, JsonNode page) {
        for (JsonNode subscription : page.path("elements")) {
            if (subscription.path("webhook").asText().equals(webhook)) {
                return Optional.of(subscription.path("id").asText());
            }
        }
        return Optional.empty();
    }

    private static LinkedInAnswer.Success success(LinkedInAnswer answer) {
        return switch (answer) {
            case LinkedInAnswer.Success success -> success;
            case LinkedInAnswer.Failure failure
            when failure.retry(false).triesAgain() ->
                throw new ProblemException(
                        GenericError.UNAVAILABLE, "LinkedIn does not answer right now: " + failure.message());
            case LinkedInAnswer.Failure failure ->
                throw new ProblemException(LeadError.SUBSCRIPTION_REFUSED, "LinkedIn says: " + failure.message());
        };
    }

    private static void requireSecret(LinkedInAccess access) {
        if (access.clientSecret().isEmpty()) {
            throw new ProblemException(
                    LeadError.SECRET_MISSING, "Expected a connection with a client secret to check signatures with.");
        }
    }
}
