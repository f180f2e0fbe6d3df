package io.coterie.journey.execution;

import io.coterie.journey.definition.Graph;
import io.coterie.journey.definition.GraphRules;
import io.coterie.journey.definition.Node;
import io.coterie.journey.definition.Node.Edge;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Journeys nobody would write, all of them allowed: forward edges anywhere, backward edges only out of rests. */
final class RandomGraphs {

    private RandomGraphs() {}

    static Graph graph(int size, Random random) {
        List<String> nodes = new ArrayList<>();
        nodes.add("{'id':'start','type':'account-audience','audience':'a','next':'n0'}");
        for (int index = 0; index < size; index++) {
            nodes.add(node(index, size, random));
        }
        nodes.add("{'id':'n%d','type':'end','label':'last'}".formatted(size));
        List<Node> all = GraphFixtures.definition(String.join(",", nodes)).nodes();
        Set<String> reachable = reachable(all);
        List<Node> kept =
                all.stream().filter(node -> reachable.contains(node.id())).toList();
        var findings = GraphRules.check(new io.coterie.journey.definition.JourneyDefinition("random", "", false, kept));
        if (!findings.isEmpty()) {
            throw new IllegalStateException("The generator made a journey that is not allowed: " + findings);
        }
        return Graph.of(kept);
    }

    private static String node(int index, int size, Random random) {
        String forward = "n" + (index + 1 + random.nextInt(size - index));
        String anywhere = "n" + random.nextInt(size + 1);
        String other = "n" + (index + 1 + random.nextInt(size - index));
        return switch (random.nextInt(7)) {
            case 0, 1 -> split(index, forward, other, random);
            case 2 ->
                "{'id':'n%d','type':'wait','duration':'PT%dS','next':'%s'}"
                        .formatted(index, 1 + random.nextInt(100_000), anywhere);
            case 3 ->
                "{'id':'n%d','type':'listen','event':%s%s,'next':'%s'}"
                        .formatted(index, event(random), timeout(anywhere, random), anywhere);
            case 4 -> "{'id':'n%d','type':'merge','next':'%s'}".formatted(index, forward);
            case 5 ->
                "{'id':'n%d','type':'action','action':{'kind':'send-email','email':'e'},'oncePerRunAndPerson':%s,'next':'%s'}"
                        .formatted(index, random.nextBoolean(), forward);
            default ->
                "{'id':'n%d','type':'action','action':{'kind':'activate-to-destination','destination':'d'},'oncePerRunAndPerson':%s,'next':'%s'}"
                        .formatted(index, random.nextBoolean(), forward);
        };
    }

    private static String split(int index, String forward, String other, Random random) {
        String otherAccounts = random.nextBoolean() ? ",'otherAccounts':{'next':'" + other + "'}" : "";
        return ("{'id':'n%d','type':'split-by-accounts','paths':[{'label':'a','condition':{},'next':'%s'},"
                        + "{'label':'b','condition':{},'next':'%s'}]%s}")
                .formatted(index, forward, other, otherAccounts);
    }

    private static String event(Random random) {
        return random.nextBoolean()
                ? "{'type':'completeness-changed','solutionInterest':'crm'}"
                : "{'type':'experience-event','eventType':'web.formFilledOut'}";
    }

    private static String timeout(String next, Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> "";
            case 1 -> ",'timeout':{'duration':'PT1H'}";
            default -> ",'timeout':{'duration':'PT1H','next':'%s'}".formatted(next);
        };
    }

    private static Set<String> reachable(List<Node> nodes) {
        Set<String> reached = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of("start"));
        while (!open.isEmpty()) {
            String id = open.remove();
            if (reached.add(id)) {
                nodes.stream()
                        .filter(node -> node.id().equals(id))
                        .flatMap(node -> node.edges().stream())
                        .map(Edge::target)
                        .forEach(open::add);
            }
        }
        return reached;
    }
}
