package io.coterie.buyinggroup.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import io.coterie.buyinggroup.RunningService;
import io.coterie.buyinggroup.Scene;
import io.coterie.buyinggroup.group.GroupStore;
import io.coterie.buyinggroup.work.AccountTask;
import io.coterie.buyinggroup.work.AccountWork;
import io.coterie.contracts.AccountRelation;
import io.coterie.contracts.ContractJson;
import io.coterie.contracts.EventTypes;
import io.coterie.contracts.JourneyAction;
import io.coterie.contracts.PersonState;
import io.coterie.contracts.Topics;
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
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A group is being rebuilt, because a director came and its chief's title changed, when somebody decides about a member:
 * before the rebuilding has the lock, while it has read the facts, written, or committed. Whatever the order, the decision
 * of higher rank stands and nobody is lost.
 */
@RunningService
class InterleavingByHandTest {

    private static final Instant NOW = Instant.parse("2026-02-01T00:00:00Z");

    /** Claimed, read, written, committed. */
    private static final int STEPS = 4;

    @Inject
    SandboxTransactions transactions;

    @Inject
    ProfileReplica replica;

    @Inject
    AccountWork work;

    @Inject
    BuildFactsReader facts;

    @Inject
    GroupStore groups;

    /** What somebody decides, and the members afterwards. */
    enum Act {
        REMOVE_THE_CHIEF("director=Influencer"),
        ADD_THE_CLERK("chief=Influencer", "director=Influencer", "clerk=Champion"),
        CHANGE_THE_CHIEFS_ROLE("chief=Champion", "director=Influencer"),
        JOURNEY_ADDS_THE_CLERK("chief=Influencer", "director=Influencer", "clerk=Champion"),
        JOURNEY_REMOVES_THE_CHIEF("director=Influencer");

        private final String members;

        Act(String... members) {
            this.members = String.join(",", members);
        }
    }

    static Stream<Arguments> orders() {
        return IntStream.rangeClosed(0, STEPS)
                .boxed()
                .flatMap(step -> Stream.of(Act.values()).map(act -> Arguments.of(step, act)));
    }

    @ParameterizedTest
    @MethodSource("orders")
    @DisplayName("§9.6: a decision about a group that is being rebuilt stands, whenever it comes")
    void aDecisionDuringARebuildStands(int step, Act act) throws Exception {
        try (Scene scene = Scene.open()) {
            String group = scene.aGroup(true);
            scene.person("clerk@crm.Test", "Clerk", "a1@crm.Test");
            scene.awaitRest();
            Sandbox sandbox = new Sandbox(scene.sandboxId, scene.sandbox, scene.organisation);
            Gates gates = new Gates();
            CompletableFuture<Void> rebuild = rebuild(sandbox, gates);
            for (int i = 0; i < step; i++) {
                gates.open(i, rebuild);
            }

            CompletableFuture<Void> decided = decide(scene, group, act);
            await().until(() -> decided.isDone() || isWaiting());
            for (int i = step; i < STEPS; i++) {
                gates.open(i, rebuild);
            }
            decided.get(20, TimeUnit.SECONDS);
            rebuild.get(20, TimeUnit.SECONDS);
            scene.awaitRest();

            List<String> expected = Stream.of(act.members.split(",", -1))
                    .map(member -> member.replace("=", "@crm.Test="))
                    .toList();
            assertThat(scene.members(group)).containsExactlyInAnyOrderElementsOf(expected);
            assertThat(scene.state(group).members()).hasSize(expected.size());
            scene.get("/v1/buying-groups/" + group).body("members", is(expected.size()));
            List<Integer> revisions = scene.get("/v1/buying-groups/" + group + "/history")
                    .extract()
                    .path("items.revision");
            assertThat(Set.copyOf(revisions)).hasSize(revisions.getFirst());
        }
    }

    private CompletableFuture<Void> decide(Scene scene, String group, Act act) {
        String members = "/v1/buying-groups/" + group + "/members";
        return CompletableFuture.runAsync(() -> {
            switch (act) {
                case REMOVE_THE_CHIEF ->
                    scene.post(members + "/remove", Map.of("personKeys", List.of("chief@crm.Test")))
                            .statusCode(200);
                case ADD_THE_CLERK ->
                    scene.post(members, assign("clerk@crm.Test")).statusCode(200);
                case CHANGE_THE_CHIEFS_ROLE ->
                    scene.post(members + "/change-role", assign("chief@crm.Test"))
                            .statusCode(200);
                case JOURNEY_ADDS_THE_CLERK -> ask(scene, JourneyAction.ASSIGN_TO_BUYING_GROUP, "clerk@crm.Test");
                case JOURNEY_REMOVES_THE_CHIEF -> ask(scene, JourneyAction.REMOVE_FROM_BUYING_GROUP, "chief@crm.Test");
            }
        });
    }

