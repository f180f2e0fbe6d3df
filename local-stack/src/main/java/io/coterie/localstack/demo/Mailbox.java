package io.coterie.localstack.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What arrived by SMTP. */
final class Mailbox {

    private static final Pattern HTTP_LINK = Pattern.compile("<(https?://[^>]+)>");

    private static final int PAGE = 500;

    private final SuiteClient client;
    private final URI url;

    Mailbox(SuiteClient client, URI url) {
        this.client = client;
        this.url = url;
    }

    /** Lets the mailbox verify signatures with this key. */
    void trust(String dkimName, String record) {
        int status = client.call("PUT", url.resolve("/dkim-records/" + dkimName), "text/plain", record)
                .statusCode();
        if (status >= 300) {
            throw new IllegalStateException("The mailbox refused the DKIM record: " + status);
        }
    }

    /** Mails of whatever kind, or of none. */
    int count() {
        return get("/messages/count").required("count").intValue();
    }

    /** Who got mail of a kind, once for each mail and recipient. */
    List<String> recipients(String kind) {
        return all(kind).stream()
                .flatMap(message -> message.path("to").valueStream())
                .map(JsonNode::asText)
                .toList();
    }

    /** Each mail of a kind as {@code <recipient>: <subject>}. */
    List<String> subjects(String kind) {
        return all(kind).stream()
                .flatMap(message -> message.path("to")
                        .valueStream()
                        .map(to -> to.asText() + ": " + message.path("subject").asText()))
                .toList();
    }

    /** Actions that arrived more than once: there must be none. */
    int repeatedActions() {
        return get("/messages/values?header=X-Coterie-Action").path("repeated").size();
    }

    int unverified() {
        return get("/dkim-summary").path("failed").size();
    }

    int withoutUnsubscribe() {
        return get("/dkim-summary?header=X-Coterie-Kind:email")
                .path("missingUnsubscribeHeaders")
                .size();
    }

    List<Mail> first(int limit) {
        List<Mail> mails = new ArrayList<>();
        get("/messages?header=X-Coterie-Kind:email&limit=" + limit)
                .path("messages")
                .forEach(message -> mails.add(Mail.of(message)));
        return mails;
    }

    private List<JsonNode> all(String kind) {
        List<JsonNode> messages = new ArrayList<>();
        int after = 0;
        while (true) {
            JsonNode page = get("/messages?header=X-Coterie-Kind:" + kind + "&limit=" + PAGE + "&after=" + after)
                    .path("messages");
            if (page.isEmpty()) {
                return messages;
            }
            page.forEach(messages::add);
            after = messages.getLast().path("id").intValue();
        }
    }

    private JsonNode get(String path) {
        return client.callJson("GET", url.resolve(path), null);
    }

    /** A message and where its recipient can unsubscribe. */
    record Mail(String to, URI unsubscribe) {

        static Mail of(JsonNode message) {
            String header =
                    message.path("headers").path("List-Unsubscribe").path(0).asText();
            Matcher link = HTTP_LINK.matcher(header);
            if (!link.find()) {
                throw new IllegalStateException("Expected a List-Unsubscribe header with a link, but got: " + header);
            }
            return new Mail(message.path("to").path(0).asText(), URI.create(link.group(1)));
        }
    }
}
