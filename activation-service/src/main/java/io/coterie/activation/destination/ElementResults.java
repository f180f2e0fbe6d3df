package io.coterie.activation.destination;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coterie.activation.destination.AudienceDifference.Action;
import io.coterie.activation.destination.AudienceDifference.Element;
import io.coterie.activation.linkedin.RetryClass;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A batch of company elements on the wire, and what its answer means for each member. HTTP 200 hides failures. */
final class ElementResults {

    private static final Duration FIRST_DELAY = Duration.ofMillis(500);
    private static final Duration LONGEST_DELAY = Duration.ofMinutes(5);
    private static final int LARGEST_SHIFT = 16;

    private ElementResults() {}

    static ObjectNode body(List<Element> elements) {
        ArrayNode lines = JsonNodeFactory.instance.arrayNode();
        for (Element element : elements) {
            ObjectNode line = JsonNodeFactory.instance
                    .objectNode()
                    .put("action", element.action().name());
            Company company = element.company();
            putIfPresent(line, "companyName", company.name());
            putIfPresent(line, "companyWebsiteDomain", company.websiteDomain());
            putIfPresent(line, "companyEmailDomain", company.emailDomain());
            lines.add(line);
        }
        return JsonNodeFactory.instance.objectNode().set("elements", lines);
    }

    /** Reads {@code {"elements":[{"status":201},…]}}, in the order of the request. */
    static List<Ruling> read(List<Element> elements, JsonNode answer) {
        JsonNode results = answer.path("elements");
        List<Ruling> rulings = new ArrayList<>();
        for (int index = 0; index < elements.size(); index++) {
            JsonNode result = results.path(index);
            int status = result.path("status").asInt(0);
            Element element = elements.get(index);
            if (status >= 200 && status < 300) {
                rulings.addAll(done(element));
            } else {
                String message = result.at("/error/message").asText("LinkedIn answered " + status + ".");
                RetryClass retry = status == 0 ? RetryClass.ANSWER_LOST : RetryClass.of(status, true);
                rulings.addAll(refused(element, retry, message));
            }
        }
        return rulings;
    }

    /** The element has been done. */
    static List<Ruling> done(Element element) {
        return element.members().stream()
                .map(member -> element.action() == Action.ADD
                        ? AudienceDifference.added(member)
                        : AudienceDifference.removed(member))
                .toList();
    }

    /** The element was answered with a refusal, alone or because its whole request was. */
    static List<Ruling> refused(Element element, RetryClass retry, String message) {
        return element.members().stream()
                .map(member -> switch (retry) {
                    case ANSWER_LOST ->
                        (Ruling) new Ruling.Again(member, unknown(element, member), delay(member), true);
                    case LATER -> new Ruling.Again(member, member.held(), delay(member), true);
                    case RECORD ->
                        new Ruling.Impossible(
                                member, element.action() == Action.ADD ? new Held.Absent() : member.held(), message);
                    case TOKEN, PERMISSION, VERSION, GONE ->
                        new Ruling.Again(member, member.held(), Duration.ZERO, false);
                })
                .toList();
    }

    /** What is written down before the element is sent: from now on the audience may or may not hold it. */
    static Held unknown(Element element, Member member) {
        return new Held.Unknown(
                element.action() == Action.ADD
                        ? AudienceDifference.wantedCompany(member)
                        : AudienceDifference.heldCompany(member));
    }

    static Duration delay(int attempts) {
        Duration doubled = FIRST_DELAY.multipliedBy(1L << Math.clamp(attempts, 0, LARGEST_SHIFT));
        return doubled.compareTo(LONGEST_DELAY) < 0 ? doubled : LONGEST_DELAY;
    }

    private static Duration delay(Member member) {
        return delay(member.attempts());
    }

    private static void putIfPresent(ObjectNode line, String field, @Nullable String value) {
        if (value != null) {
            line.put(field, value);
        }
    }
}
