package io.coterie.platform.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import org.junit.jupiter.api.Test;

class NulParametersTest {

    private final MultivaluedMap<String, String> parameters = new MultivaluedHashMap<>();

    @Test
    void theParameterThatHasTheCharacterIsNamed() {
        parameters.add("limit", "10");
        parameters.add("role", "Champion");
        parameters.add("role", "a\0b");

        assertThatThrownBy(() -> NulParameters.requireNone(parameters))
                .isInstanceOfSatisfying(ProblemException.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo(GenericError.INVALID_PARAMETER);
                    assertThat(refusal.violations())
                            .containsExactly(new Violation("role", "Expected a text without the character U+0000."));
                });
    }

    @Test
    void otherParametersAreLetThrough() {
        parameters.add("name", "");
        parameters.add("role", "Zoë\t\u0001");

        assertThatCode(() -> NulParameters.requireNone(parameters)).doesNotThrowAnyException();
    }
}
