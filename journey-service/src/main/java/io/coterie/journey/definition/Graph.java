package io.coterie.journey.definition;

import io.coterie.journey.definition.Node.AudienceNode;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A journey that passed {@link GraphRules}: immutable, every edge leads somewhere, the audience node is the way in. */
public final class Graph {

    private final AudienceNode entry;
    private final Map<String, Node> nodes;

    private Graph(AudienceNode entry, Map<String, Node> nodes) {
        this.entry = entry;
        this.nodes = nodes;
    }

    /** The graph of a definition without findings. */
    public static Graph of(List<Node> nodes) {
        Map<String, Node> byId = new LinkedHashMap<>();
        nodes.forEach(node -> byId.put(node.id(), node));
        if (nodes.isEmpty() || !(nodes.getFirst() instanceof AudienceNode audience)) {
            throw new IllegalArgumentException("Expected the first node to be the audience");
        }
        return new Graph(audience, Collections.unmodifiableMap(byId));
    }

    public AudienceNode entry() {
        return entry;
    }

    /** In the order of the definition. */
    public Collection<Node> nodes() {
        return nodes.values();
    }

    public Node node(String id) {
        Node node = nodes.get(id);
        if (node == null) {
            throw new IllegalArgumentException("Expected a node '" + id + "', but the journey has none");
        }
        return node;
    }
}
