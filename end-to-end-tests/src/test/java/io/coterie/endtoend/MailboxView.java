package io.coterie.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.localstack.stack.Stack;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What arrived by SMTP, and how the mail server is told to misbehave. */
record MailboxView(URI url, Api api) {

    private static final int HOLDS = 100;

    static MailboxView of(Stack stack) {
        return new MailboxView(stack.mailboxUrl(), new Api(stack, Map.of()));
    }

    int count() {
        return api.get(url.resolve("/messages/count")).expect(200).get("count").intValue();
    }

    int count(String header, String value) {
        return api.get(url.resolve("/messages/count?header=" + header + ":" + value))
                .expect(200)
                .get("count")
                .intValue();
    }

    /** Who got a mail of which node in which run, once for each mail. */
    List<String> receipts() {
        List<String> receipts = new ArrayList<>();
        String after = "";
        while (true) {
            JsonNode page = api.get(url.resolve("/messages?limit=500" + after)).expect(200);
            for (JsonNode message : page.get("messages")) {
                JsonNode headers = message.get("headers");
                receipts.add(headers.at("/X-Coterie-Run/0").asText() + " "
                        + headers.at("/X-Coterie-Node/0").asText() + " "
                        + message.at("/to/0").asText());
            }
            if (page.get("messages").isEmpty()) {
                return receipts;
            }
            after = "&after="
                    + page.get("messages")
                            .get(page.get("messages").size() - 1)
                            .get("id")
                            .asText();
        }
    }

    /** What somebody was written about, once for each mail. */
    List<String> subjectsTo(String address) {
        return api.get(url.resolve("/messages?to=" + address))
                .expect(200)
                .get("messages")
                .valueStream()
                .map(message -> message.get("subject").asText())
                .toList();
    }

    /** Every message takes some time, as with a real server; so there is a middle to break something in. */
    void answerAfter(Duration time) {
        behave();
        fault("{\"kind\":\"slow\",\"milliseconds\":" + time.toMillis() + ",\"times\":100000}");
    }

    /** Messages are kept and never answered, as if the line were cut behind the final dot. */
    void keepSilent() {
        fault("{\"kind\":\"hold\",\"times\":" + HOLDS + "}");
    }

    /** How many messages are kept without an answer. */
    int held() {
        return api.get(url.resolve("/faults"))
                .expect(200)
                .get("faults")
                .valueStream()
                .filter(fault -> fault.get("kind").asText().equals("hold"))
                .mapToInt(fault -> HOLDS - fault.get("remaining").intValue())
                .sum();
    }

    void behave() {
        api.delete(url.resolve("/faults"));
    }

    private void fault(String body) {
        Api.Answer answer = api.post(url.resolve("/faults"), body);
        if (answer.status() >= 300) {
            throw new AssertionError("The mailbox refused " + body + ": " + answer.text());
        }
    }
}
