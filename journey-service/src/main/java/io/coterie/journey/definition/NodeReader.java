package io.coterie.journey.definition;

import io.coterie.journey.definition.Finding.Code;
import io.coterie.journey.definition.Node.ActionNode;
import io.coterie.journey.definition.Node.AudienceNode;
import io.coterie.journey.definition.Node.EndNode;
import io.coterie.journey.definition.Node.ListenNode;
import io.coterie.journey.definition.Node.MergeNode;
import io.coterie.journey.definition.Node.OtherPath;
import io.coterie.journey.definition.Node.Path;
import io.coterie.journey.definition.Node.SplitNode;
import io.coterie.journey.definition.Node.Timeout;
import io.coterie.journey.definition.Node.WaitNode;
import java.time.Duration;
import java.time.Period;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads one node of a definition. */
final class NodeReader {

    private static final Pattern NODE_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final TimeSpan PLACEHOLDER = new TimeSpan(Period.ZERO, Duration.ofSeconds(1));

    private static final String EVENT_TYPES = Stream.concat(
                    Arrays.stream(GroupEventKind.values()).map(GroupEventKind::text),
                    Stream.of(Awaited.EXPERIENCE_EVENT))
            .collect(Collectors.joining(", "));

    private final StrictObject json;
    private final String id;

    private NodeReader(StrictObject json, String id) {
        this.json = json;
        this.id = id;
    }

    /** Empty when the type is unknown, which then is a finding. */
    static Optional<Node> read(StrictObject json) {
        String id = json.text("id");
        if (!id.isEmpty() && !NODE_ID.matcher(id).matches()) {
            json.report(Code.INVALID_VALUE, "id", "Expected 1 to 64 letters, digits, '.', '_' or '-'");
        }
        return new NodeReader(json.about(id), id).node(json.text("type"));
    }

    private Optional<Node> node(String type) {
        String known = json.text("type");
        Node node = switch (type) {
            case "account-audience" -> new AudienceNode(id, json.text("audience"), json.text("next"));
            case "split-by-accounts" -> split();
            case "wait" -> new WaitNode(id, duration(json), json.text("next"));
            case "listen" -> listen();
            case "merge" -> new MergeNode(id, json.text("next"));
            case "action" -> action();
            case "end" -> end();
            default -> null;
        };
        if (node == null && !known.isEmpty()) {
            json.report(
                    Code.UNKNOWN_NODE_TYPE,
                    "type",
                    "Expected account-audience, split-by-accounts, wait, listen, merge, action or end, but found '"
                            + type + "'");
        } else {
            json.refuseTheRest();
        }
        return Optional.ofNullable(node);
    }

    private Node split() {
        List<Path> paths = new ArrayList<>();
        for (StrictObject path : json.objects("paths")) {
            paths.add(new Path(path.text("label"), path.tree("condition"), path.text("next")));
            path.refuseTheRest();
        }
        OtherPath other =
                json.optionalObject("otherAccounts").map(NodeReader::other).orElse(null);
        return new SplitNode(id, paths, other);
    }

    private static OtherPath other(StrictObject json) {
        String label = json.optionalText("label");
        OtherPath other = new OtherPath(label == null ? "other" : label, json.text("next"));
        json.refuseTheRest();
        return other;
    }

    private Node listen() {
        Awaited event =
                json.object("event").flatMap(NodeReader::awaited).orElseGet(() -> new Awaited.PersonEvent("", null));
        Timeout timeout =
                json.optionalObject("timeout").map(NodeReader::timeout).orElse(null);
        return new ListenNode(id, event, timeout, json.text("next"));
    }

    /** Empty when the type is unknown, which then is a finding. */
    private static Optional<Awaited> awaited(StrictObject event) {
        String type = event.text("type");
        Optional<Awaited> awaited = type.equals(Awaited.EXPERIENCE_EVENT)
                ? Optional.of(new Awaited.PersonEvent(event.text("eventType"), event.optionalTree("where")))
                : GroupEventKind.of(type)
                        .map(kind -> new Awaited.GroupEvent(
                                kind, event.text("solutionInterest"), event.optionalTree("where")));
        if (awaited.isPresent()) {
            event.refuseTheRest();
        } else if (!type.isEmpty()) {
            event.report(Code.UNKNOWN_EVENT, "type", "Expected " + EVENT_TYPES + ", but found '" + type + "'");
        }
        return awaited;
    }

    private static Timeout timeout(StrictObject json) {
        Timeout timeout = new Timeout(duration(json), json.optionalText("next"));
        json.refuseTheRest();
        return timeout;
    }

    private Node action() {
        Optional<Effect> effect = json.object("action").flatMap(EffectReader::read);
        checkContext(json.optionalText("context"), effect);
        ActionNode node = new ActionNode(
                id,
                effect.orElseGet(() -> new Effect.ActivateToDestination("")),
                json.flag("oncePerRunAndPerson"),
                json.optionalTree("people"),
                json.text("next"));
        if (node.people() != null && effect.isPresent() && !effect.get().concernsPeople()) {
            json.report(Code.INVALID_VALUE, "people", "Expected a choice of people only at an action on people");
        }
        return node;
    }

    private void checkContext(@Nullable String context, Optional<Effect> effect) {
        if (context == null || effect.isEmpty()) {
            return;
        }
        String expected = effect.get().concernsPeople() ? "people" : "accounts";
        if (!context.equals(expected)) {
            json.report(
                    Code.INVALID_VALUE,
                    "context",
                    "Expected '" + expected + "' for the action " + effect.get().kind());
        }
    }

    private Node end() {
        String label = json.optionalText("label");
        return new EndNode(id, label == null ? id : label);
    }

    private static TimeSpan duration(StrictObject json) {
        String text = json.text("duration");
        Optional<TimeSpan> span = TimeSpan.parse(text);
        if (span.isEmpty() && !text.isEmpty()) {
            json.report(
                    Code.INVALID_VALUE,
                    "duration",
                    "Expected an ISO 8601 duration above zero and up to three years, such as P7D or PT90M, but found '"
                            + text + "'");
        }
        return span.orElse(PLACEHOLDER);
    }
}
