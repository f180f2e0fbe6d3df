package io.coterie.platform.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EachSandboxTest {

    private static final List<Sandbox> SANDBOXES =
            List.of(new Sandbox(1, "one", "acme"), new Sandbox(2, "two", "acme"), new Sandbox(3, "three", "globex"));

    private final List<String> done = new ArrayList<>();

    @Test
    void everySandboxHasItsTurn() {
        EachSandbox.inTurn("job", SANDBOXES, this::work).await().indefinitely();

        assertThat(done).containsExactly("one", "two", "three");
    }

    @Test
    void aSandboxThatFailsDoesNotKeepTheOthersFromTheirTurnAndTheJobFailsAtTheEnd() {
        Uni<Void> job = EachSandbox.inTurn(
                "job",
                SANDBOXES,
                sandbox -> sandbox.id() == 1
                        ? Uni.createFrom().failure(new IllegalArgumentException("broken"))
                        : work(sandbox));

        assertThatThrownBy(() -> job.await().indefinitely())
                .hasMessage("Job job failed for 1 of 3 sandboxes")
                .hasSuppressedException(new IllegalArgumentException("broken"));
        assertThat(done).containsExactly("two", "three");
    }

    @Test
    void workThatThrowsAtOnceFailsItsSandboxOnly() {
        Uni<Void> job = EachSandbox.inTurn("job", SANDBOXES, sandbox -> {
            if (sandbox.id() == 2) {
                throw new IllegalArgumentException("broken");
            }
            return work(sandbox);
        });

        assertThatThrownBy(() -> job.await().indefinitely()).hasMessage("Job job failed for 1 of 3 sandboxes");
        assertThat(done).containsExactly("one", "three");
    }

    private Uni<Void> work(Sandbox sandbox) {
        return Uni.createFrom().voidItem().invoke(() -> done.add(sandbox.name()));
    }
}
