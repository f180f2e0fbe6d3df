package io.coterie.journey.definition;

import static io.coterie.journey.definition.DefinitionFixtures.journey;
import static io.coterie.journey.definition.DefinitionFixtures.json;
import static io.coterie.journey.definition.DefinitionFixtures.theGapJourney;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coterie.journey.definition.DefinitionReader.Reading;
import io.coterie.journey.definition.Finding.Code;
import io.coterie.journey.definition.Node.ActionNode;
import io.coterie.journey.definition.Node.AudienceNode;
import io.coterie.journey.definition.Node.EndNode;
import io.coterie.journey.definition.Node.ListenNode;
import io.coterie.journey.definition.Node.SplitNode;
import io.coterie.journey.definition.Node.WaitNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DefinitionReaderTest {

    @Test
    void aWholeJourneyIsReadNodeByNode() {
        JourneyDefinition journey = read(theGapJourney());

        assertThat(journey.name()).isEqualTo("Close the gap");
        assertThat(journey.deduplicateEmails()).isFalse();
        assertThat(journey.nodes()).hasSize(12);
        assertThat(journey.nodes().getFirst()).isEqualTo(new AudienceNode("start", "audience-1", "gap"));
        assertThat(journey.nodes().get(1))
                .isInstanceOfSatisfying(
                        SplitNode.class,
                        split -> assertThat(split.paths())
                                .extracting(Node.Path::label)
                                .containsExactly("complete", "no decision maker"));
        assertThat(journey.nodes().get(5)).isInstanceOfSatisfying(ActionNode.class, mail -> {
            assertThat(mail.effect()).isEqualTo(new Effect.SendEmail("email-1", "interest-1"));
            assertThat(mail.oncePerRunAndPerson()).isTrue();
        });
        assertThat(journey.nodes().get(6))
                .isInstanceOfSatisfying(
                        ListenNode.class,
                        listen -> assertThat(listen.event())
                                .isEqualTo(new Awaited.GroupEvent(
                                        GroupEventKind.COMPLETENESS_CHANGED, "interest-1", null)));
    }

    @Test
    void anEndWithoutLabelIsCountedUnderItsId() {
        JourneyDefinition journey = read(theGapJourney());

        assertThat(journey.nodes().getLast()).isEqualTo(new EndNode("end-other", "end-other"));
    }

    @Test
    void everyFindingOfABodyIsReportedAtOnce() {
        Reading reading = DefinitionReader.read(json("""
            {"name":5,"colour":"red","nodes":[
              {"id":"start","type":"account-audience","next":"x","nxt":"y"},
              {"id":"wait","type":"wait","duration":"tomorrow","next":"x"}]}
            """));

        assertThat(reading.definition()).isNull();
        assertThat(reading.findings())
                .extracting(Finding::code, Finding::pointer)
                .containsExactlyInAnyOrder(
                        pair(Code.WRONG_TYPE, "/name"),
                        pair(Code.UNKNOWN_FIELD, "/colour"),
                        pair(Code.MISSING_FIELD, "/nodes/0/audience"),
                        pair(Code.UNKNOWN_FIELD, "/nodes/0/nxt"),
                        pair(Code.INVALID_VALUE, "/nodes/1/duration"));
    }

    @Test
    void aFindingNamesItsNode() {
        Reading reading = DefinitionReader.read(journey("{\"id\":\"odd\",\"type\":\"teleport\",\"next\":\"x\"}"));

        assertThat(reading.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo(Code.UNKNOWN_NODE_TYPE);
            assertThat(finding.pointer()).isEqualTo("/nodes/0/type");
            assertThat(finding.node()).isEqualTo("odd");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'kind':'send-fax'} | UNKNOWN_ACTION | /nodes/0/action/kind",
                "{'kind':'send-email'} | MISSING_FIELD | /nodes/0/action/email",
                "{'kind':'send-email','email':7} | WRONG_TYPE | /nodes/0/action/email",
                "{'kind':'send-email','email':'e','subject':'s'} | UNKNOWN_FIELD | /nodes/0/action/subject",
                "{'kind':'send-sales-alert','solutionInterest':'i','recipients':[]} | INVALID_VALUE | /nodes/0/action/recipients",
                "{'kind':'send-sales-alert','solutionInterest':'i','recipients':['x']} | INVALID_VALUE | /nodes/0/action/recipients",
                "{'kind':'send-sales-alert','solutionInterest':'i','recipients':[1]} | WRONG_TYPE | /nodes/0/action/recipients/0",
                "{'kind':'update-buying-group-stage','solutionInterest':'i'} | MISSING_FIELD | /nodes/0/action/stage",
                "['send-email'] | WRONG_TYPE | /nodes/0/action",
            })
    void aBrokenActionIsNamed(String action, Code code, String pointer) {
        Reading reading = DefinitionReader.read(journey("{'id':'act','type':'action','action':%s,'next':'x'}"
                .formatted(action)
                .replace('\'', '"')));

        assertThat(reading.findings())
                .extracting(Finding::code, Finding::pointer)
                .contains(pair(code, pointer));
    }

    @Test
    void everyKindOfActionIsRead() {
        String actions = """
                {"kind":"send-email","email":"e"}
                {"kind":"send-sales-alert","solutionInterest":"i","recipients":["a@b.example"]}
                {"kind":"activate-to-destination","destination":"d"}
                {"kind":"deactivate-from-destination","destination":"d"}
                {"kind":"update-buying-group-stage","solutionInterest":"i","stage":"s"}
                {"kind":"update-buying-group-status","solutionInterest":"i","status":"s"}
                {"kind":"assign-to-buying-group","solutionInterest":"i","role":"r"}
                {"kind":"remove-from-buying-group","solutionInterest":"i"}
                """;
        List<String> kinds = new ArrayList<>();

        for (String action : actions.lines().toList()) {
            JourneyDefinition journey =
                    read(journey("{\"id\":\"a\",\"type\":\"action\",\"next\":\"x\",\"action\":" + action + "}"));
            kinds.add(((ActionNode) journey.nodes().getFirst()).effect().kind());
        }

        assertThat(kinds).hasSameSizeAs(Effect.class.getPermittedSubclasses()).doesNotHaveDuplicates();
    }

    @Test
    void anActionInTheWrongContextIsRefused() {
        ObjectNode journey = theGapJourney();
        ((ObjectNode) journey.at("/nodes/2")).put("context", "people");
        ((ObjectNode) journey.at("/nodes/5")).put("context", "accounts");

        assertThat(DefinitionReader.read(journey).findings())
                .extracting(Finding::pointer)
                .containsExactly("/nodes/2/context", "/nodes/5/context");
    }

    @Test
    void aChoiceOfPeopleBelongsToAnActionOnPeople() {
        ObjectNode journey = theGapJourney();
        ((ObjectNode) journey.at("/nodes/2")).putObject("people");

        assertThat(DefinitionReader.read(journey).findings())
                .extracting(Finding::pointer)
                .containsExactly("/nodes/2/people");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "7", "null", "\"journey\""})
    void whatIsNoObjectIsNoJourney(String text) {
        assertThat(DefinitionReader.read(json(text)).findings())
                .extracting(Finding::code)
                .containsExactly(Code.WRONG_TYPE);
    }

    /** Whatever is put in place of any value of a good journey, reading it answers and never throws. */
    @ParameterizedTest
    @ValueSource(strings = {"null", "7", "true", "[]", "{}", "\"\"", "[[]]", "{\"a~b/c\":1}"})
    void noValueAtAnyPlaceBreaksTheReader(String strange) {
        List<String> pointers = new ArrayList<>();
        collectPointers(theGapJourney(), "", pointers);
        assertThat(pointers).hasSizeGreaterThan(60);

        for (String pointer : pointers) {
            ObjectNode journey = theGapJourney();
            replace(journey, pointer, json(strange));
            Reading reading = DefinitionReader.read(journey);
            assertThat(reading.definition() == null)
                    .as("either a definition or findings at %s", pointer)
                    .isEqualTo(!reading.findings().isEmpty());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "PT5S, 2026-01-31T00:00:05Z",
        "P7D, 2026-02-07T00:00:00Z",
        "P1M, 2026-02-28T00:00:00Z",
        "P2W, 2026-02-14T00:00:00Z",
        "P1DT12H, 2026-02-01T12:00:00Z",
        "pt90m, 2026-01-31T01:30:00Z",
    })
    void aTimeSpanCountsCalendarDaysAndClockTime(String text, Instant end) {
        assertThat(TimeSpan.parse(text).orElseThrow().after(Instant.parse("2026-01-31T00:00:00Z")))
                .isEqualTo(end);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "P", "PT", "T5S", "PT0S", "P0D", "PT-5S", "-P1D", "P4Y", "P2000000000Y", "5 days", "P1DT"})
    void whatIsNoPositiveSpanUpToThreeYearsIsRefused(String text) {
        assertThat(TimeSpan.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT5S", "P7D", "P1M", "P1DT12H", "P1Y2M3DT4H5M6S"})
    void aTimeSpanIsWrittenAsItIsRead(String text) {
        TimeSpan span = TimeSpan.parse(text).orElseThrow();

        assertThat(TimeSpan.parse(span.toString())).contains(span);
    }

    @Test
    void aWaitKeepsItsDuration() {
        assertThat(read(theGapJourney()).nodes().get(8))
                .isEqualTo(new WaitNode("rest", TimeSpan.parse("PT5S").orElseThrow(), "end-other"));
    }

    private static JourneyDefinition read(JsonNode json) {
        Reading reading = DefinitionReader.read(json);
        assertThat(reading.findings()).isEmpty();
        return reading.definition();
    }

    private static org.assertj.core.groups.Tuple pair(Code code, String pointer) {
        return org.assertj.core.groups.Tuple.tuple(code, pointer);
    }

    private static void collectPointers(JsonNode node, String pointer, List<String> into) {
        if (!pointer.isEmpty()) {
            into.add(pointer);
        }
        if (node.isObject()) {
            node.properties().forEach(field -> collectPointers(field.getValue(), pointer + "/" + field.getKey(), into));
        } else if (node.isArray()) {
            for (int index = 0; index < node.size(); index++) {
                collectPointers(node.get(index), pointer + "/" + index, into);
            }
        }
    }

    private static void replace(ObjectNode root, String pointer, JsonNode value) {
        int last = pointer.lastIndexOf('/');
        JsonNode parent = root.at(pointer.substring(0, last));
        String key = pointer.substring(last + 1);
        if (parent instanceof ArrayNode array) {
            array.set(Integer.parseInt(key), value);
        } else {
            ((ObjectNode) parent).set(key, value);
        }
    }
}
