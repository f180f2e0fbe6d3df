package io.coterie.platform.conditions;

import static io.coterie.platform.conditions.ConditionFixtures.account;
import static io.coterie.platform.conditions.ConditionFixtures.audience;
import static io.coterie.platform.conditions.ConditionFixtures.role;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** D-06: the operators of §16.4, and what they do with a missing value. */
class OperatorCatalogueTest {

    @Test
    void d06EveryTypeHasExactlyItsOperators() {
        assertThat(names(FieldType.STRING))
                .isEqualTo("IS IS_NOT IS_ANY IS_EMPTY IS_NOT_EMPTY CONTAINS NOT_CONTAINS STARTS_WITH NOT_STARTS_WITH "
                        + "ENDS_WITH");
        assertThat(names(FieldType.NUMBER))
                .isEqualTo("IS IS_NOT IS_EMPTY IS_NOT_EMPTY GREATER_THAN LESS_THAN AT_LEAST AT_MOST BETWEEN");
        assertThat(names(FieldType.DATE)).isEqualTo("IS BETWEEN BEFORE AFTER IN_PAST IN_PAST_BEFORE");
        assertThat(names(FieldType.BOOLEAN)).isEqualTo("TRUE FALSE");
        assertThat(names(FieldType.INTEGER)).isEqualTo(names(FieldType.NUMBER));
        assertThat(names(FieldType.STRING_LIST)).isEqualTo(names(FieldType.STRING));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    IS              | 'software'              | Software | true
                    IS              | ['Mining','SOFTWARE']   | Software | true
                    IS              | ['Mining']              | Software | false
                    IS_NOT          | ['Mining','Farming']    | Software | true
                    IS_NOT          | ['Mining','software']   | Software | false
                    CONTAINS        | ['xyz','FTW']           | Software | true
                    CONTAINS        | 'xyz'                   | Software | false
                    NOT_CONTAINS    | ['xyz','ftw']           | Software | false
                    NOT_CONTAINS    | ['xyz']                 | Software | true
                    STARTS_WITH     | 'SOFT'                  | Software | true
                    STARTS_WITH     | 'ware'                  | Software | false
                    NOT_STARTS_WITH | 'ware'                  | Software | true
                    NOT_STARTS_WITH | ['ware','s']            | Software | false
                    ENDS_WITH       | 'WARE'                  | Software | true
                    ENDS_WITH       | 'soft'                  | Software | false
                    """)
    void d06TextIsComparedWithoutCaseAndSeveralValuesAreOneOfOrNoneOf(
            String operator, String value, String actual, boolean expected) {
        CompiledCondition condition = industry(operator, value);

        assertThat(condition.matches(account("{'accountOrganization': {'industry': '" + actual + "'}}")))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    IS           | 5         | 5   | true
                    IS           | [4, 5]    | 5   | true
                    IS           | [4, 6]    | 5   | false
                    IS_NOT       | [4, 6]    | 5   | true
                    IS_NOT       | 5         | 5.0 | false
                    GREATER_THAN | 5         | 5   | false
                    GREATER_THAN | 4         | 5   | true
                    LESS_THAN    | 5         | 5   | false
                    LESS_THAN    | 6         | 5   | true
                    AT_LEAST     | 5         | 5   | true
                    AT_MOST      | 5         | 5   | true
                    AT_MOST      | 4         | 5   | false
                    """)
    void d06NumbersAreCompared(String operator, String value, String actual, boolean expected) {
        CompiledCondition condition = employees(operator, value);

        assertThat(condition.matches(account("{'accountOrganization': {'numberOfEmployees': " + actual + "}}")))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"5,true", "5.1,true", "6,true", "4.9,false", "6.1,false"})
    void betweenIncludesBothEnds(double revenue, boolean expected) {
        CompiledCondition between = audience("{'account': {'field': 'accountOrganization.annualRevenue.amount', "
                + "'operator': 'BETWEEN', 'value': [5, 6]}}");

        assertThat(between.matches(account("{'accountOrganization': {'annualRevenue': {'amount': " + revenue + "}}}")))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    IS             | '2026-03-05'                 | 2026-03-05T23:59:59Z      | true
                    IS             | '2026-03-05'                 | 2026-03-06T00:00:00Z      | false
                    IS             | '2026-03-05T10:00:00Z'       | 2026-03-05T12:00:00+02:00 | true
                    BEFORE         | '2026-03-05'                 | 2026-03-04T23:59:59Z      | true
                    BEFORE         | '2026-03-05'                 | 2026-03-05                | false
                    AFTER          | '2026-03-05'                 | 2026-03-05T23:59:59Z      | false
                    AFTER          | '2026-03-05'                 | 2026-03-06                | true
                    BETWEEN        | ['2026-03-05','2026-03-06']  | 2026-03-06T23:59:59Z      | true
                    BETWEEN        | ['2026-03-05','2026-03-06']  | 2026-03-07                | false
                    IN_PAST        | 'P30D'                       | 2026-03-01T12:00:00Z      | true
                    IN_PAST        | 'P30D'                       | 2026-03-01T11:59:59Z      | false
                    IN_PAST        | 'P30D'                       | 2026-03-31T12:00:01Z      | false
                    IN_PAST_BEFORE | 'P30D'                       | 2026-03-01T12:00:00Z      | false
                    IN_PAST_BEFORE | 'P30D'                       | 2026-03-01T11:59:59Z      | true
                    IN_PAST        | 'P1M'                        | 2026-02-28T12:00:00Z      | true
                    """)
    void d06ADateIsItsDayAndRelativeDatesEndNow(String operator, String value, String actual, boolean expected) {
        CompiledCondition condition = audience(
                "{'account': {'field': '_acme.founded', 'operator': '" + operator + "', 'value': " + value + "}}");

        assertThat(condition.matches(account("{'_acme': {'founded': '" + actual + "'}}")))
                .isEqualTo(expected);
    }

    @Test
    void d06BooleansAreTrueOrFalse() {
        String suspended = "{'account': {'field': '_acme.isPublic', 'operator': '%s'}}";

        assertThat(audience(suspended.formatted("TRUE")).matches(account("{'_acme': {'isPublic': true}}")))
                .isTrue();
        assertThat(audience(suspended.formatted("FALSE")).matches(account("{'_acme': {'isPublic': false}}")))
                .isTrue();
        assertThat(audience(suspended.formatted("FALSE")).matches(account("{}")))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "IS_NOT,'Mining'",
        "NOT_CONTAINS,'Mining'",
        "NOT_STARTS_WITH,'Mining'",
        "IS,'Mining'",
        "CONTAINS,'Mining'",
        "STARTS_WITH,'Mining'",
        "ENDS_WITH,'Mining'"
    })
    void aMissingValueIsNoMatchForNegativeOperatorsToo(String operator, String value) {
        CompiledCondition condition = industry(operator, "'" + value + "'");

        assertThat(condition.matches(account("{}"))).isFalse();
        assertThat(condition.explain(account("{}")).missing()).isTrue();
    }

    @Test
    void aMissingValueIsEmpty() {
        for (String none : List.of(
                "{}",
                "{'accountOrganization': {}}",
                "{'accountOrganization': {'industry': null}}",
                "{'accountOrganization': {'industry': ' '}}",
                "{'accountOrganization': {'industry': 7}}")) {
            assertThat(empty("IS_EMPTY").matches(account(none))).as(none).isTrue();
            assertThat(empty("IS_NOT_EMPTY").matches(account(none))).as(none).isFalse();
            assertThat(empty("IS_ANY").matches(account(none))).as(none).isTrue();
        }
    }

    @Test
    void aValueThatIsNoWholeNumberIsMissingInAWholeNumberField() {
        assertThat(employees("AT_LEAST", "1").matches(account("{'accountOrganization': {'numberOfEmployees': 5.5}}")))
                .isFalse();
        assertThat(employees("AT_LEAST", "1").matches(account("{'accountOrganization': {'numberOfEmployees': '5'}}")))
                .isFalse();
    }

    @Test
    void aListMatchesByAnyEntryAndIsRefusedByAnyEntry() {
        assertThat(roles("IS", "Champion").matches(withRoles("User", "CHAMPION")))
                .isTrue();
        assertThat(roles("IS_NOT", "Champion").matches(withRoles("User", "CHAMPION")))
                .isFalse();
        assertThat(roles("IS_NOT", "Champion").matches(withRoles("User"))).isTrue();
        assertThat(roles("STARTS_WITH", "Champ").matches(withRoles("User", "Champion")))
                .isTrue();
    }

    @Test
    void per03APersonWithoutRolesIsNotAssignedAnyRole() {
        assertThat(roles("IS_NOT", "Champion").matches(withRoles())).isTrue();
        assertThat(role("{'person': {'field': 'roles', 'operator': 'IS_EMPTY'}}")
                        .matches(withRoles()))
                .isTrue();
    }

    private static String names(FieldType type) {
        return String.join(" ", Operator.of(type).stream().map(Operator::name).toList());
    }

    private static CompiledCondition industry(String operator, String value) {
        return audience("{'account': {'field': 'accountOrganization.industry', 'operator': '" + operator
                + "', 'value': " + value + "}}");
    }

    private static CompiledCondition empty(String operator) {
        return audience("{'account': {'field': 'accountOrganization.industry', 'operator': '" + operator + "'}}");
    }

    private static CompiledCondition employees(String operator, String value) {
        return audience("{'account': {'field': 'accountOrganization.numberOfEmployees', 'operator': '" + operator
                + "', 'value': " + value + "}}");
    }

    private static CompiledCondition roles(String operator, String value) {
        return role("{'person': {'field': 'roles', 'operator': '" + operator + "', 'value': '" + value + "'}}");
    }

    private static PersonFacts withRoles(String... roles) {
        return new PersonFacts("k", Map.of(), List.of(roles), ConditionFixtures.NOW);
    }
}
