package io.coterie.activation.lead;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.activation.linkedin.LinkedInAccess;
import io.coterie.activation.linkedin.LinkedInConnections;
import io.coterie.activation.secret.Secret;
import io.coterie.activation.secret.SignedTokens;
import io.coterie.contracts.ContractJson;
import io.coterie.platform.problem.GenericError;
import io.coterie.platform.problem.ProblemException;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The door LinkedIn knocks at. What it says is stored before it is answered; everything else happens afterwards. */
@ApplicationScoped
class LeadWebhooks {

    private static final String PURPOSE = "lead-webhook";

    /**
     * Only what LinkedIn sends as challenge is ever signed: whoever could have any text signed could have a notification
     * signed.
     */
    private static final Pattern CHALLENGE = Pattern.compile("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private final SignedTokens tokens;
    private final LinkedInConnections connections;
    private final SandboxTransactions transactions;
    private final LeadStatements statements;

    LeadWebhooks(
            SignedTokens tokens,
            LinkedInConnections connections,
            SandboxTransactions transactions,
            LeadStatements statements) {
        this.tokens = tokens;
        this.connections = connections;
        this.transactions = transactions;
        this.statements = statements;
    }

    /** What proves that the webhook is ours. */
    record Challenge(String challengeCode, String challengeResponse) {}

    private record Target(int sandboxId, UUID connectionId) {}

    /** The part of the webhook's path that names sandbox and connection. */
    String token(int sandboxId, UUID connectionId) {
        return tokens.sign(PURPOSE, List.of(Integer.toString(sandboxId), connectionId.toString()));
    }

    Uni<Challenge> answer(String token, @Nullable String challengeCode) {
        if (challengeCode == null || !CHALLENGE.matcher(challengeCode).matches()) {
            throw ProblemException.ofField(GenericError.INVALID_PARAMETER, "challengeCode", "Expected a UUID.");
        }
        return secretOf(target(token))
                .map(secret -> new Challenge(challengeCode, LeadSignature.challengeResponse(challengeCode, secret)));
    }

    /** Stores what LinkedIn says, once; 401 unless LinkedIn has signed exactly these bytes. */
    Uni<Void> receive(String token, byte[] rawBody, @Nullable String signature) {
        Target target = target(token);
        return secretOf(target)
                .invoke(secret -> {
                    if (signature == null || !LeadSignature.isValid(rawBody, signature, secret)) {
                        throw new ProblemException(
                                LeadError.SIGNATURE_INVALID, "Expected a notification signed by LinkedIn.");
                    }
                })
                .map(_ -> LeadNotification.of(json(rawBody)))
                .chain(notification -> notification
                        .map(known -> transactions.inSandbox(
                                target.sandboxId(), connection -> store(connection, target, known)))
                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    private Uni<Void> store(SqlConnection connection, Target target, LeadNotification notification) {
        return statements
                .note(connection, target.sandboxId(), target.connectionId(), notification)
                .chain(fresh -> !fresh
                        ? Uni.createFrom().voidItem()
                        : switch (notification.action()) {
                            case CREATED ->
                                statements.receive(
                                        connection,
                                        target.sandboxId(),
                                        target.connectionId(),
                                        List.of(notification.responseId()));
                            case DELETED ->
                                statements.withdraw(
                                        connection,
                                        target.sandboxId(),
                                        target.connectionId(),
                                        notification.responseId());
                        });
    }

    private Target target(String token) {
        return tokens.verify(PURPOSE, token)
                .map(fields -> new Target(Integer.parseInt(fields.get(0)), UUID.fromString(fields.get(1))))
                .orElseThrow(() -> ProblemException.notFound("a lead webhook", "given"));
    }

    private Uni<Secret> secretOf(Target target) {
        return connections
                .open(target.sandboxId(), target.connectionId())
                .map(access -> access.flatMap(LinkedInAccess::clientSecret))
                .map(secret -> secret.orElseThrow(() -> new ProblemException(
                        LeadError.SIGNATURE_INVALID, "There is no client secret to check a signature with.")));
    }

    private static JsonNode json(byte[] rawBody) {
        try {
            return Optional.ofNullable(ContractJson.readTree(rawBody)).orElseThrow();
        } catch (UncheckedIOException _) {
            throw new ProblemException(GenericError.MALFORMED_JSON, "Expected the notification to be JSON.");
        }
    }
}
