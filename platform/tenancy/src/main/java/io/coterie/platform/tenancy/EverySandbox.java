package io.coterie.platform.tenancy;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** Work that is due for every sandbox, such as a nightly job's. */
@ApplicationScoped
public class EverySandbox {

    private static final Logger LOG = Logger.getLogger(EverySandbox.class);

    private final SandboxDirectory directory;

    EverySandbox(SandboxDirectory directory) {
        this.directory = directory;
    }

    /**
     * Does the work for one sandbox after the other. A sandbox for which it fails is logged and keeps no other from its
     * turn; at the end the job fails with everything that failed.
     */
    public Uni<Void> inTurn(String job, Function<Sandbox, Uni<?>> work) {
        return directory
                .all()
                .chain(sandboxes -> Multi.createFrom()
                        .iterable(sandboxes)
                        .onItem()
                        .transformToUni(sandbox -> turn(job, sandbox, work))
                        .collectFailures()
                        .concatenate()
                        .collect()
                        .last())
                .replaceWithVoid();
    }

    private static Uni<Void> turn(String job, Sandbox sandbox, Function<Sandbox, Uni<?>> work) {
        return Uni.createFrom()
                .<Object>deferred(() -> work.apply(sandbox).onItem().castTo(Object.class))
                .onFailure()
                .invoke(failure -> LOG.errorf(
                        failure,
                        "Job %s failed for sandbox %s of organisation %s",
                        job,
                        sandbox.name(),
                        sandbox.organisation()))
                .replaceWithVoid();
    }
}
