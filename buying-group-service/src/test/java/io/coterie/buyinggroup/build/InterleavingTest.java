package io.coterie.buyinggroup.build;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.buyinggroup.RunningService;
import io.coterie.buyinggroup.Scene;
import io.coterie.buyinggroup.audience.Audiences;
import io.coterie.buyinggroup.group.GroupStore;
import io.coterie.buyinggroup.work.AccountTask;
import io.coterie.buyinggroup.work.AccountWork;
import io.coterie.contracts.AccountRelation;
import io.coterie.contracts.AudienceMembershipState;
import io.coterie.contracts.ContractJson;
import io.coterie.contracts.EventTypes;
import io.coterie.contracts.PersonState;
import io.coterie.platform.messaging.ReceivedEvent;
import io.coterie.platform.replica.ProfileReplica;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two transactions, every order of their steps: one makes the group of an account (ask and claim, read the facts, write,
 * commit), the other takes in a person of that account (keep the person, ask for the account, commit).
 */
@RunningService
class InterleavingTest {

    private static final Instant NOW = Instant.parse("2026-02-01T00:00:00Z");

    @Inject
    SandboxTransactions transactions;

    @Inject
    ProfileReplica replica;

    @Inject
    Audiences audiences;

    @Inject
    AccountWork work;

    @Inject
    BuildFactsReader facts;

    @Inject
    GroupStore groups;

    /** All ways to merge four steps of the group (G) with three of the person (P). */
    static Stream<String> orders() {
        List<String> orders = new ArrayList<>();
        merge("", 4, 3, orders);
        return orders.stream();
    }

    @ParameterizedTest
    @MethodSource("orders")
    @DisplayName("architecture §4: a person and a group in the making do not miss each other")
    void noOrderLosesTheMember(String order) {
        SharedScene shared = SharedScene.get();
        String account = order + "@crm.Test";
        String known = "chief-" + order + "@crm.Test";
        String arriving = "director-" + order + "@crm.Test";
        shared.scene.account(account, "Account " + order);
        shared.scene.person(known, "Chief", account);
        shared.scene.awaitRest();
        Steps ofGroup = new Steps(4);
        Steps ofPerson = new Steps(3);
        CompletableFuture<Void> group = makeGroup(shared, account, ofGroup);
        CompletableFuture<Void> person = takeInPerson(shared, account, arriving, ofPerson);

        for (int i = 0; i < order.length(); i++) {
            if (order.charAt(i) == 'G') {
                ofGroup.next(group);
            } else {
                ofPerson.next(person);
            }
        }

        shared.scene.awaitRest();
        assertThat(shared.scene.members(shared.scene.group(account)))
                .containsExactlyInAnyOrder(known + "=Decision Maker", arriving + "=Influencer");
    }

    private CompletableFuture<Void> makeGroup(SharedScene shared, String account, Steps steps) {
        ReceivedEvent entered = shared.event(
                EventTypes.AUDIENCE_MEMBERSHIP_CHANGED,
                "aud/" + account,
                new AudienceMembershipState("aud", AudienceMembershipState.ACCOUNT, account, true));
        return transactions
                .inSandbox(
                        shared.sandbox,
                        connection -> steps.step(
                                        0,
                                        () -> audiences
                                                .applyMemberships(connection, shared.sandbox, List.of(entered))
                                                .chain(() -> work.enqueue(
                                                        connection, shared.sandbox, Set.of(account), List.of(entered)))
                                                .chain(() -> claim(connection, shared.sandbox, account)))
                                .chain(tasks -> steps.step(
                                                1,
                                                () -> facts.read(
                                                        connection, shared.sandbox.id(), AccountTask.keys(tasks), NOW))
                                        .chain(known -> steps.step(
                                                2,
                                                () -> groups.write(
                                                        connection,
                                                        shared.sandbox,
                                                        new BuildDecisions(known, shared.sandbox.id(), NOW)
                                                                .decide(tasks)))))
                                .chain(() ->
                                        steps.step(3, () -> Uni.createFrom().voidItem())))
                .subscribeAsCompletionStage();
    }

