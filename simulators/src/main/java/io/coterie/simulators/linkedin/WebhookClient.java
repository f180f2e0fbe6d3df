package io.coterie.simulators.linkedin;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.simulators.http.Json;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Calls the webhooks of others: challenges them and pushes notifications. */
final class WebhookClient {

    private static final int CHALLENGE_SECONDS = 3;
    private static final int PUSH_SECONDS = 10;
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    private final HttpClient client;
    private final LinkedInSettings.Application application;

    WebhookClient(Vertx vertx, LinkedInSettings.Application application) {
        this.client = vertx.createHttpClient(new HttpClientOptions().setMaxPoolSize(16));
        this.application = application;
    }

    /** LinkedIn insists on HTTPS; on this machine plain HTTP is let through, because nothing leaves it. */
    static boolean isAcceptable(String webhook) {
        try {
            URI uri = new URI(webhook);
            String scheme = Optional.ofNullable(uri.getScheme()).orElse("").toLowerCase(Locale.ROOT);
            String host = Optional.ofNullable(uri.getHost()).orElse("");
            return !host.isEmpty()
                    && (scheme.equals("https") || (scheme.equals("http") && THIS_MACHINE.contains(host)));
        } catch (URISyntaxException _) {
            return false;
        }
    }

    /** Fails with the reason when the webhook does not answer the challenge rightly and in time. */
    Future<Void> challenge(String webhook) {
        String code = UUID.randomUUID().toString();
        String url = webhook + (webhook.contains("?") ? "&" : "?") + "challengeCode=" + code;
        return client.request(new RequestOptions().setMethod(HttpMethod.GET).setAbsoluteURI(url))
                .compose(HttpClientRequest::send)
                .compose(response -> response.body().map(body -> new Answer(response, body)))
                .timeout(CHALLENGE_SECONDS, TimeUnit.SECONDS)
                .compose(answer -> checkAnswer(answer, code));
    }

    private Future<Void> checkAnswer(Answer answer, String code) {
        if (answer.response().statusCode() != 200) {
            return refused("it answered " + answer.response().statusCode());
        }
        String contentType =
                Optional.ofNullable(answer.response().getHeader("Content-Type")).orElse("");
        if (!contentType.startsWith("application/json")) {
            return refused("its answer is not application/json");
        }
        try {
            JsonNode json = Json.read(answer.body().getBytes());
            String expected = LeadSignature.hmac(code, application.clientSecret());
            return code.equals(json.path("challengeCode").asText())
                            && expected.equals(json.path("challengeResponse").asText())
                    ? Future.succeededFuture()
                    : refused("challengeCode or challengeResponse is wrong");
        } catch (IOException _) {
            return refused("its answer is not JSON");
        }
    }

    private static Future<Void> refused(String reason) {
        return Future.failedFuture(new IOException("The webhook failed its validation: " + reason));
    }

    /** The status of the answer; fails when there is none. */
    Future<Integer> push(String webhook, byte[] body, Optional<String> signature) {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(webhook)
                .putHeader("Content-Type", "application/json");
        signature.ifPresent(value -> options.putHeader(LeadSignature.HEADER, value));
        return client.request(options)
                .compose(request -> request.send(Buffer.buffer(body)))
                .compose(response -> response.body().map(_ -> response.statusCode()))
                .timeout(PUSH_SECONDS, TimeUnit.SECONDS);
    }

    private record Answer(HttpClientResponse response, Buffer body) {}
}
