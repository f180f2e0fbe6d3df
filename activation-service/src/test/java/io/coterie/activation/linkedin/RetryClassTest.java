package io.coterie.activation.linkedin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryClassTest {

    @ParameterizedTest
    @CsvSource({
        "408, LATER",
        "409, LATER",
        "423, LATER",
        "429, LATER",
        "500, ANSWER_LOST",
        "502, ANSWER_LOST",
        "503, ANSWER_LOST",
        "504, ANSWER_LOST",
        "400, RECORD",
        "422, RECORD",
        "401, TOKEN",
        "403, PERMISSION",
        "426, VERSION",
        "404, GONE",
        "410, GONE",
        "302, GONE"
    })
    void aStatusSaysWhetherToTryAgain(int status, RetryClass expected) {
        assertThat(RetryClass.of(status, false)).isEqualTo(expected);
    }

    @Test
    void whatHasJustBeenCreatedMayNotBeFoundYet() {
        assertThat(RetryClass.of(404, true)).isEqualTo(RetryClass.LATER);
    }

    @Test
    void noAnswerIsALostAnswer() {
        assertThat(new LinkedInAnswer.Failure(0, "Connection was closed", Optional.empty()).retry(false))
                .isEqualTo(RetryClass.ANSWER_LOST);
    }
}
