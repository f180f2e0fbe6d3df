package io.coterie.localstack.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The report says what was checked, and names what is wrong. */
class ReportTest {

    private final Report report = new Report();

    @Test
    void aNumberThatIsNotWhatTheInputImpliesIsNamed() {
        report.check("accounts", 200, 200);
        report.check("persons", 1998, 1997);

        assertThat(report.isRight()).isFalse();
        assertThat(report.mismatches()).containsExactly("persons: expected 1998, found 1997");
        assertThat(report.text()).contains("MISMATCH persons: expected 1998, found 1997");
    }

    @Test
    void whatIsOnlyNotedIsNotCountedAsChecked() {
        report.check("accounts", 200, 200);
        report.check("persons", 1998, 1998);
        report.note("companies sent to LinkedIn twice", 7);

        assertThat(report.isRight()).isTrue();
        assertThat(report.text()).contains("All 2 numbers are what the input implies.");
    }

    @Test
    void whatMayHappenSoOftenIsRightUntilItHappensOnceMore() {
        report.checkAtMost("calls made again", 2, 2);
        assertThat(report.isRight()).isTrue();

        report.checkAtMost("calls made again", 2, 3);

        assertThat(report.mismatches()).containsExactly("calls made again: expected at most 2, found 3");
    }

    @Test
    void theSameInAnotherOrderIsRight() {
        report.checkAll("mails", List.of("ada", "ben"), List.of("ben", "ada"));

        assertThat(report.isRight()).isTrue();
    }

    @Test
    void asManyAsExpectedButOthersIsAMismatchThatNamesThem() {
        report.checkAll("mails", List.of("ada", "ben"), List.of("ada", "cleo"));

        assertThat(report.mismatches()).containsExactly("mails: expected 2, found 2; 1 missing: ben; 1 too many: cleo");
    }

    @Test
    void somebodyWhoGotTwoInsteadOfOneIsNamed() {
        report.checkAll("mails", List.of("ada", "ben"), List.of("ada", "ada", "ben"));

        assertThat(report.mismatches()).containsExactly("mails: expected 2, found 3; 1 too many: ada");
    }

    @Test
    void ofManyDifferencesTheFirstFewAreNamed() {
        List<String> wanted = IntStream.range(0, 9).mapToObj(Integer::toString).toList();

        report.checkAll("mails", wanted, List.of());

        assertThat(report.mismatches()).containsExactly("mails: expected 9, found 0; 9 missing: 0, 1, 2, 3, 4, …");
    }
}
