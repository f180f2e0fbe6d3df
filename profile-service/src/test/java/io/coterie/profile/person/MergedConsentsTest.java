package io.coterie.profile.person;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coterie.profile.xdm.XdmDocument;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nobody who opted out is opted in again, unless by a later choice. */
class MergedConsentsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "y |   | n |   | n |",
                "n |   | y |   | n |",
                "n | 1 | y | 2 | n | 1",
                "y | 2 | n |   | n |",
                "y | 2 | n | 1 | y | 2",
                "y | 1 | n | 1 | n | 1",
                "y | 1 | n | 2 | n | 2",
                "y |   | n | 2 | n | 2",
                "p | 2 | n | 1 | n | 1",
                "y |   | p |   | y |",
                "n | 1 | n | 2 | n | 2",
                "n | 2 | n | 1 | n | 2",
                "n | 1 | n |   | n |",
                "n |   | n | 2 | n |",
                "  |   | y | 2 | y | 2"
            })
    void aRefusalOfEitherHolds(
            @Nullable String winner,
            @Nullable Integer winnersDay,
            @Nullable String loser,
            @Nullable Integer losersDay,
            String merged,
            @Nullable Integer day) {
        assertThat(merged(new Choice(winner, winnersDay), new Choice(loser, losersDay)))
                .isEqualTo(consents(new Choice(merged, day)));
    }

    @Property
    void noMergeLosesARefusalExceptByALaterDatedAgreement(
            @ForAll("choices") Choice winner, @ForAll("choices") Choice loser) {
        ObjectNode merged = merged(winner, loser);

        boolean isRefused = winner.isRefusal() || (loser.isRefusal() && !winner.isLaterAgreementThan(loser));
        assertThat(value(merged).equals("n")).isEqualTo(isRefused);
        assertThat(merged).isIn(consents(winner), consents(loser));
    }

    /** Of several merges too, whatever their order: the refusal that more is needed against is the one that stays. */
    @Property
    void noRefusalIsLostOnTheWay(
            @ForAll("choices") Choice first, @ForAll("choices") Choice second, @ForAll("choices") Choice last) {
        ObjectNode merged = MergedConsents.of(consents(last), merged(first, second));

        boolean isRefused = (second.isRefusal() || first.isRefusal())
                && !value(merged(first, second)).equals("y");
        boolean outdated = (!second.isRefusal() || last.isLaterAgreementThan(second))
                && (!first.isRefusal() || last.isLaterAgreementThan(first));
        if (isRefused && !outdated) {
            assertThat(value(merged)).isEqualTo("n");
        }
    }

    @Provide
    Arbitrary<Choice> choices() {
        return Combinators.combine(
                        Arbitraries.of("y", "n", "p", "u", "dy", "dn", "LI").injectNull(0.1),
                        Arbitraries.integers().between(1, 4).injectNull(0.3))
                .as(Choice::new);
    }

    private static ObjectNode merged(Choice winner, Choice loser) {
        return MergedConsents.of(consents(winner), consents(loser));
    }

    private static String value(ObjectNode consents) {
        return consents.at("/marketing/email/val").asText();
    }

    private static ObjectNode consents(Choice choice) {
        return XdmDocument.read(choice.json().replace('\'', '"').getBytes(UTF_8));
    }

    /** A choice of a day; null for none. */
    record Choice(@Nullable String value, @Nullable Integer day) {

        boolean isRefusal() {
            return "n".equals(value);
        }

        boolean isLaterAgreementThan(Choice refusal) {
            return "y".equals(value) && day != null && refusal.day != null && day > refusal.day;
        }

        String json() {
            return value == null
                    ? "{}"
                    : "{'marketing':{'email':{'val':'%s'%s}}}"
                            .formatted(value, day == null ? "" : ",'time':'2026-01-0%dT00:00:00Z'".formatted(day));
        }
    }
}
