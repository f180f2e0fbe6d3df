package io.coterie.journey.execution;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coterie.journey.definition.DefinitionReader;
import io.coterie.journey.definition.Graph;
import io.coterie.journey.definition.GraphRules;
import io.coterie.journey.definition.JourneyDefinition;
import java.util.List;

/** Graphs written as definitions, with single quotes. */
final class GraphFixtures {

    private static final ObjectMapper JSON = new ObjectMapper();

    private GraphFixtures() {}

    /** Split; who is complete goes to sales, who has a gap is written to and listened for, the others wait and end. */
    static Graph theGapJourney() {
        return graph("""
            {'id':'start','type':'account-audience','audience':'a','next':'gap'},
            {'id':'gap','type':'split-by-accounts','paths':[
              {'label':'complete','condition':{},'next':'alert'},{'label':'gap','condition':{},'next':'mail'}],
             'otherAccounts':{'label':'other','next':'rest'}},
            {'id':'alert','type':'action','action':{'kind':'send-sales-alert','solutionInterest':'crm',
             'recipients':['sales@acme.example']},'next':'end-complete'},
            {'id':'mail','type':'action','action':{'kind':'send-email','email':'e'},'oncePerRunAndPerson':true,
             'next':'listen'},
            {'id':'listen','type':'listen','event':{'type':'completeness-changed','solutionInterest':'crm'},
             'timeout':{'duration':'P7D','next':'end-timeout'},'next':'back'},
            {'id':'back','type':'merge','next':'gap'},
            {'id':'rest','type':'wait','duration':'PT5S','next':'end-other'},
            {'id':'end-complete','type':'end','label':'complete'},
            {'id':'end-timeout','type':'end','label':'timeout'},
            {'id':'end-other','type':'end','label':'other'}
            """);
    }

    static Graph graph(String nodes) {
        JourneyDefinition definition = definition(nodes);
        List<?> findings = GraphRules.check(definition);
        if (!findings.isEmpty()) {
            throw new IllegalArgumentException(findings.toString());
        }
        return Graph.of(definition.nodes());
    }

    static JourneyDefinition definition(String nodes) {
        try {
            DefinitionReader.Reading reading = DefinitionReader.read(
                    JSON.readTree(("{'name':'n','type':'account','nodes':[" + nodes + "]}").replace('\'', '"')));
            if (reading.definition() == null) {
                throw new IllegalArgumentException(reading.findings().toString());
            }
            return reading.definition();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(nodes, e);
        }
    }
}
