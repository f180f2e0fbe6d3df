package io.coterie.platform.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.coterie.platform.tenancy.SandboxTransactions;
import io.coterie.platform.testing.SuiteInfrastructure;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Loops whose poll interval is far longer than these tests: what happens, happens because somebody woke them. */
@QuarkusTest
@WithTestResource(
        value = SuiteInfrastructure.class,
        initArgs = @ResourceArg(name = SuiteInfrastructure.DATABASE, value = "messaging"))
class WorkLoopsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    WorkLoops loops;

    @Inject
    SandboxTransactions transactions;

    private final String name = "loop-" + UUID.randomUUID();
    private final AtomicInteger left = new AtomicInteger();
    private final AtomicInteger steps = new AtomicInteger();

    @BeforeEach
    void startAndRest() {
        loops.startBeforeCaughtUp(name, this::step);
        awaitSteps(1);
    }

    @Test
    void aCommitWakesTheLoopItLeftWorkFor() {
        commit(3);

        // Three with something left to do, and one that finds nothing more.
        awaitSteps(1 + 3 + 1);
        assertThat(left).hasValue(0);
    }

    @Test
    void whatFollowsACommitDoesNotFollowARollback() {
        AtomicInteger followed = new AtomicInteger();

        assertThatThrownBy(() -> transactions
                        .acrossSandboxes(connection -> {
                            transactions.afterCommit(connection, followed::incrementAndGet);
                            return Uni.createFrom().failure(new IllegalStateException("no"));
                        })
                        .await()
                        .atMost(PATIENCE))
                .hasMessageContaining("no");
        assertThat(followed).hasValue(0);

        transactions
                .acrossSandboxes(connection -> {
                    transactions.afterCommit(connection, followed::incrementAndGet);
                    return Uni.createFrom().voidItem();
                })
                .await()
                .atMost(PATIENCE);
        assertThat(followed).hasValue(1);
    }

    @Test
    void aTransactionGoesOnAndTakesFollowersWhenWhoeverAskedForItHasGone() {
        CompletableFuture<Void> begun = new CompletableFuture<>();
        CompletableFuture<Void> askerHasGone = new CompletableFuture<>();
        CompletableFuture<Void> followed = new CompletableFuture<>();
        Cancellable asker = transactions
                .acrossSandboxes(connection -> {
                    begun.complete(null);
                    return Uni.createFrom()
                            .completionStage(askerHasGone)
                            .invoke(() -> transactions.afterCommit(connection, () -> {}))
                            .onItemOrFailure()
                            .invoke((done, failure) -> {
                                if (failure == null) {
                                    followed.complete(null);
                                } else {
                                    followed.completeExceptionally(failure);
                                }
                            });
                })
                .subscribe()
                .with(done -> {});
        assertThat(begun).succeedsWithin(PATIENCE);

        asker.cancel();
        askerHasGone.complete(null);

        assertThat(followed).succeedsWithin(PATIENCE);
    }

    @Test
    void whatSomebodyElseHasOpenedTakesNoFollowers() {
        assertThatThrownBy(() -> transactions.afterCommit(new Object(), () -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("not opened here");
    }

    @Test
    void manyWhoWakeALoopWithinAMomentAreAnsweredTogetherAndNoneIsLost() {
        for (int i = 0; i < 200; i++) {
            commit(1);
        }

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(left).hasValue(0));
    }

    @Test
    void aWakeThatComesDuringAStepIsNotLost() {
        AtomicInteger seen = new AtomicInteger();
        String slow = name + "-slow";
        loops.startBeforeCaughtUp(slow, () -> {
            int before = left.get();
            if (seen.getAndIncrement() == 0) {
                // The work comes after the step has looked and before it ends.
                return Uni.createFrom()
                        .item(before)
                        .onItem()
                        .call(() -> left(slow, 1))
                        .map(looked -> Found.moreIf(looked > 0));
            }
            left.set(0);
            return Uni.createFrom().item(Found.NOTHING);
        });

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(seen).hasValueGreaterThan(1));
        assertThat(left).hasValue(0);
    }

    @Test
    void aLoopThatDidAllThereWasLooksAgainByItselfAMomentLater() {
        AtomicInteger rounds = new AtomicInteger();
        loops.startBeforeCaughtUp(
                name + "-gathering",
                () -> Uni.createFrom().item(rounds.incrementAndGet() < 3 ? Found.SOME : Found.NOTHING));

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(rounds).hasValue(3));
    }

    @Test
    void aRoundThatTookAsManyAsItMayHasMoreToDo() {
        assertThat(Found.of(0, 500)).isEqualTo(Found.NOTHING);
        assertThat(Found.of(499, 500)).isEqualTo(Found.SOME);
        assertThat(Found.of(500, 500)).isEqualTo(Found.MORE);
    }

    private Uni<Found> step() {
        steps.incrementAndGet();
        return Uni.createFrom().item(Found.moreIf(left.getAndUpdate(known -> Math.max(0, known - 1)) > 0));
    }

    private void commit(int more) {
        left(name, more).await().atMost(PATIENCE);
    }

    private Uni<Integer> left(String loop, int more) {
        return transactions.acrossSandboxes(connection -> {
            loops.wakeAfter(connection, loop);
            return Uni.createFrom().item(() -> left.addAndGet(more));
        });
    }

    private void awaitSteps(int count) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(steps).hasValueGreaterThanOrEqualTo(count));
    }
}