    /** The service's own loop may be busy with the account for a moment. */
    private Uni<List<AccountTask>> claim(SqlConnection connection, Sandbox sandbox, String account) {
        return work.claim(connection, sandbox, 500)
                .chain(tasks ->
                        tasks.stream().anyMatch(task -> task.accountKey().equals(account))
                                ? Uni.createFrom().item(tasks)
                                : Uni.createFrom()
                                        .voidItem()
                                        .onItem()
                                        .delayIt()
                                        .by(Duration.ofMillis(5))
                                        .chain(() -> claim(connection, sandbox, account)));
    }

    private CompletableFuture<Void> takeInPerson(SharedScene shared, String account, String person, Steps steps) {
        ReceivedEvent arrived = shared.event(
                EventTypes.PERSON_CHANGED,
                person,
                new PersonState(
                        person,
                        false,
                        ContractJson.mapper()
                                .valueToTree(Map.of("extendedWorkDetails", Map.of("jobTitle", "Director"))),
                        List.of(new AccountRelation(account, List.of()))));
        return transactions
                .inSandbox(
                        shared.sandbox,
                        connection -> steps.step(
                                        0, () -> replica.applyPersons(connection, shared.sandbox, List.of(arrived)))
                                .chain(change -> steps.step(
                                        1,
                                        () -> work.enqueue(
                                                connection, shared.sandbox, change.accountKeys(), List.of(arrived))))
                                .chain(() ->
                                        steps.step(2, () -> Uni.createFrom().voidItem())))
                .subscribeAsCompletionStage();
    }

    private static void merge(String order, int group, int person, List<String> orders) {
        if (group == 0 && person == 0) {
            orders.add(order);
        }
        if (group > 0) {
            merge(order + "G", group - 1, person, orders);
        }
        if (person > 0) {
            merge(order + "P", group, person - 1, orders);
        }
    }

    /** The steps of one transaction, each let go by the test; the last one includes the commit. */
    private static final class Steps {

        private final List<CompletableFuture<Void>> go = new ArrayList<>();
        private final List<CompletableFuture<Void>> done = new ArrayList<>();
        private int next;

        Steps(int count) {
            for (int i = 0; i < count; i++) {
                go.add(new CompletableFuture<>());
                done.add(new CompletableFuture<>());
            }
        }

        <T> Uni<T> step(int number, Supplier<Uni<T>> work) {
            return Uni.createFrom()
                    .completionStage(go.get(number))
                    .chain(() -> work.get())
                    .invoke(result -> done.get(number).complete(null));
        }

        void next(CompletableFuture<Void> transaction) {
            go.get(next).complete(null);
            CompletableFuture<Void> awaited = next == go.size() - 1 ? transaction : done.get(next);
            CompletableFuture.anyOf(awaited, transaction)
                    .orTimeout(20, TimeUnit.SECONDS)
                    .join();
            next++;
        }
    }

    /** One sandbox with a job on the audience {@code aud}, which no account is in yet. */
    private record SharedScene(Scene scene, Sandbox sandbox) {

        private static @Nullable SharedScene shared;

        static synchronized SharedScene get() {
            if (shared == null) {
                Scene scene = Scene.open();
                scene.audience("aud");
                scene.awaitRest();
                scene.job(scene.interest("Robots", true), "aud");
                shared = new SharedScene(scene, new Sandbox(scene.sandboxId, scene.sandbox, scene.organisation));
            }
            return shared;
        }

        ReceivedEvent event(String type, String key, Object payload) {
            JsonNode data = ContractJson.mapper().valueToTree(payload);
            return new ReceivedEvent(UUID.randomUUID(), type, key, NOW, sandbox, 1, key, null, null, data);
        }
    }
}
