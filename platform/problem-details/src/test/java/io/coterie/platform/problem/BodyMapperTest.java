package io.coterie.platform.problem;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodyMapperTest {

    private static final ObjectMapper SHARED = new ObjectMapper();
    private static final ObjectMapper BODIES = new BodyMapper(SHARED).getContext(Order.class);

    enum Size {
        SMALL,
        LARGE
    }

    record Order(
            @Nullable String name,
            @Nullable Integer count,
            int least,
            @Nullable BigDecimal share,
            @Nullable Boolean paid,
            boolean sent,
            @Nullable Size size,
            @Nullable UUID id,
            @Nullable List<String> tags,
            @Nullable Map<String, String> places,
            @Nullable List<Order> parts,
            @Nullable JsonNode note) {}

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'name':'a\\u0000b'} | /name",
                "{'tags':['a','\\u0000']} | /tags/1",
                "{'places':{'here':'\\u0000'}} | /places/here",
                "{'places':{'\\u0000':'here'}} | /places",
                "{'parts':[{'name':'a'},{'name':'\\u0000'}]} | /parts/1/name",
                "{'note':{'any':[{'value':['\\u0000']}]}} | /note/any/0/value/0",
                "{'note':{'any':{'\\u0000':1}}} | /note/any",
            })
    void theCharacterThatNoDatabaseStoresIsRefusedWithItsPlace(String body, String field) throws IOException {
        assertRefused(body, field, "Expected a text without the character U+0000.");
    }

    @Test
    void aNameWithTheCharacterIsRefusedWithTheObjectThatHasIt() throws IOException {
        assertRefused("{'name':'a','\\u0000':1}", "", "Expected a text without the character U+0000.");
    }

    @Test
    void aTextThatOnlySpellsTheCharacterIsRead() throws IOException {
        Order order = read("{\"name\":\"\\\\u0000\",\"note\":{\"\\\\u0000\":\"\\\\u0000\"}}");

        assertThat(order.name()).isEqualTo("\\u0000");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'size':0} | /size | Expected one of SMALL, LARGE.",
                "{'size':'0'} | /size | Expected one of SMALL, LARGE.",
                "{'size':'HUGE'} | /size | Expected one of SMALL, LARGE.",
                "{'count':1.9} | /count | Expected a whole number, such as 3.",
                "{'count':1.0} | /count | Expected a whole number, such as 3.",
                "{'count':'3'} | /count | Expected a whole number, such as 3.",
                "{'count':''} | /count | Expected a whole number, such as 3.",
                "{'count':true} | /count | Expected a whole number, such as 3.",
                "{'least':2.7} | /least | Expected a whole number, such as 3.",
                "{'least':'3'} | /least | Expected a whole number, such as 3.",
                "{'share':'2.5'} | /share | Expected a number, such as 2.5.",
                "{'paid':1} | /paid | Expected true or false, without quotes.",
                "{'paid':'true'} | /paid | Expected true or false, without quotes.",
                "{'sent':1} | /sent | Expected true or false, without quotes.",
                "{'sent':'true'} | /sent | Expected true or false, without quotes.",
                "{'name':7} | /name | Expected a text in quotes.",
                "{'name':7.5} | /name | Expected a text in quotes.",
                "{'name':true} | /name | Expected a text in quotes.",
                "{'tags':['a',7]} | /tags/1 | Expected a text in quotes.",
                "{'id':''} | /id | Expected an id, such as 3f2504e0-4f89-41d3-9a0c-0305e82c3301, or null.",
                "{'id':'x'} | /id | Expected an id, such as 3f2504e0-4f89-41d3-9a0c-0305e82c3301, or null.",
                "{'parts':[{'count':'3'}]} | /parts/0/count | Expected a whole number, such as 3.",
            })
    void noValuePassesForOneOfAnotherType(String body, String field, String detail) throws IOException {
        assertRefused(body, field, detail);
    }

    @Test
    void aValueOfItsTypeIsRead() throws IOException {
        Order order =
                read("{\"name\":\"3\",\"count\":3,\"share\":2,\"paid\":false,\"size\":\"LARGE\",\"note\":[3,\"3\"]}");

        assertThat(order.name()).isEqualTo("3");
        assertThat(order.count()).isEqualTo(3);
        assertThat(order.share()).isEqualByComparingTo("2");
        assertThat(order.paid()).isFalse();
        assertThat(order.size()).isEqualTo(Size.LARGE);
        assertThat(order.note()).hasSize(2);
    }

    @Test
    void theMapperThatEventsAndStoredJsonAreReadWithStaysLenient() throws IOException {
        Order order = SHARED.readValue("{\"name\":\"\\u0000\",\"count\":\"3\",\"paid\":1,\"size\":0}", Order.class);

        assertThat(order.name()).isEqualTo("\0");
        assertThat(order.count()).isEqualTo(3);
        assertThat(order.paid()).isTrue();
        assertThat(order.size()).isEqualTo(Size.SMALL);
    }

    @Test
    void answersAreWrittenAsByTheMapperThatItIsMadeFrom() throws IOException {
        Map<String, String> answer = Map.of("name", "a\0b");

        String written = BODIES.writer().with(BODIES.getFactory().copy()).writeValueAsString(answer);

        assertThat(written).isEqualTo(SHARED.writeValueAsString(answer));
    }

    private static void assertRefused(String body, String field, String detail) throws IOException {
        Problem problem = refusal(body.replace('\'', '"'));

        assertThat(problem.code()).isEqualTo("invalid-body");
        assertThat(problem.violations()).containsExactly(new Violation(field, detail));
    }

    private static Problem refusal(String body) throws IOException {
        try {
            throw new AssertionError("Expected a refusal, but got " + read(body));
        } catch (JsonProcessingException refused) {
            return ProblemMappers.ofJson(refused);
        }
    }

    /** From a stream, as the framework does. */
    private static Order read(String body) throws IOException {
        return BODIES.readValue(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)), Order.class);
    }
}
