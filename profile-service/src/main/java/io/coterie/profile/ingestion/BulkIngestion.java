package io.coterie.profile.ingestion;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coterie.platform.problem.GenericError;
import io.coterie.platform.problem.Problem;
import io.coterie.platform.problem.ProblemException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Reads a body of documents, one per line, and stores them chunk by chunk: while one chunk is stored the next one is
 * read, and the network waits for both. Good lines are kept and bad lines are told by number; a chunk that cannot be
 * stored costs its own lines only.
 */
@ApplicationScoped
public class BulkIngestion {

    /** NDJSON, one JSON document per line. */
    public static final String MEDIA_TYPE = "application/x-ndjson";

    private static final Logger LOG = Logger.getLogger(BulkIngestion.class);
    private static final int ATTEMPTS_AFTER_CONFLICT = 5;

    private final Vertx vertx;
    private final IngestionConfig config;
    private final Semaphore bodies;

    BulkIngestion(Vertx vertx, IngestionConfig config) {
        this.vertx = vertx;
        this.config = config;
        this.bodies = new Semaphore(config.maxConcurrentBodies());
    }

    /** Stores the lines of the request's body; answers with a result for each line, in order, as NDJSON. */
    public <D extends Keyed<D>> Multi<byte[]> ingest(
            HttpServerRequest request, Function<ObjectNode, D> reader, ChunkStore<D> store) {
        if (!bodies.tryAcquire()) {
            throw new ProblemException(
                    IngestionError.TOO_MANY_BODIES,
                    "Expected at most " + config.maxConcurrentBodies()
                            + " bulk bodies at a time; send this one later.");
        }
        if (request.headers().contains(HttpHeaders.EXPECT, "100-continue", true)) {
            request.response().writeContinue();
        }
        ResultSpool spool =
                new ResultSpool(vertx.fileSystem(), config.maxUnreadResults().asLongValue());
        Cancellable reading = chunks(request)
                .onItem()
                .transformToUni(lines -> read(lines, reader))
                .concatenate()
                .onItem()
                .transformToUni(chunk ->
                        stored(chunk, store).chain(results -> spool.append(Buffer.buffer(LineResult.write(results)))))
                .concatenate(true)
                .subscribe()
                .with(stored -> {}, spool::fail, spool::finish);
        return Multi.createBy()
                .repeating()
                .uni(spool::take)
                .until(taken -> taken.length() == 0)
                .map(Buffer::getBytes)
                .onTermination()
                .invoke(() -> {
                    reading.cancel();
                    spool.close();
                    bodies.release();
                });
    }

    private Multi<List<Line>> chunks(HttpServerRequest request) {
        LineChunks chunks = new LineChunks(
                (int) config.maxLine().asLongValue(),
                config.linesPerChunk(),
                (int) config.bytesPerChunk().asLongValue(),
                config.maxBody().asLongValue());
        Multi<List<Line>> whole = io.vertx.mutiny.core.http.HttpServerRequest.newInstance(request)
                .toMulti()
                .onItem()
                .transformToIterable(buffer -> chunks.feed(buffer.getBytes()));
        Multi<List<Line>> rest =
                Multi.createFrom().deferred(() -> Multi.createFrom().iterable(chunks.finish()));
        return Multi.createBy().concatenating().streams(whole, rest);
    }

    /** Reading JSON is work for a processor, not for the event loop that serves every other request. */
    private <D extends Keyed<D>> Uni<Chunk<D>> read(List<Line> lines, Function<ObjectNode, D> reader) {
        return vertx.executeBlocking(() -> Chunk.read(lines, reader), false);
    }

    private static <D extends Keyed<D>> Uni<List<LineResult>> stored(Chunk<D> chunk, ChunkStore<D> store) {
        if (chunk.documents().isEmpty()) {
            return Uni.createFrom().item(chunk.settled(Map.of()));
        }
        return Uni.createFrom()
                .deferred(() -> store.store(chunk.documents()))
                .onFailure(BulkIngestion::isConflict)
                .retry()
                .withBackOff(Duration.ofMillis(20), Duration.ofMillis(500))
                .atMost(ATTEMPTS_AFTER_CONFLICT)
                .map(chunk::settled)
                .onFailure()
                .recoverWithItem(failure -> {
                    LOG.error("A chunk could not be stored", failure);
                    return chunk.failed(Problem.of(
                            GenericError.UNAVAILABLE,
                            "The line was valid but could not be stored; send it again.",
                            List.of()));
                });
    }

    /** Deadlocks and serialisation failures pass by themselves. */
    private static boolean isConflict(Throwable failure) {
        return failure instanceof PgException database
                && String.valueOf(database.getSqlState()).startsWith("40");
    }
}
