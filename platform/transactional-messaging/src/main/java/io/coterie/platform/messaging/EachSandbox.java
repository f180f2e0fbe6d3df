package io.coterie.platform.messaging;

import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxDirectory;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Work that each sandbox has its turn at, such as a nightly job's. A sandbox that fails does not keep the others from theirs; the
 * job fails at the end, and says of how many.
 */
@ApplicationScoped
public class EachSandbox {

    private static final Logger LOG = Logger.getLogger(EachSandbox.class);

    private final SandboxDirectory directory;

    EachSandbox(SandboxDirectory directory) {
        this.directory = directory;
    }

    /**
     * Does the work for one sandbox after the other.
     *
     * @param job its name, for the log
     */
    public Uni<Void> inTurn(String job, Function<Sandbox, Uni<?>> work) {
        return directory.all().chain(sandboxes -> inTurn(job, sandboxes, work));
    }

    static Uni<Void> inTurn(String job, List<Sandbox> sandboxes, Function<Sandbox, Uni<?>> work) {
        List<Throwable> failures = new ArrayList<>();
        return Multi.createFrom()
                .iterable(sandboxes)
                .onItem()
                .transformToUniAndConcatenate(sandbox -> Uni.createFrom()
                        .deferred(() -> work.apply(sandbox).replaceWithVoid())
                        .onFailure()
                        .invoke(failure -> LOG.errorf(
                                failure, "Job %s failed for sandbox %d (%s)", job, sandbox.id(), sandbox.name()))
                        .onFailure()
                        .invoke(failures::add)
                        .onFailure()
                        .recoverWithNull())
                .collect()
                .asList()
                .invoke(() -> requireNone(job, sandboxes.size(), failures))
                .replaceWithVoid();
    }

    private static void requireNone(String job, int sandboxes, List<Throwable> failures) {
        if (!failures.isEmpty()) {
            IllegalStateException failure = new IllegalStateException(
                    "Job " + job + " failed for " + failures.size() + " of " + sandboxes + " sandboxes");
            failures.forEach(failure::addSuppressed);
            throw failure;
        }
    }
}
