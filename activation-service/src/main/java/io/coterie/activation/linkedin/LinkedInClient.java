package io.coterie.activation.linkedin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.coterie.activation.outbound.UrlGuard;
import io.coterie.activation.secret.Secret;
import io.coterie.contracts.ContractJson;
import io.coterie.platform.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.mutiny.core.MultiMap;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.core.net.SocketAddress;
import io.vertx.mutiny.ext.web.client.HttpRequest;
import io.vertx.mutiny.ext.web.client.HttpResponse;
import io.vertx.mutiny.ext.web.client.WebClient;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Speaks LinkedIn's versioned REST API. Never fails for what LinkedIn or the network does: every ending is an answer. A
 * 401 is met by refreshing the token once. Redirects are not followed, and every call goes to the very address that the
 * guard has checked.
 */
@ApplicationScoped
public class LinkedInClient {

    private static final int UNAUTHORIZED = 401;

    private final WebClient http;
    private final UrlGuard guard;
    private final LinkedInConnections connections;
    private final Duration timeout;

    LinkedInClient(Vertx vertx, UrlGuard guard, LinkedInConnections connections, LinkedInConfig config) {
        this.http = WebClient.create(
                vertx,
                new WebClientOptions()
                        .setFollowRedirects(false)
                        .setUserAgent("Coterie")
                        .setConnectTimeout((int) Duration.ofSeconds(10).toMillis()));
        this.guard = guard;
        this.connections = connections;
        this.timeout = config.timeout();
    }

    /** Calls; remembers a refreshed token, and that the connection is of no more use when the answer says so. */
    public Uni<LinkedInAnswer> call(LinkedInAccess access, LinkedInCall call) {
        return send(access, call)
                .chain(answer -> isUnauthorized(answer) && canRefresh(access)
                        ? refresh(access)
                                .chain(fresh -> fresh.map(newAccess -> send(newAccess, call))
                                        .orElseGet(() -> Uni.createFrom().item(answer)))
                        : Uni.createFrom().item(answer))
                .call(answer -> connections.noticed(access, answer));
    }

    @PreDestroy
    void close() {
        http.close();
    }

    private Uni<LinkedInAnswer> send(LinkedInAccess access, LinkedInCall call) {
        return request(call.method(), access.baseUrl() + "/rest" + call.pathAndQuery())
                .chain(request -> {
                    HttpRequest<Buffer> prepared = request.putHeader(
                                    "Authorization",
                                    "Bearer " + access.accessToken().value())
                            .putHeader("LinkedIn-Version", access.apiVersion())
                            .putHeader("X-Restli-Protocol-Version", "2.0.0")
                            .putHeader("X-RestLi-Method", call.restliMethod())
                            .putHeader("Accept", "application/json");
                    return call.body()
                            .map(body -> prepared.putHeader("Content-Type", "application/json")
                                    .sendBuffer(Buffer.buffer(body.toString())))
                            .orElseGet(prepared::send);
                })
                .map(LinkedInClient::answer)
                .onFailure()
                .recoverWithItem(LinkedInClient::lost);
    }

    private Uni<Optional<LinkedInAccess>> refresh(LinkedInAccess access) {
        MultiMap form = MultiMap.caseInsensitiveMultiMap()
                .add("grant_type", "refresh_token")
                .add("refresh_token", access.refreshToken().orElseThrow().value())
                .add("client_id", access.clientId().orElseThrow())
                .add("client_secret", access.clientSecret().orElseThrow().value());
        return request(HttpMethod.POST, access.tokenUrl())
                .chain(request -> request.sendForm(form))
                .map(LinkedInClient::answer)
                .onFailure()
                .recoverWithItem(LinkedInClient::lost)
                .chain(answer -> answer instanceof LinkedInAnswer.Success success
                                && success.body().hasNonNull("access_token")
                        ? connections
                                .keepTokens(access.withTokens(
                                        new Secret(success.body()
                                                .get("access_token")
                                                .asText()),
                                        Optional.ofNullable(success.body().get("refresh_token"))
                                                .map(JsonNode::asText)
                                                .map(Secret::new)))
                                .map(Optional::of)
                        : Uni.createFrom().item(Optional.empty()));
    }

    private Uni<HttpRequest<Buffer>> request(HttpMethod method, String url) {
        int query = url.indexOf('?');
        return guard.resolve("/baseUrl", query < 0 ? url : url.substring(0, query))
                .map(address -> http.requestAbs(
                                method,
                                SocketAddress.inetSocketAddress(
                                        address.getPort(), address.getAddress().getHostAddress()),
                                url)
                        .timeout(timeout.toMillis()));
    }

    private static boolean canRefresh(LinkedInAccess access) {
        return access.refreshToken().isPresent()
                && access.clientId().isPresent()
                && access.clientSecret().isPresent();
    }

    private static boolean isUnauthorized(LinkedInAnswer answer) {
        return answer instanceof LinkedInAnswer.Failure failure && failure.status() == UNAUTHORIZED;
    }

    private static LinkedInAnswer answer(HttpResponse<Buffer> response) {
        JsonNode body = json(response.body());
        int status = response.statusCode();
        if (status >= 200 && status < 300) {
            return new LinkedInAnswer.Success(
                    status,
                    Optional.ofNullable(response.getHeader("x-restli-id"))
                            .or(() -> Optional.ofNullable(response.getHeader("x-linkedin-id"))),
                    body);
        }
        String message = body.path("message").asText(response.statusMessage());
        return new LinkedInAnswer.Failure(status, message, retryAfter(response.getHeader("Retry-After")));
    }

    private static LinkedInAnswer lost(Throwable failure) {
        // A refused address is an answer of ours: nothing was sent, and trying again would not help.
        int status = failure instanceof ProblemException ? 403 : 0;
        return new LinkedInAnswer.Failure(status, String.valueOf(failure.getMessage()), Optional.empty());
    }

    private static JsonNode json(@Nullable Buffer body) {
        if (body == null || body.length() == 0) {
            return MissingNode.getInstance();
        }
        try {
            return ContractJson.readTree(body.getBytes());
        } catch (UncheckedIOException _) {
            return MissingNode.getInstance();
        }
    }

    private static Optional<Duration> retryAfter(@Nullable String header) {
        try {
            return Optional.ofNullable(header).map(Long::parseLong).map(Duration::ofSeconds);
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }
}
