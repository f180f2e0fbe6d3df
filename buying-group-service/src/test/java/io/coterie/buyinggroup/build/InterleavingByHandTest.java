package io.coterie.buyinggroup.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.buyinggroup.RunningService;
import io.coterie.buyinggroup.Scene;
import io.coterie.contracts.ContractJson;
import io.coterie.contracts.EventTypes;
import io.coterie.contracts.JourneyAction;
import io.coterie.contracts.Topics;
import io.coterie.platform.testing.CloudEventRecord;
import io.coterie.platform.testing.interleaving.Orders;
import io.coterie.platform.testing.interleaving.Side;
import io.coterie.platform.testing.interleaving.SteppedPool;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A group is being rebuilt, because a director came and its chief's title changed, when somebody decides about a member.
 * Two transactions of the running service, every order of their steps: the builder's (G) and that of the decision (D) lock
 * the account, read and then write, and commit. Whoever has the lock first goes first as a whole. Whatever the order, the
 * decision of higher rank stands and nobody is lost. A letter of a side that must wait, or has nothing left to do, is void.
 */
@RunningService
class InterleavingByHandTest {

    private static final String WRITE = "insert into buying_group (";
    private static final String CLAIM_OF_ACCOUNTS = "for update of subject skip locked";
    private static final String CLAIM_OF_ACTIONS = "subject_key = any(array(select account_key";
    private static final String LOCK = "select 1 from subject";

    private static final String DIRECTORS = """
            select person_key from person
             where sandbox_id = ? and person_key in (?, ?)
               and document #>> '{extendedWorkDetails,jobTitle}' = 'Director'""";

    private static final String REVISIONS_WITHOUT_FACTS = """
            select made::text from buying_group cross join generate_series(1, revision) as made
             where sandbox_id = ? and account_key = ?
               and not exists (select 1 from buying_group_history as history
                                where history.sandbox_id = buying_group.sandbox_id
                                  and history.group_id = buying_group.id and history.revision = made)""";

    private static @Nullable RaceScene shared;

    private RaceScene race;
    private SteppedPool pool;
    private CompletableFuture<Void> answered = CompletableFuture.completedFuture(null);

    /** What somebody decides, and the members afterwards. */
    enum Act {
        REMOVE_THE_CHIEF(LOCK, "director=Influencer"),
        ADD_THE_CLERK(LOCK, "chief=Influencer,director=Influencer,clerk=Champion"),
        CHANGE_THE_CHIEFS_ROLE(LOCK, "chief=Champion,director=Influencer"),
        JOURNEY_ADDS_THE_CLERK(CLAIM_OF_ACTIONS, "chief=Influencer,director=Influencer,clerk=Champion"),
        JOURNEY_REMOVES_THE_CHIEF(CLAIM_OF_ACTIONS, "director=Influencer");

        private final String lock;
        private final String members;

        Act(String lock, String members) {
            this.lock = lock;
            this.members = members;
        }
    }

    /** An act that comes in one of the orders, with an account of its own. */
    record Case(Act act, String order) {

        String account() {
            return person("account");
        }

        String person(String who) {
            return who + "-" + act + "-" + order + "@crm.Test";
        }

        List<String> members() {
            return Stream.of(act.members.split(",", -1))
                    .map(member -> member.split("=", -1))
                    .map(member -> person(member[0]) + "=" + member[1])
                    .toList();
        }
    }

    static Stream<Case> cases() {
        return Stream.of(Act.values())
                .flatMap(act -> Orders.of("GGG", "DDD").stream().map(order -> new Case(act, order)));
    }

    @BeforeEach
    void aSandboxForAllCases() throws SQLException {
        if (shared == null) {
            shared = RaceScene.open();
            makeGroups(shared);
        }
        race = shared;
        pool = race.steppedPool();
    }

    @AfterEach
    void letAllGo() {
        pool.letAllGo();
    }

