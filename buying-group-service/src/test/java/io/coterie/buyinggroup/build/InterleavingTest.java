package io.coterie.buyinggroup.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.buyinggroup.RunningService;
import io.coterie.platform.testing.CloudEventRecord;
import io.coterie.platform.testing.interleaving.Orders;
import io.coterie.platform.testing.interleaving.Side;
import io.coterie.platform.testing.interleaving.SteppedPool;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two transactions of the running service, every order of their steps. The builder makes the group of an account (G): lock
 * it, take what was asked for, read its people, write the group, commit. The consumer takes in a person of the account (P):
 * keep it, ask for the account, commit. Neither waits for the other or sees what it has written before its commit, so there
 * are no finer steps to tell apart.
 */
@RunningService
class InterleavingTest {

    private static final List<String> ORDERS = Orders.of("GGGGG", "PPP");

    /** Of the group's steps those up to the reading of its people. */
    private static final int READ = 3;

    private static @Nullable RaceScene shared;

    private RaceScene race;
    private SteppedPool pool;

    private final Side group = new Side(
            "for update of subject skip locked",
            "delete from account_work",
            "from person_account as relation",
            "insert into buying_group (");
    private final Side person = new Side("insert into person (", "insert into account_work");
    private final Map<Character, Side> sides = Map.of('G', group, 'P', person);

    static Stream<String> orders() {
        return ORDERS.stream();
    }

    @BeforeEach
    void aSandboxForAllOrders() throws SQLException {
        if (shared == null) {
            shared = RaceScene.open();
            ORDERS.forEach(order -> shared.scene.account(account(order), "Account " + order));
            shared.scene.publish(ORDERS.stream()
                    .map(order -> shared.scene.personEvent(chief(order), "Chief", account(order)))
                    .toArray(CloudEventRecord[]::new));
            shared.scene.awaitRest();
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
    @MethodSource("orders")
    @DisplayName("architecture §4: a person and a group in the making do not miss each other")
    void noOrderLosesTheMember(String order) {
        pool.begin(group, () -> race.scene.inAudience("aud", account(order)));
        pool.begin(person, () -> race.scene.person(director(order), "Director", account(order)));

        order.chars().forEach(letter -> pool.step(sides.get((char) letter)));
        pool.finish();
        race.awaitNothingWaits();

        assertThat(race.members(account(order)))
                .containsExactlyInAnyOrder(chief(order) + "=Decision Maker", director(order) + "=Influencer");
        assertThat(race.facts(account(order))).containsExactlyInAnyOrderElementsOf(story(order));
    }

    /** A person who is there when the people are read is a member from the beginning; any other becomes one. */
    private static List<String> story(String order) {
        List<String> facts = new ArrayList<>(
                List.of("CREATED", "MEMBER_ASSIGNED " + chief(order), "MEMBER_ASSIGNED " + director(order)));
        String beforeThePersonIsThere = order.substring(0, order.lastIndexOf('P'));
        if (beforeThePersonIsThere.chars().filter(letter -> letter == 'G').count() >= READ) {
            facts.add("COMPLETENESS_CHANGED");
        }
        return facts;
    }

    private static String account(String order) {
        return order + "@crm.Test";
    }

    private static String chief(String order) {
        return "chief-" + order + "@crm.Test";
    }

    private static String director(String order) {
        return "director-" + order + "@crm.Test";
    }
}
