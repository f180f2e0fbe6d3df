package io.coterie.activation.linkedin;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.activation.RunningService;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** However many replicas draw at once, a connection gets what its limit allows. */
@RunningService
class RequestBudgetTest {

    private static final int SANDBOX = 1;

    @Inject
    SandboxTransactions transactions;

    @Test
    void ofManyDrawsAtOnceTheBurstIsGranted() {
        RequestBudget one = budgetOf(60);
        RequestBudget other = budgetOf(60);
        UUID connection = UUID.randomUUID();
        long begin = System.nanoTime();

        long granted = granted(IntStream.range(0, 40)
                .mapToObj(number -> (number % 2 == 0 ? one : other).draw(SANDBOX, connection))
                .toList());

        long earnedMeanwhile = Duration.ofNanos(System.nanoTime() - begin).toMillis() * 54 / 60_000;
        assertThat(granted).isBetween(6L, 6L + earnedMeanwhile + 1);
    }

    @Test
    void oneConnectionDoesNotUseUpAnothers() {
        RequestBudget budget = budgetOf(10);
        var _ = granted(List.of(budget.draw(SANDBOX, UUID.randomUUID())));

        assertThat(granted(List.of(budget.draw(SANDBOX, UUID.randomUUID())))).isEqualTo(1);
    }

    private static long granted(List<Uni<Boolean>> draws) {
        return Uni.join().all(draws).andFailFast().await().atMost(Duration.ofSeconds(30)).stream()
                .filter(drawn -> drawn)
                .count();
    }

    private RequestBudget budgetOf(int perMinute) {
        return new RequestBudget(transactions, new LinkedInConfig() {
            @Override
            public int companyRequestsPerMinute() {
                return perMinute;
            }

            @Override
            public Duration timeout() {
                return Duration.ofSeconds(30);
            }
        });
    }
}
