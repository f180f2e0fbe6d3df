package io.coterie.buyinggroup.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 4180, and what a spreadsheet would run. */
class CsvTest {

    @Test
    void cellsAreQuotedWhereTheyMustBe() {
        assertThat(Csv.row(Arrays.asList("plain", "with, comma", "with \"quote\"", "two\nlines", " space", null, 7)))
                .isEqualTo("plain,\"with, comma\",\"with \"\"quote\"\"\",\"two\nlines\",\" space\",,7\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\uFF1D1", "\uFF0B1", "\uFF0D1", "\uFF20x"})
    void aTextThatBeginsLikeAFormulaBeginsWithAnApostrophe(String text) {
        assertThat(Csv.row(List.of(text))).isEqualTo("'" + text + "\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\t=1", "\r=1", "\n=1"})
    void whitespaceBeforeAFormulaHelpsNobody(String text) {
        assertThat(Csv.row(List.of(text))).isEqualTo("\"'" + text + "\"\r\n");
    }

    @Test
    void aSemicolonStartsNoCellOfItsOwn() {
        assertThat(Csv.row(List.of("Acme;=1+1"))).isEqualTo("\"Acme;=1+1\"\r\n");
    }

    @Test
    void aNumberIsWrittenAsItIs() {
        assertThat(Csv.row(List.of(new BigDecimal("-1.50"), new BigDecimal("1E+2"), -3L)))
                .isEqualTo("-1.50,100,-3\r\n");
    }

    @Test
    void aTableBeginsWithItsColumns() {
        assertThat(new CsvTable(List.of("a", "b"), List.of(List.of(1, 2))).text())
                .isEqualTo("a,b\r\n1,2\r\n");
    }
}
