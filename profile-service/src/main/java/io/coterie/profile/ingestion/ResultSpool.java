package io.coterie.profile.ingestion;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.file.OpenOptions;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.core.file.AsyncFile;
import io.vertx.mutiny.core.file.FileSystem;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Results on their way to a client. Many clients send their whole body before they read the first result; if reading the
 * body waited for them, both sides would wait for ever once the network's buffers are full, and if results piled up in
 * memory, memory would grow with the body. So results that nobody reads wait in a file.
 */
final class ResultSpool {

    private static final Logger LOG = Logger.getLogger(ResultSpool.class);

    /** Empty, as no result is. */
    private static final Buffer END = Buffer.buffer();

    private final FileSystem files;
    private final long maximumInMemory;
    private final Deque<Buffer> memory = new ArrayDeque<>();
    private long inMemory;
    private @Nullable AsyncFile file;
    private @Nullable String fileName;
    private final Deque<Integer> lengthsInFile = new ArrayDeque<>();
    private long written;
    private long read;
    private boolean finished;
    private boolean closed;
    private @Nullable Throwable failure;
    private @Nullable UniEmitter<? super Optional<Buffer>> waiting;

    ResultSpool(FileSystem files, long maximumInMemory) {
        this.files = files;
        this.maximumInMemory = maximumInMemory;
    }

    /** Adds results; one addition at a time. */
    Uni<Void> append(Buffer results) {
        synchronized (this) {
            if (closed) {
                return Uni.createFrom().voidItem();
            }
            if (lengthsInFile.isEmpty() && (waiting != null || inMemory + results.length() <= maximumInMemory)) {
                memory.add(results);
                inMemory += results.length();
                return Uni.createFrom().voidItem().invoke(this::deliver);
            }
        }
        return openFile()
                .chain(open -> open.write(results, written))
                .invoke(() -> addWritten(results.length()))
                .invoke(this::deliver);
    }

    /** The next results as they were added, once there are any; empty after the last. One taker at a time. */
    Uni<Buffer> take() {
        return Uni.createFrom()
                .<Optional<Buffer>>emitter(emitter -> {
                    synchronized (this) {
                        waiting = emitter;
                    }
                    deliver();
                })
                .chain(kept ->
                        kept.map(results -> Uni.createFrom().item(results)).orElseGet(this::readFile));
    }

    /** No further results. */
    void finish() {
        synchronized (this) {
            finished = true;
        }
        deliver();
    }

    /** No further results, and the taker fails. */
    void fail(Throwable cause) {
        synchronized (this) {
            failure = cause;
        }
        deliver();
    }

    /** Frees what is held. */
    void close() {
        AsyncFile open;
        String name;
        synchronized (this) {
            closed = true;
            memory.clear();
            open = file;
            name = fileName;
            file = null;
        }
        if (open != null && name != null) {
            open.close()
                    .chain(() -> files.delete(name))
                    .subscribe()
                    .with(done -> {}, failure -> LOG.warnf("Results stay behind in %s: %s", name, failure.toString()));
        }
    }

    private void deliver() {
        UniEmitter<? super Optional<Buffer>> taker;
        Optional<Buffer> next = null;
        Throwable cause;
        synchronized (this) {
            taker = waiting;
            cause = failure;
            if (taker == null) {
                return;
            }
            if (!memory.isEmpty()) {
                Buffer results = memory.remove();
                inMemory -= results.length();
                next = Optional.of(results);
            } else if (!lengthsInFile.isEmpty()) {
                next = Optional.empty();
            } else if (finished) {
                next = Optional.of(END);
            } else if (cause == null) {
                return;
            }
            waiting = null;
        }
        if (next != null) {
            taker.complete(next);
        } else if (cause != null) {
            taker.fail(cause);
        }
    }

    private synchronized void addWritten(int length) {
        written += length;
        lengthsInFile.add(length);
    }

    private Uni<Buffer> readFile() {
        AsyncFile open;
        int length;
        synchronized (this) {
            open = file;
            length = open == null ? 0 : lengthsInFile.element();
        }
        if (open == null) {
            return Uni.createFrom().item(END);
        }
        return open.read(Buffer.buffer(length), 0, read, length).invoke(buffer -> {
            synchronized (this) {
                read += buffer.length();
                lengthsInFile.remove();
            }
        });
    }

    private Uni<AsyncFile> openFile() {
        AsyncFile open;
        synchronized (this) {
            open = file;
        }
        if (open != null) {
            return Uni.createFrom().item(open);
        }
        return files.createTempFile("coterie-results-", ".ndjson")
                .chain(name -> files.open(name, new OpenOptions().setTruncateExisting(true))
                        .invoke(opened -> {
                            synchronized (this) {
                                fileName = name;
                                file = opened;
                            }
                        }));
    }
}
