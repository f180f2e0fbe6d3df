package io.coterie.platform.conditions;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.platform.conditions.ComparedText.Place;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With which texts an expression compares a field, and how; {@code i} is an entry of the field. */
class ComparedTextsTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "i == 'Robots'                        | WHOLE",
                "'Robots' != i                        | WHOLE",
                "i in ['Robots']                      | WHOLE",
                "i in {'Robots': 1}                   | WHOLE",
                "i.startsWith('Robots')               | START",
                "i.startsWith(('Robots'))             | START",
                "!i.endsWith('Robots')                | END",
                "i.contains('Robots')                 | INSIDE",
                "'Robots'.contains(i)                 | AROUND",
                "'Robots'.startsWith(i)               | AROUND",
                "i.contains('''Robots''')             | INSIDE",
                "i.contains(r'Robots')                | INSIDE",
                "i.contains('\\x52obots')             | INSIDE",
                "i.contains('Rob' + 'o' + 'ts')       | INSIDE",
                "(has(group.stage) ? i : '') == 'Robots' | WHOLE"
            })
    void aTextCountsInTheWayItIsCompared(String comparison, Place place) {
        assertThat(texts(each(comparison))).containsExactly(new ComparedText("Robots", place, true));
    }

    @Test
    void anEntryOfTheListAndTheWholeListCountToo() {
        assertThat(texts("group.solutionInterest[1] == 'Robots'"))
                .containsExactly(new ComparedText("Robots", Place.WHOLE, true));
        assertThat(texts("'Robots' in group.solutionInterest"))
                .containsExactly(new ComparedText("Robots", Place.WHOLE, true));
        assertThat(texts("group.solutionInterest == ['r', 'Robots']"))
                .extracting(ComparedText::text)
                .containsExactly("r", "Robots");
    }

    @Test
    void aPatternIsLookedForInAnEntry() {
        assertThat(texts("group.solutionInterest[1].matches('^Rob.ts')"))
                .containsExactly(new ComparedText("^Rob.ts", Place.PATTERN, true));
        assertThat(texts("matches(fold(group.solutionInterest[1]), '^rob.ts')"))
                .containsExactly(new ComparedText("^rob.ts", Place.PATTERN, false));
    }

    @Test
    void caseMattersUnlessTheFieldIsFolded() {
        assertThat(texts(each("fold(i).contains('robots')")))
                .containsExactly(new ComparedText("robots", Place.INSIDE, false));
        assertThat(texts(each("i.contains(fold('ROBOTS'))")))
                .containsExactly(new ComparedText("robots", Place.INSIDE, true));
        assertThat(texts(each("(has(group.stage) ? i : fold(i)) == 'robots'")))
                .containsExactly(
                        new ComparedText("robots", Place.WHOLE, true), new ComparedText("robots", Place.WHOLE, false));
    }

    @Test
    void oneOfSeveralTextsCountsLikeAnother() {
        assertThat(texts(each("i.startsWith(has(group.stage) ? 'Robots' : 'Drones')")))
                .containsExactly(
                        new ComparedText("Robots", Place.START, true), new ComparedText("Drones", Place.START, true));
        assertThat(texts("['Robots', 'Drones'].exists(text, group.solutionInterest[1].startsWith(text))"))
                .containsExactly(
                        new ComparedText("Robots", Place.START, true), new ComparedText("Drones", Place.START, true));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "i < 'Robots'",
                "i == 'Robots' + group.stage",
                "i == fold(group.stage + 'robots')",
                "i + group.stage == 'Robots'",
                "string(i) == 'Robots'",
                "size(i) == size('Robots')"
            })
    void aTextThatMeetsTheFieldInAnotherWayCountsInEveryWay(String comparison) {
        assertThat(texts(each(comparison)).stream().map(ComparedText::place).collect(Collectors.toSet()))
                .isEqualTo(EnumSet.allOf(Place.class));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "group.stage == 'Robots'",
                "group.stage.contains('e') && has(group.solutionInterest)",
                "group.solutionInterest.exists(i, i == group.stage && fold(group.status) in ['live', 'Robots'])",
                "['Robots'].exists(text, text == group.stage) || group.stage in group.solutionInterest",
                "now > timestamp('2026-01-01T00:00:00Z') || size(group.solutionInterest) > 2",
                "group.solutionInterest.exists(i, i.contains('') || i == '')"
            })
    void whatTheFieldIsNotComparedWithDoesNotCount(String expression) {
        assertThat(texts(expression)).isEmpty();
        assertThat(compiles(expression)).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "",
                "group.solutionInterest.exists(i, i == 'Robots'",
                "group.solutionInterest == 'Robots'",
                "group.solutionInterest.exists(i, i.matches('(Robots'))"
            })
    void anExpressionThatDoesNotCompileHasNone(String expression) {
        assertThat(texts(expression)).isEmpty();
        assertThat(compiles(expression)).isFalse();
    }

    @Test
    void theLongestExpressionsAreRead() {
        String literal = "'" + "é".repeat(900) + "'";
        String pieces = String.join(" + ", Collections.nCopies(8, "'é'"));

        assertThat(texts(each("i == " + literal))).hasSize(1);
        assertThat(texts(each("i == " + pieces))).containsExactly(new ComparedText("é".repeat(8), Place.WHOLE, true));
        assertThat(texts(each("i == '" + "é".repeat(ConditionLimits.EXPRESSION_LENGTH) + "'")))
                .isEmpty();
    }

    private static String each(String comparison) {
        return "group.solutionInterest.exists(i, " + comparison + ")";
    }

    private static List<ComparedText> texts(String expression) {
        return ComparedTexts.of(expression, RecordKind.GROUP, "solutionInterest");
    }

    private static boolean compiles(String expression) {
        return !FieldCatalogue.standard()
                .environment(RecordKind.GROUP)
                .check(expression)
                .hasError();
    }
}
