package io.coterie.activation.linkedin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import org.junit.jupiter.api.Test;

class RestLiTest {

    @Test
    void aUrnIsEncodedInsideAValue() {
        assertThat(RestLi.encode("urn:li:sponsoredAccount:1")).isEqualTo("urn%3Ali%3AsponsoredAccount%3A1");
    }

    @Test
    void structuralCharactersInsideAValueAreEncoded() {
        assertThat(RestLi.encode("a(b,c)'d e")).isEqualTo("a%28b%2Cc%29%27d%20e");
    }

    @Property
    void everyValueComesBack(@ForAll @CharRange(from = ' ', to = '\u2000') String value) {
        assertThat(URLDecoder.decode(RestLi.encode(value), StandardCharsets.UTF_8))
                .isEqualTo(value);
    }
}
