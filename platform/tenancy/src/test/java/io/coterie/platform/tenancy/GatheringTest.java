package io.coterie.platform.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Rounds that end when the test says so. What is asked is {@code key:value}, and the answer repeats it. */
class GatheringTest {

    private static final Sandbox SANDBOX = new Sandbox(1, "prod", "ORG@AdobeOrg");
    private static final Sandbox OTHER_SANDBOX = new Sandbox(2, "dev", "ORG@AdobeOrg");

    private static final String AWAY = "the database is away";

    private final List<Round> rounds = new CopyOnWriteArrayList<>();
    private final Gathering.Work<String, String> work = new Told();
    private final Gathering<String, String> patient = new Gathering<>(work, Duration.ofHours(1));
    private final Gathering<String, String> impatient = new Gathering<>(work, Duration.ofMillis(20));

    @Test
    void whoeverComesAloneIsServedAtOnce() {
        CompletableFuture<String> first = ask("a:1");
        assertThat(asked()).containsExactly(List.of("a:1"));
        rounds.getFirst().succeed();
        assertThat(first).isCompletedWithValue("a:1");

        var _ = ask("b:1");
        assertThat(asked()).last().isEqualTo(List.of("b:1"));
    }

    @Test
    void thoseWhoComeMeanwhileAreServedTogether() {
        keepBusy();
        List<CompletableFuture<String>> waiting = List.of(ask("b:1"), ask("c:1"), ask("d:1"));

        rounds.getFirst().succeed();

        assertThat(asked()).last().isEqualTo(List.of("b:1", "c:1", "d:1"));
        rounds.getLast().succeed();
        assertThat(waiting).extracting(CompletableFuture::join).containsExactly("b:1", "c:1", "d:1");
    }

    @Test
    void aRoundThatTakesLongHoldsUpNobodyElse() {
        var _ = askImpatiently("a:1");
        CompletableFuture<String> next = askImpatiently("b:1");

        await().until(() -> rounds.size() == 2);
        rounds.getLast().succeed();

        assertThat(next).isCompletedWithValue("b:1");
    }

    /** The rounds that end meanwhile are followed at once, however long the first one takes. */
    @Test
    void besideARoundThatTakesLongOneFollowsTheOther() {
        var _ = askImpatiently("a:1");
        var _ = askImpatiently("b:1");
        await().until(() -> rounds.size() == 2);
        var _ = askImpatiently("c:1");

        rounds.getLast().succeed();

        assertThat(asked()).last().isEqualTo(List.of("c:1"));
    }

    @Test
    void whatIsAskedAboutOneKeyIsDoneOneAfterTheOther() {
        CompletableFuture<String> first = askImpatiently("a:1");
        CompletableFuture<String> second = askImpatiently("a:2");
        CompletableFuture<String> third = askImpatiently("a:3");
        var _ = askImpatiently("b:1");

        await().until(() -> rounds.size() == 2);
        assertThat(asked())
                .as("a round of its own is no reason to overtake")
                .last()
                .isEqualTo(List.of("b:1"));
        rounds.get(1).succeed();
        rounds.get(0).succeed();
        assertThat(first).isCompletedWithValue("a:1");
        assertThat(asked()).last().isEqualTo(List.of("a:2"));
        rounds.get(2).succeed();
        assertThat(second).isCompletedWithValue("a:2");
        assertThat(asked()).last().isEqualTo(List.of("a:3"));
        assertThat(third).isNotDone();
    }

    @Test
    void oneThatIsRefusedIsNoMatterOfTheOthers() {
        keepBusy();
        CompletableFuture<String> good = ask("c:1");
        CompletableFuture<String> bad = ask("d:refused");

        rounds.getFirst().succeed();
        rounds.getLast().succeed();

        assertThat(good).isCompletedWithValue("c:1");
        assertThatThrownBy(bad::join).isInstanceOf(CompletionException.class).hasRootCauseMessage("d:refused");
    }