    private static Map<String, Object> assign(String person) {
        return Map.of("members", List.of(Map.of("personKey", person, "role", "Champion")));
    }

    private static void ask(Scene scene, String kind, String person) {
        UUID id = UUID.randomUUID();
        scene.publish(
                Topics.JOURNEY_ACTIONS,
                person,
                EventTypes.JOURNEY_ACTION_REQUESTED,
                new JourneyAction(
                        id,
                        kind,
                        id,
                        id,
                        "node",
                        1,
                        "a1@crm.Test",
                        person,
                        ContractJson.mapper().valueToTree(Map.of("solutionInterest", "Robots", "role", "Champion"))));
        // It is taken in without a lock, and carried out as soon as there is one to be had.
        await().untilAsserted(() -> scene.get("/v1/replication").body("topics.findAll { it.lag > 0 }", hasSize(0)));
    }

    private boolean isWaiting() {
        return transactions
                .acrossSandboxes(connection -> connection
                        .query("""
                                select count(*) as waiting from pg_stat_activity
                                 where datname = current_database() and wait_event_type = 'Lock'""")
                        .execute()
                        .map(rows -> rows.iterator().next().getLong("waiting") > 0))
                .await()
                .indefinitely();
    }

    private CompletableFuture<Void> rebuild(Sandbox sandbox, Gates gates) {
        List<ReceivedEvent> arrived = List.of(person(sandbox, "director@crm.Test"), person(sandbox, "chief@crm.Test"));
        return transactions
                .inSandbox(
                        sandbox,
                        connection -> gates.step(
                                        0,
                                        () -> replica.applyPersons(connection, sandbox, arrived)
                                                .chain(() -> work.enqueue(
                                                        connection, sandbox, Set.of("a1@crm.Test"), arrived))
                                                .chain(() -> claim(connection, sandbox)))
                                .chain(tasks -> gates.step(
                                                1,
                                                () -> facts.read(
                                                        connection, sandbox.id(), AccountTask.keys(tasks), NOW))
                                        .chain(known -> gates.step(
                                                2,
                                                () -> groups.write(
                                                        connection,
                                                        sandbox,
                                                        new BuildDecisions(known, sandbox.id(), NOW).decide(tasks)))))
                                .chain(() ->
                                        gates.step(3, () -> Uni.createFrom().voidItem())))
                .subscribeAsCompletionStage();
    }

    /** The service's own loop may be busy with the account for a moment. */
    private Uni<List<AccountTask>> claim(SqlConnection connection, Sandbox sandbox) {
        return work.claim(connection, sandbox, 500)
                .chain(tasks -> tasks.isEmpty()
                        ? Uni.createFrom()
                                .voidItem()
                                .onItem()
                                .delayIt()
                                .by(Duration.ofMillis(5))
                                .chain(() -> claim(connection, sandbox))
                        : Uni.createFrom().item(tasks));
    }

    private static ReceivedEvent person(Sandbox sandbox, String key) {
        PersonState state = new PersonState(
                key,
                false,
                ContractJson.mapper().valueToTree(Map.of("extendedWorkDetails", Map.of("jobTitle", "Director"))),
                List.of(new AccountRelation("a1@crm.Test", List.of())));
        return new ReceivedEvent(
                UUID.randomUUID(),
                EventTypes.PERSON_CHANGED,
                key,
                NOW,
                sandbox,
                Long.MAX_VALUE,
                key,
                null,
                null,
                ContractJson.mapper().valueToTree(state));
    }

    /** The steps of the rebuilding, each let go by the test; the last one includes the commit. */
    private static final class Gates {

        private final List<CompletableFuture<Void>> go = new ArrayList<>();
        private final List<CompletableFuture<Void>> done = new ArrayList<>();

        Gates() {
            for (int i = 0; i < STEPS; i++) {
                go.add(new CompletableFuture<>());
                done.add(new CompletableFuture<>());
            }
        }

        <T> Uni<T> step(int number, java.util.function.Supplier<Uni<T>> step) {
            return Uni.createFrom()
                    .completionStage(go.get(number))
                    .chain(() -> step.get())
                    .invoke(result -> done.get(number).complete(null));
        }

        void open(int number, CompletableFuture<Void> transaction) {
            go.get(number).complete(null);
            CompletableFuture<Void> awaited = number == STEPS - 1 ? transaction : done.get(number);
            CompletableFuture.anyOf(awaited, transaction)
                    .orTimeout(20, TimeUnit.SECONDS)
                    .join();
        }
    }
}
