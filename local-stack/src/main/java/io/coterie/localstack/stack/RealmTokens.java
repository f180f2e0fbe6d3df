package io.coterie.localstack.stack;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.contracts.ContractJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Access tokens of the client {@code coterie-services}, fetched anew before they expire. */
final class RealmTokens {

    private static final Duration SPARE = Duration.ofMinutes(1);

    private final HttpClient client;
    private final URI endpoint;
    private final Secrets secrets;
    private String token = "";
    private long goodUntil = System.nanoTime();

    RealmTokens(HttpClient client, URI endpoint, Secrets secrets) {
        this.client = client;
        this.endpoint = endpoint;
        this.secrets = secrets;
    }

    synchronized String valid() {
        if (token.isEmpty() || System.nanoTime() > goodUntil) {
            JsonNode answer = fetch();
            token = answer.path("access_token").asText();
            goodUntil = System.nanoTime()
                    + Duration.ofSeconds(answer.path("expires_in").asLong())
                            .minus(SPARE)
                            .toNanos();
        }
        return token;
    }

    private JsonNode fetch() {
        String form =
                "grant_type=client_credentials&client_id=coterie-services&client_secret=" + secrets.clientSecret();
        HttpRequest request = HttpRequest.newBuilder(endpoint)
                .header("content-type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .timeout(Duration.ofSeconds(30))
                .build();
        try {
            HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new StackException(
                        "Expected a token from " + endpoint + ", but it answered " + response.statusCode());
            }
            return ContractJson.readTree(response.body());
        } catch (IOException e) {
            throw new StackException("Expected a token from " + endpoint, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted while fetching a token", e);
        }
    }
}
