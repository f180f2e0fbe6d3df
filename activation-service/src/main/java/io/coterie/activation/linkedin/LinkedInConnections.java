package io.coterie.activation.linkedin;

import io.coterie.activation.secret.Secret;
import io.coterie.activation.secret.SecretVault;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Opens connections for work, and keeps what the work learns about them. */
@ApplicationScoped
public class LinkedInConnections {

    private static final Logger LOG = Logger.getLogger(LinkedInConnections.class);

    private static final String READ = "select * from linkedin_connection where sandbox_id = $1 and connection_id = $2";

    private static final String KEEP_TOKENS = """
            update linkedin_connection set access_token = $3, refresh_token = coalesce($4, refresh_token), updated_at = now()
             where sandbox_id = $1 and connection_id = $2""";

    private static final String STOP = """
            update linkedin_connection set status = $3, status_reason = $4, updated_at = now()
             where sandbox_id = $1 and connection_id = $2 and status = 'connected'""";

    private final SandboxTransactions transactions;
    private final SecretVault vault;

    LinkedInConnections(SandboxTransactions transactions, SecretVault vault) {
        this.transactions = transactions;
        this.vault = vault;
    }

    /** The connection with its secrets open; empty when there is none. */
    public Uni<Optional<LinkedInAccess>> open(int sandboxId, UUID connectionId) {
        return transactions.inSandbox(
                sandboxId,
                connection -> connection
                        .preparedQuery(READ)
                        .execute(Tuple.of(sandboxId, connectionId))
                        .map(rows -> rows.size() == 0
                                ? Optional.empty()
                                : Optional.of(access(sandboxId, rows.iterator().next()))));
    }

    Uni<LinkedInAccess> keepTokens(LinkedInAccess access) {
        String closedRefreshToken = access.refreshToken()
                .map(token ->
                        vault.close(token.value(), place(access.sandboxId(), access.connectionId(), "refresh-token")))
                .orElse(null);
        return transactions
                .inSandbox(
                        access.sandboxId(),
                        connection -> connection
                                .preparedQuery(KEEP_TOKENS)
                                .execute(Tuple.of(
                                        access.sandboxId(),
                                        access.connectionId(),
                                        vault.close(
                                                access.accessToken().value(),
                                                place(access.sandboxId(), access.connectionId(), "access-token")),
                                        closedRefreshToken)))
                .replaceWith(access);
    }

    /** Stops using a connection whose answers say that only a person can help. */
    Uni<Void> noticed(LinkedInAccess access, LinkedInAnswer answer) {
        if (!(answer instanceof LinkedInAnswer.Failure failure)) {
            return Uni.createFrom().voidItem();
        }
        return switch (failure.retry(false)) {
            case TOKEN -> stop(access, ConnectionStatus.RECONNECT, failure.message());
            case PERMISSION -> stop(access, ConnectionStatus.FORBIDDEN, failure.message());
            case VERSION -> stop(access, ConnectionStatus.VERSION_UNSUPPORTED, failure.message());
            case ANSWER_LOST, LATER, RECORD, GONE -> Uni.createFrom().voidItem();
        };
    }

    /** Where a secret of a connection belongs, see {@link SecretVault}. */
    static String place(int sandboxId, UUID connectionId, String secret) {
        return sandboxId + "/linkedin-connection/" + connectionId + "/" + secret;
    }

    private Uni<Void> stop(LinkedInAccess access, ConnectionStatus status, String reason) {
        LOG.errorf(
                "LinkedIn connection %s of sandbox %d needs an operator: %s, %s",
                access.connectionId(), access.sandboxId(), status.word(), reason);
        return transactions.inSandbox(
                access.sandboxId(),
                connection -> connection
                        .preparedQuery(STOP)
                        .execute(Tuple.of(access.sandboxId(), access.connectionId(), status.word(), reason))
                        .replaceWithVoid());
    }

    private LinkedInAccess access(int sandboxId, Row row) {
        UUID id = row.getUUID("connection_id");
        return new LinkedInAccess(
                sandboxId,
                id,
                row.getString("base_url"),
                row.getString("token_url"),
                row.getString("sponsored_account"),
                row.getString("api_version"),
                row.getString("source_platform"),
                Optional.ofNullable(row.getString("client_id")),
                open(row, sandboxId, id, "access-token").orElseThrow(),
                open(row, sandboxId, id, "refresh-token"),
                open(row, sandboxId, id, "client-secret"),
                ConnectionStatus.ofWord(row.getString("status")));
    }

    private Optional<Secret> open(Row row, int sandboxId, UUID id, String secret) {
        return Optional.ofNullable(row.getString(secret.replace('-', '_')))
                .map(closed -> new Secret(vault.open(closed, place(sandboxId, id, secret))));
    }
}
