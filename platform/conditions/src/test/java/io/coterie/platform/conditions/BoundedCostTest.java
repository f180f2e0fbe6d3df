package io.coterie.platform.conditions;

import static io.coterie.platform.conditions.ConditionFixtures.NOW;
import static io.coterie.platform.conditions.ConditionFixtures.account;
import static io.coterie.platform.conditions.ConditionFixtures.audience;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The cost of an evaluation is bounded by the limits, whatever the author and the documents bring. */
class BoundedCostTest {

    private static final Duration GENEROUS = Duration.ofSeconds(10);

    @Test
    void aPatternThatWouldBacktrackIsLinear() {
        CompiledCondition evil =
                audience("{'account': {'expression': 'account.accountName.matches(\\u0022^(a+)+$\\u0022)'}}");
        AccountFacts facts = account("{'accountName': '" + "a".repeat(9_999) + "!'}");

        assertTimeout(GENEROUS, () -> assertThat(evil.matches(facts)).isFalse());
    }

    @Test
    void theLargestPatternsOverTheLongestTextAreBounded() {
        String largest = "account.accountName.matches(\\u0022(?:(?:a?){10}){10}b\\u0022)";
        CompiledCondition ten = audience("{'any': ["
                + String.join(",", Collections.nCopies(10, "{'account': {'expression': '" + largest + "'}}")) + "]}");
        AccountFacts facts = account("{'accountName': '" + "a".repeat(10_000) + "'}");

        assertTimeout(GENEROUS, () -> assertThat(ten.matches(facts)).isFalse());
    }

    @Test
    void aTextBeyondTheLimitIsMissing() {
        CompiledCondition named = audience("{'account': {'field': 'accountName', 'operator': 'IS_NOT_EMPTY'}}");

        assertThat(named.matches(account("{'accountName': '" + "a".repeat(10_000) + "'}")))
                .isTrue();
        assertThat(named.matches(account("{'accountName': '" + "a".repeat(10_001) + "'}")))
                .isFalse();
    }

    @Test
    void aListBeyondTheLimitIsMissing() {
        CompiledCondition tagged =
                audience("{'account': {'expression': 'account._acme.tags.exists(t, t == \\u0022a\\u0022)'}}");

        assertThat(tagged.matches(withTags(1_000))).isTrue();
        assertThat(tagged.matches(withTags(1_001))).isFalse();
    }

    @Test
    void oneConditionServesManyThreads() throws Exception {
        CompiledCondition condition =
                audience("{'account': {'expression': 'account.accountName.startsWith(\\u0022a\\u0022) || "
                        + "account.accountOrganization.numberOfEmployees > 5'}}");
        List<Callable<Boolean>> work = Collections.nCopies(8, () -> {
            for (int i = 0; i < 5_000; i++) {
                AccountFacts facts = account("{'accountOrganization': {'numberOfEmployees': " + i % 10 + "}}");
                if (condition.matches(facts) != i % 10 > 5) {
                    return false;
                }
            }
            return true;
        });

        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (Future<Boolean> result : threads.invokeAll(work)) {
                assertThat(result.get()).isTrue();
            }
        }
    }

    private static AccountFacts withTags(int count) {
        Map<String, Object> document = new HashMap<>();
        document.put("_acme", Map.of("tags", Collections.nCopies(count, "a")));
        return new AccountFacts("k", document, List.of(), NOW);
    }
}
