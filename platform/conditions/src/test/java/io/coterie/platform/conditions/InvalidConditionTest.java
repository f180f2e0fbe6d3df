package io.coterie.platform.conditions;

import static io.coterie.platform.conditions.ConditionFixtures.FIELDS;
import static io.coterie.platform.conditions.ConditionFixtures.JSON;
import static io.coterie.platform.conditions.ConditionFixtures.compile;
import static io.coterie.platform.conditions.ConditionFixtures.faults;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A wrong condition is refused with its place in the tree and its column in the expression. */
class InvalidConditionTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    account.accountOrganization.numberOfEmployes > 1           | 1  | unknown field 'accountOrganization.numberOfEmployes' of the account; did you mean 'accountOrganization.numberOfEmployees'?
                    account.accountName == 'a' && account.industry == 'b'      | 31 | unknown field 'industry' of the account; did you mean 'accountOrganization.industry'?
                    has(account.industri)                                      | 4  | unknown field 'industri' of the account; did you mean 'accountOrganization.industry'?
                    person.workEmail.address == 'a'                            | 1  | unknown name 'person'; the fields start with 'account.'
                    account.accountName > 3                                    | 21 | '>' does not apply to (string, int)
                    account.accountOrganization.numberOfEmployees == 1.0       | 47 | '==' does not apply to (int, double); write whole numbers for whole-number fields and 1.0 for the others
                    account.accountName                                        | 1  | the expression must be true or false, but its result is string
                    account.accountName == 'a' &&                              | 30 | mismatched input '<EOF>' expecting
                    account.accountName.matches('(')                           | 29 | the pattern is not a regular expression of RE2: error parsing regexp: missing closing ): `(`
                    account.accountName.matches(account.accountName)           | 36 | matches() takes its pattern as a literal
                    account.accountName.matches('((a{100}){10}){10}')          | 29 | the pattern
                    account._acme.founded > earlier(now, '30 days')            | 38 | earlier() takes a span
                    account._acme.tags.exists(t, account._acme.tags.exists(u, u == t)) | 55 | exists() and all() cannot be nested
                    account._acme.tags.exists(t, t.matches('a'))               | 39 | matches() cannot be used inside exists() or all()
                    """)
    void anExpressionIsRefusedWithItsColumn(String expression, int column, String message) {
        JsonNode tree =
                JSON.createObjectNode().set("account", JSON.createObjectNode().put("expression", expression));

        assertThatExceptionOfType(InvalidCondition.class)
                .isThrownBy(() -> refuse(tree))
                .satisfies(invalid -> {
                    ConditionFault fault = invalid.faults().getFirst();
                    assertThat(fault.pointer()).isEqualTo("/account/expression");
                    assertThat(fault.column()).isEqualTo(column);
                    assertThat(fault.message()).startsWith(message);
                });
    }

    @Test
    void columnsAreCountedOverLineBreaks() {
        List<ConditionFault> faults =
                faults(ConditionRoot.ACCOUNT_AUDIENCE, "{'account': {'expression': 'true &&\\naccount.nothing > 1'}}");

        assertThat(faults).extracting(ConditionFault::column).containsExactly(9);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    []                                          | ``                 | expected an object with exactly one of all, any, not, account, people
                    {}                                          | ``                 | expected an object with exactly one of
                    {'all': [], 'any': []}                      | ``                 | expected an object with exactly one of
                    {'all': []}                                 | /all               | expected a list of at least one condition
                    {'all': {}}                                 | /all               | expected a list of at least one condition
                    {'not': []}                                 | /not               | expected an object with exactly one of
                    {'acount': {}}                              | /acount            | unknown key 'acount'; did you mean 'account'?; expected one of
                    {'person': {}}                              | /person            | 'person' cannot be used here; expected one of
                    {'buyingGroup': {}}                         | /buyingGroup       | 'buyingGroup' cannot be used here
                    {'events': {'type': 'a'}}                   | /events            | 'events' cannot be used here
                    {'account': 1}                              | /account           | expected an object with field, operator and value
                    {'account': {'operator': 'IS'}}             | /account/field     | expected the path of a field
                    {'account': {'field': 'accountName'}}       | /account/operator  | expected an operator; a field of type STRING takes IS, IS_NOT, IS_ANY
                    {'account': {'field': 'acountName', 'operator': 'IS', 'value': 'a'}}         | /account/field    | unknown field 'acountName' of the account; did you mean 'accountName'?
                    {'account': {'field': 'accountName', 'operator': 'LIKE', 'value': 'a'}}      | /account/operator | unknown operator 'LIKE'; a field of type STRING takes
                    {'account': {'field': 'accountName', 'operator': 'AT_LEAST', 'value': 'a'}}  | /account/operator | operator AT_LEAST does not apply to this field; a field of type STRING takes
                    {'account': {'field': 'accountName', 'operator': 'IS'}}                      | /account/value    | expected a text; for no text use IS_EMPTY
                    {'account': {'field': 'accountName', 'operator': 'IS', 'value': ''}}         | /account/value    | expected a text; for no text use IS_EMPTY
                    {'account': {'field': 'accountName', 'operator': 'IS', 'value': []}}         | /account/value    | expected 1 to 500 values
                    {'account': {'field': 'accountName', 'operator': 'IS', 'value': ['a', 2]}}   | /account/value/1  | expected a text
                    {'account': {'field': 'accountName', 'operator': 'IS_EMPTY', 'value': 'a'}}  | /account/value    | operator IS_EMPTY takes no value
                    {'account': {'field': 'accountName', 'operator': 'IS', 'value': 'a', 'case': true}} | /account/case | unknown key
                    {'account': {'field': 'accountName', 'expression': 'true'}}                  | /account/field    | unknown key
                    {'account': {'expression': 1}}                                               | /account/expression | expected an expression
                    {'account': {'field': 'accountOrganization.numberOfEmployees', 'operator': 'IS', 'value': 'a'}}           | /account/value | expected a whole number
                    {'account': {'field': 'accountOrganization.numberOfEmployees', 'operator': 'IS', 'value': 1.5}}           | /account/value | expected a whole number
                    {'account': {'field': 'accountOrganization.numberOfEmployees', 'operator': 'AT_LEAST', 'value': [1]}}     | /account/value | operator AT_LEAST takes one value
                    {'account': {'field': 'accountOrganization.numberOfEmployees', 'operator': 'BETWEEN', 'value': 1}}        | /account/value | operator BETWEEN takes a list of two values
                    {'account': {'field': 'accountOrganization.numberOfEmployees', 'operator': 'BETWEEN', 'value': [2, 1]}}   | /account/value | the first value must not be above the second
                    {'account': {'field': '_acme.founded', 'operator': 'BEFORE', 'value': '2026-02-30'}}                      | /account/value | expected a date
                    {'account': {'field': '_acme.founded', 'operator': 'IN_PAST', 'value': '30d'}}                            | /account/value | expected a span
                    {'people': {'where': {'person': {'field': 'roles', 'operator': 'IS_EMPTY'}}}}                             | /people/quantifier | expected "any", "all", "none" or {"atLeast": 2}
                    {'people': {'quantifier': {'atLeast': 0}, 'where': {'person': {'field': 'roles', 'operator': 'IS_EMPTY'}}}} | /people/quantifier/atLeast | expected a whole number from 1
                    {'people': {'quantifier': 'any'}}                                            | /people/where     | expected an object with exactly one of all, any, not, person
                    {'people': {'quantifier': 'any', 'where': {'account': {}}}}                  | /people/where/account | 'account' cannot be used here
                    {'people': {'quantifier': 'any', 'where': {'person': {'expression': 'true'}}, 'min': 1}} | /people/min | unknown key
                    """)
    void aTreeIsRefusedWithItsPlace(String tree, String pointer, String message) {
        List<ConditionFault> faults = faults(ConditionRoot.ACCOUNT_AUDIENCE, tree);

        assertThat(faults).hasSize(1);
        assertThat(faults.getFirst().pointer()).isEqualTo(pointer);
        assertThat(faults.getFirst().message()).startsWith(message);
        assertThat(faults.getFirst().column()).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {'buyingGroup': {'exists': 'yes'}}                     | /buyingGroup/exists | expected true or false
                    {'buyingGroup': {'where': {'account': {}}}}            | /buyingGroup/where/account | 'account' cannot be used here; expected one of all, any, not, group, roleMembers
                    {'buyingGroup': {'where': {'roleMembers': {}}}}        | /buyingGroup/where/roleMembers/role | expected a text
                    {'buyingGroup': {'stage': 'Won'}}                      | /buyingGroup/stage  | unknown key
                    {'audience': 3}                                        | /audience           | expected a text
                    """)
    void aSplitIsRefusedWithItsPlace(String tree, String pointer, String message) {
        List<ConditionFault> faults = faults(ConditionRoot.JOURNEY_SPLIT, tree);

        assertThat(faults.getFirst().pointer()).isEqualTo(pointer);
        assertThat(faults.getFirst().message()).startsWith(message);
    }

    @Test
    void allFaultsOfATreeAreReported() {
        List<ConditionFault> faults = faults(ConditionRoot.ACCOUNT_AUDIENCE, """
                {'all': [
                  {'account': {'field': 'nothing', 'operator': 'SOUNDS_LIKE', 'value': 'a'}},
                  {'any': [{'account': {'expression': 'account.nothing == 1 && account.accountName == 2'}}]},
                  {'people': {'quantifier': 'most', 'where': {'person': {'field': 'roles', 'operator': 'IS', 'value': 1}}}}
                ]}""");

        assertThat(faults)
                .extracting(fault -> fault.pointer() + ":" + fault.column())
                .containsExactly(
                        "/all/0/account/field:null",
                        "/all/0/account/operator:null",
                        "/all/1/any/0/account/expression:1",
                        "/all/1/any/0/account/expression:45",
                        "/all/2/people/quantifier:null",
                        "/all/2/people/where/person/value:null");
    }

    @Test
    void aFaultCanBeSeenFromTheDocumentAroundIt() {
        ConditionFault fault = new ConditionFault("/all/0", 3, "wrong").under("/condition");

        assertThat(fault.pointer()).isEqualTo("/condition/all/0");
        assertThat(fault.detail()).isEqualTo("wrong (column 3)");
    }

    @Test
    void theMessageListsTheFaults() {
        assertThatExceptionOfType(InvalidCondition.class)
                .isThrownBy(() -> refuse(JSON.createObjectNode().put("account", 1)))
                .withMessage("/account: expected an object with field, operator and value, or with expression");
    }

    @Test
    void aTreeIsBoundedInDepth() {
        String deep = "{'not': ".repeat(10) + "{'account': {'expression': 'true'}}" + "}".repeat(10);

        assertThat(faults(ConditionRoot.ACCOUNT_AUDIENCE, deep))
                .containsExactly(new ConditionFault("/not".repeat(10), null, "conditions are nested at most 10 deep"));
    }

    @Test
    void aTreeIsBoundedInTests() {
        String test = "{'account': {'field': 'accountName', 'operator': 'IS_EMPTY'}}";
        String most = "{'all': [" + String.join(",", Collections.nCopies(100, test)) + "]}";

        assertThat(compile(ConditionRoot.ACCOUNT_AUDIENCE, most)).isNotNull();
        assertThat(faults(ConditionRoot.ACCOUNT_AUDIENCE, most.replace("]", "," + test + "]")))
                .containsExactly(new ConditionFault("/all/100", null, "a condition has at most 100 tests"));
    }

    @Test
    void aTestIsBoundedInValues() {
        assertThat(faults(ConditionRoot.ACCOUNT_AUDIENCE, withValues(501)))
                .extracting(ConditionFault::message)
                .containsExactly("expected 1 to 500 values");
        assertThat(compile(ConditionRoot.ACCOUNT_AUDIENCE, withValues(500))).isNotNull();
        assertThat(faults(
                        ConditionRoot.ACCOUNT_AUDIENCE,
                        "{'all': [" + String.join(",", Collections.nCopies(5, withValues(401))) + "]}"))
                .extracting(ConditionFault::message)
                .containsExactly("a condition has at most 2000 values in all");
    }

    @Test
    void aValueIsBoundedInLength() {
        assertThat(faults(
                        ConditionRoot.ACCOUNT_AUDIENCE,
                        "{'account': {'field': 'accountName', 'operator': 'IS', 'value': '" + "a".repeat(1001) + "'}}"))
                .extracting(ConditionFault::message)
                .containsExactly("a value has at most 1000 characters");
    }

    @Test
    void anExpressionIsBoundedInLengthAndDepth() {
        assertThat(expressionFaults("true || " + "true || ".repeat(125) + "true"))
                .containsExactly("an expression has at most 1000 characters");
        assertThat(expressionFaults("(".repeat(200) + "true" + ")".repeat(200)))
                .singleElement()
                .asString()
                .contains("recursion");
    }

    @Test
    void aTreeIsBoundedInPatterns() {
        String matches = "account.accountName.matches(\\u0022a\\u0022)";
        String six = String.join(" && ", Collections.nCopies(6, matches));

        assertThat(faults(
                        ConditionRoot.ACCOUNT_AUDIENCE,
                        "{'all': [{'account': {'expression': '" + six + "'}}, {'account': {'expression': '" + six
                                + "'}}]}"))
                .extracting(ConditionFault::message)
                .containsExactly("a condition uses matches() at most 10 times");
    }

    @Test
    void faultsAreBounded() {
        String wrong = String.join(
                ",", IntStream.range(0, 90).mapToObj(i -> "{'nothing': 1}").toList());

        assertThat(faults(ConditionRoot.ACCOUNT_AUDIENCE, "{'all': [" + wrong + "]}"))
                .hasSize(50);
    }

    private static List<String> expressionFaults(String expression) {
        return faults(ConditionRoot.ACCOUNT_AUDIENCE, "{'account': {'expression': '" + expression + "'}}").stream()
                .map(ConditionFault::message)
                .toList();
    }

    private static String withValues(int count) {
        return "{'account': {'field': 'accountName', 'operator': 'IS', 'value': ["
                + String.join(
                        ",",
                        IntStream.range(0, count).mapToObj(i -> "'" + i + "'").toList()) + "]}}";
    }

    private static void refuse(JsonNode tree) {
        CompiledCondition compiled = ConditionCompiler.compile(tree, FIELDS, ConditionRoot.ACCOUNT_AUDIENCE);
        throw new AssertionError("compiled: " + compiled);
    }
}
