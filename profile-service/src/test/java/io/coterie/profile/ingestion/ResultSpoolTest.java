package io.coterie.profile.ingestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ResultSpoolTest {

    private static final int IN_MEMORY = 100;

    private static Vertx vertx;

    private ResultSpool spool;

    @BeforeAll
    static void startVertx() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stopVertx() {
        wait(vertx.close());
    }

    @BeforeEach
    void open() {
        spool = new ResultSpool(vertx.fileSystem(), IN_MEMORY);
    }

    @AfterEach
    void close() {
        spool.close();
    }

    @Test
    void whatNobodyReadsIsKeptInOrderThoughItDoesNotFitInMemory() {
        List<String> added =
                IntStream.range(0, 500).mapToObj(number -> "result " + number).toList();

        added.forEach(this::append);
        spool.finish();

        assertThat(takeAll()).isEqualTo(added);
    }

    @Test
    void readingAndAddingInTurnsKeepsTheOrder() {
        List<String> added = new ArrayList<>();
        List<String> taken = new ArrayList<>();
        for (int round = 0; round < 50; round++) {
            for (int number = 0; number < 1 + round % 7 * 5; number++) {
                String result = "round " + round + " result " + number;
                added.add(result);
                append(result);
            }
            for (int number = 0; number < 1 + round % 5 * 3 && taken.size() < added.size(); number++) {
                taken.add(wait(spool.take()).toString());
            }
        }
        spool.finish();
        taken.addAll(takeAll());

        assertThat(taken).isEqualTo(added);
    }

    @Test
    void aTakerWaitsForTheNextResult() {
        CompletableFuture<Buffer> taken = spool.take().subscribeAsCompletionStage();
        assertThat(taken).isNotDone();

        append("late");

        assertThat(taken.join().toString()).isEqualTo("late");
    }

    @Test
    void aFailureComesAfterTheResultsBeforeIt() {
        append("one");
        spool.fail(new IllegalStateException("the body broke off"));

        assertThat(wait(spool.take()).toString()).isEqualTo("one");
        assertThatThrownBy(() -> wait(spool.take()))
                .isInstanceOf(CompletionException.class)
                .hasRootCauseMessage("the body broke off");
    }

    private void append(String result) {
        wait(spool.append(Buffer.buffer(result)));
    }

    private List<String> takeAll() {
        List<String> taken = new ArrayList<>();
        for (Buffer next = wait(spool.take()); next.length() > 0; next = wait(spool.take())) {
            taken.add(next.toString());
        }
        return taken;
    }

    private static <T> T wait(Uni<T> uni) {
        return uni.subscribeAsCompletionStage().join();
    }
}
