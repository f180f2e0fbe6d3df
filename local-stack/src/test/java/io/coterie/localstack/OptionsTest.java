package io.coterie.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coterie.localstack.stack.Part;
import io.coterie.localstack.stack.StackException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {

    @Test
    void everythingHasADefault() {
        Options options = Options.parse();

        assertThat(options.settings("data").data()).endsWithRaw(java.nio.file.Path.of(".coterie", "data"));
        assertThat(options.accounts()).isEqualTo(2000);
        assertThat(options.without()).isEmpty();
        assertThat(options.keep()).isFalse();
    }

    @Test
    void optionsAreTakenInAnyOrder() {
        Options options = Options.parse(
                "--without",
                "journey-service",
                "--keep",
                "--port-base",
                "28080",
                "--without",
                "kafka",
                "--data",
                "/x/y");

        assertThat(options.without()).containsExactly(Part.KAFKA, Part.JOURNEY_SERVICE);
        assertThat(options.keep()).isTrue();
        assertThat(options.portBase()).isEqualTo(28080);
        assertThat(options.data()).hasValue(java.nio.file.Path.of("/x/y"));
    }

    @ParameterizedTest
    @CsvSource({
        "--port-base, 80, --port-base must be between 1024 and 65500",
        "--port-base, many, --port-base must be a positive number",
        "--accounts, 0, --accounts must be a positive number",
        "--without, journey, --without must name one of",
        "--colour, red, Unknown option --colour"
    })
    void aWrongOptionIsNamed(String option, String value, String complaint) {
        assertThatThrownBy(() -> Options.parse(option, value))
                .isInstanceOf(StackException.class)
                .hasMessageContaining(complaint);
    }

    @Test
    void aMissingValueIsNamed() {
        assertThatThrownBy(() -> Options.parse("--data")).hasMessageContaining("A value is missing behind --data");
    }
}
