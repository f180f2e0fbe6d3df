package io.coterie.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.coterie.benchmarks.suite.Choices;
import io.coterie.localstack.stack.StackException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {

    @Test
    void measurementsAreNamedAndChoicesMadeInAnyOrder() {
        Options options = Options.parse("--sizes", "1000,20000", "ingest", "--repetitions", "2", "groups", "--strict");

        assertThat(options.names()).containsExactly("ingest", "groups");
        assertThat(options.choices()).isEqualTo(new Choices(List.of(1_000, 20_000), 2, Duration.ZERO));
        assertThat(options.strict()).isTrue();
    }

    @Test
    void whatIsNotChosenIsTheMeasurementsOwn() {
        Choices choices = Options.parse().choices();

        assertThat(choices.sizes(100)).containsExactly(100);
        assertThat(choices.repetitions(5)).isEqualTo(5);
        assertThat(choices.duration(Duration.ofMinutes(5))).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void anUnknownOptionIsNamed() {
        assertThatExceptionOfType(StackException.class)
                .isThrownBy(() -> Options.parse("--size", "1"))
                .withMessageContaining("--size");
        assertThatExceptionOfType(StackException.class)
                .isThrownBy(() -> Options.parse("--repetitions", "many"))
                .withMessageContaining("--repetitions")
                .withMessageContaining("many");
    }
}
