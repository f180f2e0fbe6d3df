package io.coterie.buyinggroup.completeness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** §10, the acceptance vectors and CMP-01 to CMP-07. */
class CompletenessTest {

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 33.33", "2, 66.67", "3, 100", "4, 100"})
    void aRoleThatRequiresThreeFillsLinearly(int assigned, BigDecimal expected) {
        Completeness completeness =
                Completeness.of(List.of(required("Decision Maker", 3)), Map.of("Decision Maker", assigned));

        assertThat(completeness.roles().getFirst().percent()).isCloseTo(expected, within("0.005"));
        assertThat(completeness.percent())
                .isEqualByComparingTo(completeness.roles().getFirst().percent());
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 20", "2, 40", "3, 60", "4, 80", "5, 100", "6, 100"})
    void aRoleThatRequiresFiveFillsInFifths(int assigned, BigDecimal expected) {
        Completeness completeness = Completeness.of(List.of(required("Influencer", 5)), Map.of("Influencer", assigned));

        assertThat(completeness.percent()).isEqualByComparingTo(expected);
    }

    @Test
    void theGroupIsTheMeanOfItsRoles() {
        Completeness completeness = Completeness.of(
                List.of(required("Decision Maker", 1), required("Champion", 1), required("Influencer", 2)),
                Map.of("Decision Maker", 1, "Champion", 1, "Influencer", 1));

        assertThat(completeness.percent()).isCloseTo(new BigDecimal("83.33"), within("0.005"));
        assertThat(Completeness.displayed(completeness.percent())).isEqualTo(83);
    }

    @Test
    @DisplayName("CMP-03: members beyond the required number do not make up for another role")
    void membersBeyondTheRequiredNumberDoNotMakeUpForAnotherRole() {
        Completeness completeness = Completeness.of(
                List.of(required("Decision Maker", 1), required("Champion", 1)), Map.of("Decision Maker", 7));

        assertThat(completeness.percent()).isEqualByComparingTo("50");
    }

    @Test
    @DisplayName("CMP-02, CMP-04: only flagged roles count; the others neither add nor subtract")
    void onlyFlaggedRolesCount() {
        List<RoleRequirement> template = List.of(required("Decision Maker", 1), optional("Other", 4));

        assertThat(Completeness.of(template, Map.of("Decision Maker", 1)).percent())
                .isEqualByComparingTo("100");
        assertThat(Completeness.of(template, Map.of("Other", 4)).percent()).isEqualByComparingTo("0");
    }

    @Test
    @DisplayName("CMP-02, D-36: when no role is flagged all of them count, and each that is empty is missing")
    void whenNoRoleIsFlaggedAllOfThemCount() {
        List<RoleRequirement> template = List.of(optional("Decision Maker", 1), optional("Other", 1));

        Completeness completeness = Completeness.of(template, Map.of("Other", 1));

        assertThat(completeness.percent()).isEqualByComparingTo("50");
        assertThat(completeness.missingRoles()).containsExactly("Decision Maker");
    }

    @Test
    @DisplayName("CMP-05: a role outside the template does not count")
    void aRoleOutsideTheTemplateDoesNotCount() {
        assertThat(Completeness.of(List.of(required("Decision Maker", 1)), Map.of("Champion", 3))
                        .percent())
                .isEqualByComparingTo("0");
    }

    @Test
    void thirdsThatMakeAWholeGiveExactlyTheMean() {
        Completeness completeness = Completeness.of(
                List.of(required("Decision Maker", 3), required("Champion", 3)),
                Map.of("Decision Maker", 1, "Champion", 2));

        assertThat(completeness.percent()).isEqualByComparingTo("50");
    }

    @Test
    void aHundredIsWrittenAsAHundred() {
        assertThat(Completeness.of(List.of(required("Champion", 1)), Map.of("Champion", 1))
                        .percent()
                        .toString())
                .isEqualTo("100");
    }

    @Test
    void aTemplateWithoutRolesHasNothingToComplete() {
        assertThat(Completeness.of(List.of(), Map.of()).percent()).isEqualByComparingTo("0");
    }

    @Test
    void missingRolesAreThoseThatCountAndAreEmptyInTheOrderOfTheTemplate() {
        Completeness completeness = Completeness.of(
                List.of(
                        required("Practitioner", 2),
                        required("Decision Maker", 1),
                        optional("Other", 1),
                        required("Champion", 2)),
                Map.of("Champion", 1));

        assertThat(completeness.missingRoles()).containsExactly("Practitioner", "Decision Maker");
    }

    @ParameterizedTest
    @DisplayName("CMP-07, D-37: people see whole percent, rounded half up")
    @CsvSource({"66.5, 67", "66.4999, 66", "66.6666, 67", "0.5, 1", "99.5, 100"})
    void peopleSeeWholePercentRoundedHalfUp(BigDecimal stored, int shown) {
        assertThat(Completeness.displayed(stored)).isEqualTo(shown);
    }

    @Test
    void aRoleCannotRequireNobody() {
        assertThatThrownBy(() -> required("Champion", 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void oneMoreMemberNeverLowersCompletenessAndNeverExceedsAHundred(
            @ForAll @Size(min = 1, max = 8) List<@IntRange(min = 1, max = 999) Integer> required,
            @ForAll @Size(min = 8, max = 8) List<@IntRange(max = 1200) Integer> assigned,
            @ForAll @IntRange(max = 7) int grown) {
        List<RoleRequirement> template = IntStream.range(0, required.size())
                .mapToObj(i -> required("role" + i, required.get(i)))
                .toList();
        Map<String, Integer> before = IntStream.range(0, 8)
                .boxed()
                .collect(java.util.stream.Collectors.toMap(i -> "role" + i, assigned::get));
        Map<String, Integer> after = new java.util.HashMap<>(before);
        after.merge("role" + grown, 1, Integer::sum);

        BigDecimal low = Completeness.of(template, before).percent();
        BigDecimal high = Completeness.of(template, after).percent();

        assertThat(high).isGreaterThanOrEqualTo(low).isBetween(BigDecimal.ZERO, BigDecimal.valueOf(100));
        assertThat(low.signum()).isNotNegative();
    }

    @Property
    void aGroupIsCompleteExactlyWhenEveryRoleThatCountsIsFull(
            @ForAll @Size(min = 1, max = 6) List<@IntRange(min = 1, max = 5) Integer> required,
            @ForAll @Size(min = 6, max = 6) List<@IntRange(max = 6) Integer> assigned) {
        List<RoleRequirement> template = IntStream.range(0, required.size())
                .mapToObj(i -> required("role" + i, required.get(i)))
                .toList();
        Map<String, Integer> members = IntStream.range(0, 6)
                .boxed()
                .collect(java.util.stream.Collectors.toMap(i -> "role" + i, assigned::get));

        boolean full = IntStream.range(0, required.size()).allMatch(i -> assigned.get(i) >= required.get(i));

        assertThat(Completeness.of(template, members).percent().compareTo(BigDecimal.valueOf(100)) == 0)
                .isEqualTo(full);
    }

    private static RoleRequirement required(String role, int members) {
        return new RoleRequirement(role, members, true);
    }

    private static RoleRequirement optional(String role, int members) {
        return new RoleRequirement(role, members, false);
    }

    private static org.assertj.core.data.Offset<BigDecimal> within(String offset) {
        return org.assertj.core.data.Offset.offset(new BigDecimal(offset));
    }
}
