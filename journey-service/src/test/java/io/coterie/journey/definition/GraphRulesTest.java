package io.coterie.journey.definition;

import static io.coterie.journey.definition.DefinitionFixtures.journey;
import static io.coterie.journey.definition.DefinitionFixtures.theGapJourney;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.coterie.journey.definition.Finding.Code;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GraphRulesTest {

    private static final String START = "{'id':'start','type':'account-audience','audience':'a','next':'%s'}";
    private static final String END = "{'id':'end','type':'end'}";

    @Test
    void aJourneyThatHoldsTogetherHasNoFindings() {
        assertThat(check(journeyOf(theGapJourney().get("nodes").toString()))).isEmpty();
    }

    @Test
    void aJourneyNeedsAnAudience() {
        assertThat(findings(END)).extracting(Finding::code).containsExactly(Code.AUDIENCE_MISSING);
    }

    @Test
    void anEmptyJourneyNeedsAnAudience() {
        assertThat(findings("")).extracting(Finding::code).containsExactly(Code.AUDIENCE_MISSING);
    }

    @Test
    void theAudienceComesFirst() {
        assertThat(findings(END, START.formatted("end")))
                .extracting(Finding::code, Finding::pointer, Finding::node)
                .containsExactly(tuple(Code.AUDIENCE_NOT_FIRST, "/nodes/1", "start"));
    }

    @Test
    void thereIsOneAudience() {
        String second = "{'id':'again','type':'account-audience','audience':'a','next':'end'}";

        assertThat(findings(START.formatted("end"), second, END))
                .extracting(Finding::code, Finding::node)
                .containsExactly(tuple(Code.AUDIENCE_REPEATED, "again"));
    }

    @Test
    void everyNodeHasAnIdOfItsOwn() {
        assertThat(findings(START.formatted("end"), END, END))
                .extracting(Finding::code, Finding::pointer)
                .containsExactly(tuple(Code.NODE_REPEATED, "/nodes/2/id"));
    }

    @Test
    void everyKindOfEdgeMustLeadSomewhere() {
        assertThat(findings(
                        START.formatted("split"),
                        "{'id':'split','type':'split-by-accounts','paths':[{'label':'l','condition':{},'next':'x1'}],"
                                + "'otherAccounts':{'next':'x2'}}",
                        "{'id':'listen','type':'listen','event':{'type':'completeness-changed','solutionInterest':'i'},"
                                + "'timeout':{'duration':'P1D','next':'x3'},'next':'x4'}"))
                .extracting(Finding::code, Finding::pointer, Finding::node)
                .containsExactlyInAnyOrder(
                        tuple(Code.DANGLING_EDGE, "/nodes/1/paths/0/next", "split"),
                        tuple(Code.DANGLING_EDGE, "/nodes/1/otherAccounts/next", "split"),
                        tuple(Code.DANGLING_EDGE, "/nodes/2/timeout/next", "listen"),
                        tuple(Code.DANGLING_EDGE, "/nodes/2/next", "listen"));
    }

    @Test
    void noWayLeadsBackIntoTheAudience() {
        assertThat(findings(START.formatted("rest"), "{'id':'rest','type':'wait','duration':'P1D','next':'start'}"))
                .extracting(Finding::code, Finding::pointer)
                .containsExactly(tuple(Code.EDGE_TO_AUDIENCE, "/nodes/1/next"));
    }

    @Test
    void everyNodeCanBeReached() {
        assertThat(findings(START.formatted("end"), END, "{'id':'island','type':'merge','next':'end'}"))
                .extracting(Finding::code, Finding::node)
                .containsExactly(tuple(Code.UNREACHABLE_NODE, "island"));
    }

    @Test
    void aCycleNeedsAWaitOrAListen() {
        List<Finding> findings = findings(
                START.formatted("one"),
                "{'id':'one','type':'merge','next':'two'}",
                "{'id':'two','type':'split-by-accounts','paths':[{'label':'l','condition':{},'next':'one'}],"
                        + "'otherAccounts':{'next':'end'}}",
                END);

        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo(Code.CYCLE_WITHOUT_WAIT);
            assertThat(finding.node()).isEqualTo("one");
            assertThat(finding.detail()).endsWith("one -> two");
        });
    }

    @Test
    void aNodeThatLeadsToItselfIsACycle() {
        assertThat(findings(START.formatted("self"), "{'id':'self','type':'merge','next':'self'}"))
                .extracting(Finding::code)
                .containsExactly(Code.CYCLE_WITHOUT_WAIT);
    }

    @Test
    void aWaitMakesACycleAllowed() {
        assertThat(findings(
                        START.formatted("one"),
                        "{'id':'one','type':'merge','next':'two'}",
                        "{'id':'two','type':'wait','duration':'P1D','next':'one'}"))
                .isEmpty();
    }

    @Test
    void aSplitHasAtMostTwentyFivePathsAndOtherIsNotCounted() {
        assertThat(findings(START.formatted("split"), splitWithPaths(25), END)).isEmpty();
        assertThat(findings(START.formatted("split"), splitWithPaths(26), END))
                .extracting(Finding::code, Finding::pointer)
                .containsExactly(tuple(Code.TOO_MANY_PATHS, "/nodes/1/paths"));
    }

    @Test
    void aSplitHasAPath() {
        assertThat(findings(START.formatted("split"), splitWithPaths(0), END))
                .extracting(Finding::code)
                .containsExactly(Code.NO_PATHS);
    }

    @Test
    void thePathsOfASplitAreToldApartByTheirLabels() {
        assertThat(findings(
                        START.formatted("split"),
                        "{'id':'split','type':'split-by-accounts','paths':[{'label':'a','condition':{},'next':'end'},"
                                + "{'label':'a','condition':{},'next':'end'}],"
                                + "'otherAccounts':{'label':'a','next':'end'}}",
                        END))
                .extracting(Finding::code, Finding::pointer)
                .containsExactly(
                        tuple(Code.LABEL_REPEATED, "/nodes/1/paths/1/label"),
                        tuple(Code.LABEL_REPEATED, "/nodes/1/otherAccounts/label"));
    }

    @Test
    void aVeryLongJourneyIsCheckedInLinearTimeAndWithoutRunningOutOfStack() {
        int length = 20_000;
        String chain = IntStream.range(0, length)
                .mapToObj(index -> "{'id':'n%d','type':'merge','next':'n%d'}".formatted(index, index + 1))
                .collect(Collectors.joining(","));

        assertThat(findings(START.formatted("n0"), chain, "{'id':'n%d','type':'end'}".formatted(length)))
                .isEmpty();
    }

    private static String splitWithPaths(int paths) {
        String list = IntStream.range(0, paths)
                .mapToObj(index -> "{'label':'p%d','condition':{},'next':'end'}".formatted(index))
                .collect(Collectors.joining(","));
        return "{'id':'split','type':'split-by-accounts','paths':[" + list + "],'otherAccounts':{'next':'end'}}";
    }

    private static List<Finding> findings(String... nodes) {
        return check(journeyOf("[" + String.join(",", nodes).replace('\'', '"') + "]"));
    }

    private static JourneyDefinition journeyOf(String nodes) {
        String inner = nodes.substring(1, nodes.length() - 1);
        DefinitionReader.Reading reading = DefinitionReader.read(journey(inner));
        assertThat(reading.findings()).isEmpty();
        return reading.definition();
    }

    private static List<Finding> check(JourneyDefinition definition) {
        return GraphRules.check(definition);
    }
}
