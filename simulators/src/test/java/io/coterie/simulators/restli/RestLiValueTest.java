package io.coterie.simulators.restli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RestLiValueTest {

    @Test
    void structureCharactersAreLiteralAndReservedOnesEncoded() {
        assertThat(RestLiValue.parse("p", "(value:(sponsoredAccount:urn%3Ali%3AsponsoredAccount%3A1))"))
                .isEqualTo(new RestLiValue.Fields(Map.of(
                        "value",
                        new RestLiValue.Fields(
                                Map.of("sponsoredAccount", new RestLiValue.Text("urn:li:sponsoredAccount:1"))))));
        assertThat(RestLiValue.parse("p", "List(a%2Cb,c)"))
                .isEqualTo(new RestLiValue.Sequence(List.of(new RestLiValue.Text("a,b"), new RestLiValue.Text("c"))));
        assertThat(RestLiValue.parse("p", "''")).isEqualTo(new RestLiValue.Text(""));
    }

    @Test
    void aGenericEncoderMakesATextOutOfAnObject() {
        assertThat(RestLiValue.parse("p", "%28a%3Ab%29")).isEqualTo(new RestLiValue.Text("(a:b)"));
        assertThatThrownBy(() ->
                        RestLiQuery.parse("owner=%28sponsoredAccount%3Aurn%29").textInside("owner", "sponsoredAccount"))
                .isInstanceOf(ApiException.class)
                .hasMessageContaining("literal parentheses");
    }

    @ParameterizedTest
    @ValueSource(strings = {"urn:li:x", "(a:b", "(a)", "(a:b)x", "List(a", "it's", "(a:b,a:c)", "(a:)", "%zz", ""})
    void brokenEncodingIsRefused(String raw) {
        assertThatThrownBy(() -> RestLiValue.parse("p", raw))
                .isInstanceOf(ApiException.class)
                .extracting(problem -> ((ApiException) problem).error().status())
                .isEqualTo(400);
    }

    @Test
    void aProjectionKeepsWhatItNames() throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        assertThat(Projection.parse("id,form:(content:(questions),name)").apply(mapper.readTree("""
                                {"id":1,"other":2,"form":{"name":"f","id":3,"content":{"questions":[],"headline":"h"}}}
                                """)))
                .isEqualTo(mapper.readTree("""
                        {"id":1,"form":{"name":"f","content":{"questions":[]}}}
                        """));
        assertThatThrownBy(() -> Projection.parse("id,form:(a")).isInstanceOf(ApiException.class);
    }
}
