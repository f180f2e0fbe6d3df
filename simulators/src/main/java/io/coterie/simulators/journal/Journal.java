package io.coterie.simulators.journal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** An append-only list of lines. */
public interface Journal extends AutoCloseable {

    /** Completes when the line would survive the end of the process and of the machine. */
    CompletionStage<Void> append(byte[] line);

    @Override
    void close();

    /** Keeps nothing; for simulators that start empty every time. */
    static Journal none() {
        return new Journal() {
            @Override
            public CompletionStage<Void> append(byte[] line) {
                return CompletableFuture.completedFuture(null);
            }

            @Override
            public void close() {}
        };
    }
}
