package io.coterie.localstack.stack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks a URL whether a part is ready. */
record HttpProbe(HttpClient client, URI uri) {

    private static final Duration PAUSE = Duration.ofMillis(150);

    /** True when the URL answers with success; false, after a short pause, when it does not or not yet. */
    boolean answers() {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(5)).build();
            if (client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
                return true;
            }
        } catch (IOException notYet) {
            // Nobody listens yet, or is too busy to answer.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted while waiting for " + uri, e);
        }
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted while waiting for " + uri, e);
        }
        return false;
    }
}
