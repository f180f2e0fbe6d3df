package io.coterie.activation.linkedin;

import io.coterie.activation.outbound.UrlGuard;
import io.coterie.activation.secret.Secret;
import io.coterie.activation.secret.SecretVault;
import io.coterie.platform.paging.EntityTags;
import io.coterie.platform.problem.ProblemException;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Connections as people define them. */
@ApplicationScoped
class ConnectionService {

    private static final String UNIQUE_VIOLATION = "23505";

    private static final String INSERT = """
            insert into linkedin_connection (sandbox_id, connection_id, name, base_url, token_url, sponsored_account,
              api_version, source_platform, client_id, client_secret, access_token, refresh_token, updated_by)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) returning *""";

    private static final String UPDATE = """
            update linkedin_connection
               set name = $3, base_url = $4, token_url = $5, sponsored_account = $6, api_version = $7,
                   source_platform = $8, client_id = $9, client_secret = coalesce($10, client_secret),
                   access_token = coalesce($11, access_token), refresh_token = coalesce($12, refresh_token),
                   updated_by = $13, updated_at = now(), revision = revision + 1, status = 'connected', status_reason = null
             where sandbox_id = $1 and connection_id = $2 returning *""";

    private static final String GET =
            "select * from linkedin_connection where sandbox_id = $1 and connection_id = $2 for update";

    private static final String LIST =
            "select * from linkedin_connection where sandbox_id = $1 and name > $2 order by name limit $3";

    private final SandboxTransactions transactions;
    private final SecretVault vault;
    private final UrlGuard guard;
    private final List<ConnectionListener> listeners;

    ConnectionService(
            SandboxTransactions transactions,
            SecretVault vault,
            UrlGuard guard,
            @All List<ConnectionListener> listeners) {
        this.transactions = transactions;
        this.vault = vault;
        this.guard = guard;
        this.listeners = listeners;
    }

    Uni<ConnectionView> create(Sandbox sandbox, ConnectionSettings settings, String by) {
        UUID id = UUID.randomUUID();
        return checkAddresses(settings)
                .chain(() -> transactions.inSandbox(
                        sandbox,
                        connection -> connection
                                .preparedQuery(INSERT)
                                .execute(columns(sandbox, id, settings, by))
                                .map(rows -> view(rows.iterator().next()))))
                .onFailure(ConnectionService::isUniqueViolation)
                .transform(_ -> nameTaken(settings));
    }

    /** Secrets that are left out stay as they are. A connection that had stopped is used again. */
    Uni<ConnectionView> update(
            Sandbox sandbox, UUID id, @Nullable String ifMatch, ConnectionSettings settings, String by) {
        return checkAddresses(settings)
                .chain(() -> transactions.inSandbox(
                        sandbox,
                        connection -> require(connection, sandbox, id)
                                .invoke(known -> EntityTags.requireMatch(ifMatch, known.revision()))
                                .chain(() ->
                                        connection.preparedQuery(UPDATE).execute(columns(sandbox, id, settings, by)))
                                .map(rows -> view(rows.iterator().next()))
                                .call(() -> tell(connection, sandbox, id))))
                .onFailure(ConnectionService::isUniqueViolation)
                .transform(_ -> nameTaken(settings));
    }

    Uni<ConnectionView> get(Sandbox sandbox, UUID id) {
        return transactions.inSandbox(sandbox, connection -> require(connection, sandbox, id));
    }

    Uni<List<ConnectionView>> list(Sandbox sandbox, String after, int limit) {
        return transactions.inSandbox(
                sandbox,
                connection -> connection
                        .preparedQuery(LIST)
                        .execute(Tuple.of(sandbox.id(), after, limit))
                        .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                                .map(ConnectionService::view)
                                .toList()));
    }

    private Uni<Void> checkAddresses(ConnectionSettings settings) {
        return guard.resolve("/baseUrl", settings.baseUrl())
                .chain(() -> guard.resolve("/tokenUrl", settings.tokenUrl()))
                .replaceWithVoid();
    }

    private Uni<Void> tell(SqlConnection connection, Sandbox sandbox, UUID id) {
        Uni<Void> told = Uni.createFrom().voidItem();
        for (ConnectionListener listener : listeners) {
            told = told.chain(() -> listener.connectionChanged(connection, sandbox.id(), id));
        }
        return told;
    }

    private Tuple columns(Sandbox sandbox, UUID id, ConnectionSettings settings, String by) {
        return Tuple.tuple()
                .addInteger(sandbox.id())
                .addUUID(id)
                .addString(settings.name())
                .addString(settings.baseUrl())
                .addString(settings.tokenUrl())
                .addString(settings.sponsoredAccount())
                .addString(settings.apiVersion())
                .addString(settings.sourcePlatform())
                .addString(settings.clientId().orElse(null))
                .addString(closed(settings.clientSecret(), sandbox, id, "client-secret"))
                .addString(closed(settings.accessToken(), sandbox, id, "access-token"))
                .addString(closed(settings.refreshToken(), sandbox, id, "refresh-token"))
                .addString(by);
    }

    private @Nullable String closed(Optional<Secret> secret, Sandbox sandbox, UUID id, String kind) {
        return secret.map(open -> vault.close(open.value(), LinkedInConnections.place(sandbox.id(), id, kind)))
                .orElse(null);
    }

    private static Uni<ConnectionView> require(SqlConnection connection, Sandbox sandbox, UUID id) {
        return connection.preparedQuery(GET).execute(Tuple.of(sandbox.id(), id)).map(rows -> {
            if (rows.size() == 0) {
                throw ProblemException.notFound("a LinkedIn connection", id);
            }
            return view(rows.iterator().next());
        });
    }

    private static boolean isUniqueViolation(Throwable failure) {
        return failure instanceof PgException database && UNIQUE_VIOLATION.equals(database.getSqlState());
    }

    private static ProblemException nameTaken(ConnectionSettings settings) {
        return ProblemException.ofField(
                LinkedInError.CONNECTION_NAME_TAKEN,
                "/name",
                "Expected a new name, but there is a connection '" + settings.name() + "'.");
    }

    private static ConnectionView view(Row row) {
        return new ConnectionView(
                row.getUUID("connection_id"),
                row.getString("name"),
                row.getString("base_url"),
                row.getString("sponsored_account"),
                row.getString("api_version"),
                row.getString("source_platform"),
                row.getString("client_id"),
                row.getString("client_secret") != null,
                row.getString("refresh_token") != null,
                row.getString("status"),
                row.getString("status_reason"),
                row.getLong("revision"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("updated_at").toInstant());
    }
}
