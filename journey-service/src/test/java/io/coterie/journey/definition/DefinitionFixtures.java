package io.coterie.journey.definition;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Definitions as people write them. */
final class DefinitionFixtures {

    private static final ObjectMapper JSON = new ObjectMapper();

    private DefinitionFixtures() {}

    /** The journey of the main job: split, act, listen, and back again. */
    static ObjectNode theGapJourney() {
        return journey("""
            {"id":"start","type":"account-audience","audience":"audience-1","next":"gap"},
            {"id":"gap","type":"split-by-accounts","paths":[
              {"label":"complete","condition":{"test":1},"next":"alert"},
              {"label":"no decision maker","condition":{"test":2},"next":"activate"}],
             "otherAccounts":{"label":"other","next":"rest"}},
            {"id":"alert","type":"action","action":{"kind":"send-sales-alert","solutionInterest":"interest-1",
             "recipients":["sales@acme.example"]},"next":"stage"},
            {"id":"stage","type":"action","action":{"kind":"update-buying-group-stage","solutionInterest":"interest-1",
             "stage":"Sales ready"},"next":"end-complete"},
            {"id":"activate","type":"action","action":{"kind":"activate-to-destination","destination":"linkedin-1"},
             "next":"mail"},
            {"id":"mail","type":"action","context":"people","action":{"kind":"send-email","email":"email-1",
             "solutionInterest":"interest-1"},"oncePerRunAndPerson":true,"next":"listen"},
            {"id":"listen","type":"listen","event":{"type":"completeness-changed","solutionInterest":"interest-1"},
             "timeout":{"duration":"P7D","next":"end-timeout"},"next":"back"},
            {"id":"back","type":"merge","next":"gap"},
            {"id":"rest","type":"wait","duration":"PT5S","next":"end-other"},
            {"id":"end-complete","type":"end","label":"complete"},
            {"id":"end-timeout","type":"end","label":"timeout"},
            {"id":"end-other","type":"end"}
            """);
    }

    static ObjectNode journey(String nodes) {
        return (ObjectNode) json("{\"name\":\"Close the gap\",\"type\":\"account\",\"nodes\":[" + nodes + "]}");
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
