package io.coterie.journey.definition;

import io.coterie.journey.definition.Finding.Code;
import io.coterie.journey.definition.Node.AudienceNode;
import io.coterie.journey.definition.Node.Edge;
import io.coterie.journey.definition.Node.SplitNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What holds a journey together (§4.2, §4.3): the audience comes first and once, every edge leads to a node, every node
 * can be reached, nobody runs in a circle without rest, and a split has at most {@value #MOST_PATHS} paths.
 */
public final class GraphRules {

    /** Without the path for other accounts (Q19). */
    public static final int MOST_PATHS = 25;

    private final List<Node> nodes;
    private final Map<String, Integer> places = new LinkedHashMap<>();
    private final List<Finding> findings = new ArrayList<>();

    private GraphRules(List<Node> nodes) {
        this.nodes = nodes;
    }

    /** Everything wrong with the graph; empty for a journey that can be published. */
    public static List<Finding> check(JourneyDefinition definition) {
        GraphRules rules = new GraphRules(definition.nodes());
        rules.idsAreUnique();
        rules.theAudienceComesFirstAndOnce();
        rules.splitsHaveAFewDifferentPaths();
        rules.everyEdgeLeadsToANode();
        if (rules.findings.isEmpty()) {
            // Reachability and cycles only mean something in a graph whose edges lead somewhere.
            rules.everyNodeCanBeReached();
            rules.noCycleWithoutRest();
        }
        return List.copyOf(rules.findings);
    }

    private void idsAreUnique() {
        for (int index = 0; index < nodes.size(); index++) {
            String id = nodes.get(index).id();
            Integer first = places.putIfAbsent(id, index);
            if (first != null) {
                report(Code.NODE_REPEATED, index, "/id", "Expected an id of its own; node " + first + " has it too");
            }
        }
    }

    private void theAudienceComesFirstAndOnce() {
        List<Integer> audiences = new ArrayList<>();
        for (int index = 0; index < nodes.size(); index++) {
            if (nodes.get(index) instanceof AudienceNode) {
                audiences.add(index);
            }
        }
        if (audiences.isEmpty()) {
            findings.add(new Finding(
                    Code.AUDIENCE_MISSING, "/nodes", null, "Expected an account-audience as the first node"));
            return;
        }
        if (audiences.getFirst() != 0) {
            report(Code.AUDIENCE_NOT_FIRST, audiences.getFirst(), "", "Expected the audience to be the first node");
        }
        audiences.stream()
                .skip(1)
                .forEach(index -> report(Code.AUDIENCE_REPEATED, index, "", "Expected exactly one audience node"));
    }

    private void splitsHaveAFewDifferentPaths() {
        for (int index = 0; index < nodes.size(); index++) {
            if (nodes.get(index) instanceof SplitNode split) {
                checkPaths(index, split);
            }
        }
    }

    private void checkPaths(int index, SplitNode split) {
        if (split.paths().isEmpty()) {
            report(Code.NO_PATHS, index, "/paths", "Expected at least one path");
        }
        if (split.paths().size() > MOST_PATHS) {
            report(
                    Code.TOO_MANY_PATHS,
                    index,
                    "/paths",
                    "Expected at most " + MOST_PATHS + " paths, but found "
                            + split.paths().size());
        }
        Set<String> labels = new HashSet<>();
        for (int path = 0; path < split.paths().size(); path++) {
            String label = split.paths().get(path).label();
            if (!labels.add(label)) {
                report(
                        Code.LABEL_REPEATED,
                        index,
                        "/paths/" + path + "/label",
                        "Expected a label of its own, but '" + label + "' is there already");
            }
        }
        if (split.otherAccounts() != null
                && labels.contains(split.otherAccounts().label())) {
            report(
                    Code.LABEL_REPEATED,
                    index,
                    "/otherAccounts/label",
                    "Expected a label of its own, but '" + split.otherAccounts().label() + "' is there already");
        }
    }

    private void everyEdgeLeadsToANode() {
        for (int index = 0; index < nodes.size(); index++) {
            for (Edge edge : nodes.get(index).edges()) {
                Integer target = places.get(edge.target());
                if (target == null) {
                    report(
                            Code.DANGLING_EDGE,
                            index,
                            edge.place(),
                            "Expected the id of a node, but there is no node '" + edge.target() + "'");
                } else if (nodes.get(target) instanceof AudienceNode) {
                    report(Code.EDGE_TO_AUDIENCE, index, edge.place(), "Expected no way back into the audience node");
                }
            }
        }
    }

    private void everyNodeCanBeReached() {
        Set<String> reached = new HashSet<>();
        Deque<String> open = new ArrayDeque<>();
        open.add(nodes.getFirst().id());
        while (!open.isEmpty()) {
            String id = open.remove();
            if (reached.add(id)) {
                node(id).edges().forEach(edge -> open.add(edge.target()));
            }
        }
        for (int index = 0; index < nodes.size(); index++) {
            if (!reached.contains(nodes.get(index).id())) {
                report(Code.UNREACHABLE_NODE, index, "", "Expected a way from the audience to this node");
            }
        }
    }

    private void noCycleWithoutRest() {
        List<String> immediate =
                nodes.stream().filter(node -> !node.rests()).map(Node::id).toList();
        for (List<String> cycle : CycleSearch.among(immediate, this::immediatelyAfter)) {
            report(
                    Code.CYCLE_WITHOUT_WAIT,
                    position(cycle.getFirst()),
                    "",
                    "Expected a wait or a listen on the way round the cycle " + String.join(" -> ", cycle));
        }
    }

    private List<String> immediatelyAfter(String id) {
        return node(id).edges().stream()
                .map(Edge::target)
                .distinct()
                .filter(target -> !node(target).rests())
                .toList();
    }

    private Node node(String id) {
        return nodes.get(position(id));
    }

    private int position(String id) {
        Integer place = places.get(id);
        if (place == null) {
            throw new IllegalStateException("Expected edges to be checked before the graph is walked: " + id);
        }
        return place;
    }

    private void report(Code code, int index, String place, String detail) {
        findings.add(
                new Finding(code, "/nodes/" + index + place, nodes.get(index).id(), detail));
    }
}
