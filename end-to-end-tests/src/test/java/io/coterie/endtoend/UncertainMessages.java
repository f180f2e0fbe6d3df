package io.coterie.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.localstack.stack.Part;
import java.util.List;

/**
 * What an operator does about hand-overs that were cut in the middle: looks whether the mail arrived, and settles or sends
 * again.
 *
 * @param sent messages that were certainly delivered
 * @param uncertain messages of which the service cannot know
 * @param arrived of these, those found in the mailbox
 */
record UncertainMessages(long sent, long uncertain, long arrived) {

    static UncertainMessages settle(Api api, MailboxView mailbox) {
        JsonNode byState = api.get(Part.ACTIVATION_SERVICE, "/v1/deliveries/summary")
                .expect(200)
                .get("byState");
        List<JsonNode> listed = api.list(Part.ACTIVATION_SERVICE, "/v1/deliveries?state=uncertain");
        long uncertain = byState.path("uncertain").longValue();
        if (listed.size() != uncertain) {
            throw new AssertionError(uncertain + " messages are uncertain, but these are listed: " + listed);
        }
        long arrived = 0;
        for (JsonNode message : listed) {
            String id = message.get("id").asText();
            String place = "/v1/deliveries/" + id;
            if (mailbox.count("X-Coterie-Action", id) == 0) {
                api.post(Part.ACTIVATION_SERVICE, place + "/resend", "").expect(200);
            } else {
                arrived++;
                api.post(Part.ACTIVATION_SERVICE, place + "/settle", "{\"delivered\":true,\"note\":\"in the mailbox\"}")
                        .expect(200);
            }
        }
        AtRest.await(api);
        return new UncertainMessages(byState.path("sent").longValue(), uncertain, arrived);
    }
}
