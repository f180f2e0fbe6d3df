package io.coterie.buyinggroup.parameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coterie.platform.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How parameters become values. */
class ParameterTest {

    private enum Word {
        FIRST_ONE,
        OTHER
    }

    @ParameterizedTest
    @ValueSource(strings = {"firstOne", "FIRST_ONE", "firstone", "First_One", " firstOne "})
    void aWordIsTakenAsParametersAndAsBodiesSpellItInAnyCase(String asked) {
        assertThat(Parameter.word("word", asked, Word.OTHER)).isEqualTo(Word.FIRST_ONE);
    }

    @Test
    void anyOtherWordIsRefusedWithThoseThereAre() {
        assertThatThrownBy(() -> Parameter.word("word", "first-one", Word.OTHER))
                .isInstanceOf(ProblemException.class)
                .hasMessage("Expected one of firstOne, other.");
    }
}