    @Test
    void aRoundThatFailsIsTriedOneByOne() {
        keepBusy();
        CompletableFuture<String> good = ask("c:1");
        CompletableFuture<String> bad = ask("d:1");

        rounds.get(0).succeed();
        rounds.get(1).fail("deadlock");
        assertThat(asked()).last().isEqualTo(List.of("c:1"));
        rounds.get(2).succeed();
        assertThat(asked()).last().isEqualTo(List.of("d:1"));
        rounds.get(3).fail("cannot be stored");

        assertThat(good).isCompletedWithValue("c:1");
        assertThatThrownBy(bad::join).hasRootCauseMessage("cannot be stored");
    }

    @Test
    void aRoundThatFailsForAReasonOfAllIsNotTriedOneByOne() {
        keepBusy();
        List<CompletableFuture<String>> waiting = List.of(ask("b:1"), ask("c:1"));

        rounds.get(0).succeed();
        rounds.get(1).fail(AWAY);

        assertThat(waiting).allSatisfy(each -> assertThat(each).isCompletedExceptionally());
        assertThat(rounds).hasSize(2);
    }

    @Test
    void largeItemsDoNotAddUp() {
        keepBusy();
        List<String> large = List.of("b:", "c:", "d:").stream()
                .map(key -> key + "x".repeat(1_000_000))
                .toList();
        large.forEach(item -> {
            var _ = ask(item);
        });

        rounds.get(0).succeed();

        assertThat(asked()).last().isEqualTo(large.subList(0, 2));
    }

    @Test
    void afterAFailureTheNextOnesAreServed() {
        CompletableFuture<String> failing = ask("a:1");
        rounds.getFirst().fail(AWAY);

        CompletableFuture<String> next = ask("a:2");
        rounds.getLast().succeed();

        assertThat(failing).isCompletedExceptionally();
        assertThat(next).isCompletedWithValue("a:2");
    }

    @Test
    void aSandboxDoesNotWaitForAnother() {
        keepBusy();

        var _ = ask(OTHER_SANDBOX, "a:1");

        assertThat(rounds).extracting(Round::sandbox).containsExactly(SANDBOX, OTHER_SANDBOX);
    }

    @Test
    void aRoundIsBounded() {
        keepBusy();
        IntStream.range(0, 150).forEach(number -> {
            var _ = ask("many" + number + ":1");
        });

        rounds.get(0).succeed();
        assertThat(asked()).last().satisfies(round -> assertThat(round).hasSize(100));
        rounds.get(1).succeed();
        assertThat(asked()).last().satisfies(round -> assertThat(round).hasSize(50));
    }

    private void keepBusy() {
        var _ = ask("a:1");
    }

    private CompletableFuture<String> ask(String item) {
        return ask(SANDBOX, item);
    }

    private CompletableFuture<String> ask(Sandbox sandbox, String item) {
        return patient.ask(sandbox, item).subscribeAsCompletionStage();
    }

    private CompletableFuture<String> askImpatiently(String item) {
        return impatient.ask(SANDBOX, item).subscribeAsCompletionStage();
    }

    private List<List<String>> asked() {
        return rounds.stream().map(Round::items).toList();
    }

    private static String key(String item) {
        return item.substring(0, item.indexOf(':'));
    }

    private final class Told implements Gathering.Work<String, String> {

        @Override
        public String key(String item) {
            return GatheringTest.key(item);
        }

        @Override
        public int characters(String item) {
            return item.length();
        }

        @Override
        public Uni<Map<String, Uni<String>>> together(Sandbox sandbox, List<String> items) {
            return Uni.createFrom().emitter(end -> rounds.add(new Round(sandbox, items, end)));
        }

        @Override
        public boolean isOfAll(Throwable failure) {
            return AWAY.equals(failure.getMessage());
        }
    }

    private record Round(Sandbox sandbox, List<String> items, UniEmitter<? super Map<String, Uni<String>>> end) {

        void succeed() {
            Map<String, Uni<String>> answers = new HashMap<>();
            items.forEach(item -> answers.put(
                    key(item),
                    item.endsWith("refused")
                            ? Uni.createFrom().failure(new IllegalArgumentException(item))
                            : Uni.createFrom().item(item)));
            end.complete(answers);
        }

        void fail(String why) {
            end.fail(new IllegalStateException(why));
        }
    }
}
