package io.coterie.localstack.stack;

import io.coterie.platform.testing.SupervisedProcess;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A part that is one child process and is ready once a URL answers. */
final class ProcessPart implements StackPart {

    private final Supplier<SupervisedProcess.Command> command;
    private final HttpProbe ready;
    private final Duration startsWithin;
    private final Runnable afterStart;
    private volatile @Nullable SupervisedProcess process;

    ProcessPart(Supplier<SupervisedProcess.Command> command, HttpProbe ready, Duration startsWithin) {
        this(command, ready, startsWithin, () -> {});
    }

    ProcessPart(
            Supplier<SupervisedProcess.Command> command, HttpProbe ready, Duration startsWithin, Runnable afterStart) {
        this.command = command;
        this.ready = ready;
        this.startsWithin = startsWithin;
        this.afterStart = afterStart;
    }

    @Override
    public void start() {
        SupervisedProcess started = SupervisedProcess.start(command.get());
        process = started;
        long deadline = System.nanoTime() + startsWithin.toNanos();
        boolean answered = false;
        while (!answered) {
            answered = ready.answers();
            // Looked at after the answer, which may have come from another program on the same port.
            if (!started.isAlive()) {
                throw started.failure("to stay alive until " + ready.uri() + " answers");
            }
            if (!answered && System.nanoTime() > deadline) {
                throw started.failure("to answer " + ready.uri() + " within " + startsWithin.toSeconds() + " s");
            }
        }
        afterStart.run();
    }

    @Override
    public void stop() {
        SupervisedProcess started = process;
        if (started != null) {
            started.stop();
        }
    }

    @Override
    public void kill() {
        SupervisedProcess started = process;
        if (started != null) {
            started.kill();
        }
    }

    @Override
    public boolean isAlive() {
        SupervisedProcess started = process;
        return started != null && started.isAlive();
    }
}