    @AfterAll
    static void othersHaveHeardOfEachChangeOnce() throws SQLException {
        try (RaceScene ended = shared) {
            if (ended != null) {
                ended.requireThatAllWasToldOnce();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    @DisplayName("§9.6: a decision about a group that is being rebuilt stands, whenever it comes")
    void aDecisionDuringARebuildStands(Case one) throws Exception {
        Side rebuild = new Side(CLAIM_OF_ACCOUNTS, WRITE);
        Side decision = new Side(one.act().lock, WRITE);
        pool.begin(rebuild, () -> change(one));
        pool.begin(decision, () -> decide(one));

        one.order().chars().forEach(letter -> pool.step(letter == 'G' ? rebuild : decision));
        pool.finish();
        answered.get(20, TimeUnit.SECONDS);
        race.awaitNothingWaits();

        assertThat(race.members(one.account())).containsExactlyInAnyOrderElementsOf(one.members());
        assertThat(ofGroup(one, "members"))
                .isEqualTo(Integer.toString(one.members().size()));
        assertThat(race.read(REVISIONS_WITHOUT_FACTS, one.account())).isEmpty();
        assertThat(rebuild.hadToWait()).as("the builder had to wait").isEqualTo(comesLate('G', one.order()));
        assertThat(decision.hadToWait()).as("the decision had to wait").isEqualTo(comesLate('D', one.order()));
    }

    /** Whether a side comes to the lock while the other has it. */
    private static boolean comesLate(char side, String order) {
        char first = order.charAt(0);
        return side != first && order.indexOf(side) < order.lastIndexOf(first);
    }

    /** The director comes and the chief becomes one, perhaps in two batches: the builder is held until both are known. */
    private void change(Case one) {
        String director = one.person("director");
        String chief = one.person("chief");
        race.scene.publish(
                race.scene.personEvent(director, "Director", one.account()),
                race.scene.personEvent(chief, "Director", one.account()));
        race.await("both are known", () -> race.read(DIRECTORS, director, chief).size() == 2);
    }

    private void decide(Case one) {
        switch (one.act()) {
            case REMOVE_THE_CHIEF -> post(one, "/remove", Map.of("personKeys", List.of(one.person("chief"))));
            case ADD_THE_CLERK -> post(one, "", champion(one.person("clerk")));
            case CHANGE_THE_CHIEFS_ROLE -> post(one, "/change-role", champion(one.person("chief")));
            case JOURNEY_ADDS_THE_CLERK -> ask(one, JourneyAction.ASSIGN_TO_BUYING_GROUP, "clerk");
            case JOURNEY_REMOVES_THE_CHIEF -> ask(one, JourneyAction.REMOVE_FROM_BUYING_GROUP, "chief");
        }
    }

    /** Somebody's request, which is answered when its transaction is over. */
    private void post(Case one, String path, Map<String, Object> body) {
        String group = ofGroup(one, "id");
        answered = CompletableFuture.runAsync(() -> race.scene
                .post("/v1/buying-groups/" + group + "/members" + path, body)
                .statusCode(200));
    }

    private static Map<String, Object> champion(String person) {
        return Map.of("members", List.of(Map.of("personKey", person, "role", "Champion")));
    }

    private void ask(Case one, String kind, String who) {
        UUID id = UUID.randomUUID();
        String person = one.person(who);
        race.scene.publish(
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
                        one.account(),
                        person,
                        ContractJson.mapper().valueToTree(Map.of("solutionInterest", "Robots", "role", "Champion"))));
    }

    private String ofGroup(Case one, String column) {
        return race.read(
                        "select " + column + "::text from buying_group where sandbox_id = ? and account_key = ?",
                        one.account())
                .getFirst();
    }

    /** For each case an account with a clerk, and a group with its chief as only member. */
    private static void makeGroups(RaceScene made) {
        Scene scene = made.scene;
        List<Case> cases = cases().toList();
        cases.forEach(one -> scene.account(one.account(), "Account " + one.order()));
        scene.publish(cases.stream()
                .flatMap(one -> Stream.of(
                        scene.personEvent(one.person("chief"), "Chief", one.account()),
                        scene.personEvent(one.person("clerk"), "Clerk", one.account())))
                .toArray(CloudEventRecord[]::new));
        scene.awaitRest();
        scene.publish(cases.stream()
                .map(one -> scene.membership("aud", one.account(), true))
                .toArray(CloudEventRecord[]::new));
        made.await(
                "every group is there",
                () -> made.read("select id::text from buying_group where sandbox_id = ?")
                                .size()
                        == cases.size());
        made.awaitNothingWaits();
    }
}
