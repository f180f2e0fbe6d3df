package io.coterie.buyinggroup.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.buyinggroup.RunningService;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.mutiny.core.Vertx;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;

@RunningService
class DecisionThreadsTest {

    @Inject
    Vertx vertx;

    @Inject
    DecisionThreads threads;

    @Inject
    BuildConfig config;

    @Test
    void fewPeopleAreDecidedAboutAtOnceOnTheLoop() {
        assertThat(whereDecided(config.decidedAtOnce())).containsExactly(true, true);
    }

    @Test
    void manyPeopleAreDecidedAboutOnAWorkerAndTheLoopGoesOnAfterwards() {
        assertThat(whereDecided(config.decidedAtOnce() + 1)).containsExactly(false, true);
    }

    /** Whether an event loop decides, and whether it is the asking one that goes on. */
    private List<Boolean> whereDecided(int people) {
        return Uni.createFrom()
                .<List<Boolean>>emitter(emitter -> vertx.getOrCreateContext().runOnContext(() -> {
                    Thread loop = Thread.currentThread();
                    var _ = threads.decide(people, Context::isOnEventLoopThread)
                            .subscribe()
                            .with(
                                    onLoop -> emitter.complete(List.of(onLoop, Thread.currentThread() == loop)),
                                    emitter::fail);
                }))
                .await()
                .indefinitely();
    }
}
