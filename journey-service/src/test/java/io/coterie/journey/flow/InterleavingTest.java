package io.coterie.journey.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.coterie.platform.testing.CloudEventRecord;
import io.coterie.platform.testing.SuiteInfrastructure;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two transactions of the running service, every order of their steps. A run that reaches a listen (R): lock, read the
 * facts, write the wait, commit. A group's new state (S), a group's event (E), what a person did (P): lock, write and match,
 * commit. A group's event finds its listener through the state that shows it, so the pairs that could miss each other are
 * run and state, state and event, run and person.
 */
@ServiceTest
class InterleavingTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration OFTEN = Duration.ofMillis(5);
    private static final String FORM = "web.formFilledOut";

    private static final List<String> RUN_AND_STATE = orders("RRRR", "SSS");
    private static final List<String> STATE_AND_EVENT = orders("SSS", "EEE");
    private static final List<String> RUN_AND_PERSON = orders("RRRR", "PPP");

    private static @Nullable World shared;
    private static @Nullable Connection above;

    @Inject
    MovableClock clock;

    private World world;
    private SteppedPool pool;

    private final Side run =
            new Side("R", "for update of subject", "as document from account", "insert into event_wait");
    private final Side state = new Side("S", "select 1 from subject", "insert into buying_group as");
    private final Side event = new Side("E", "select 1 from subject", "insert into change_ahead");
    private final Side deed = new Side("P", "select 1 from subject", "insert into heard");

    static Stream<String> runAndState() {
        return RUN_AND_STATE.stream();
    }

    static Stream<String> stateAndEvent() {
        return STATE_AND_EVENT.stream();
    }

    static Stream<String> runAndPerson() {
        return RUN_AND_PERSON.stream();
    }

    @BeforeEach
    void aSandboxForAllOrders() throws SQLException {
        if (shared == null) {
            shared = world();
            above = SuiteInfrastructure.postgres().connectAsSuperuser(World.DATABASE);
        }
        world = shared;
        pool = SteppedPool.install(world.id(), above);
    }

    @AfterEach
    void letAllGo() {
        pool.letAllGo();
    }

    @AfterAll
    static void close() throws SQLException {
        if (shared != null) {
            shared.close();
            above.close();
        }
    }

    @ParameterizedTest
    @MethodSource("runAndState")
    @DisplayName("architecture §4: a run that begins to listen and a group's new state do not miss each other")
    void noOrderOfARunAndAStateLosesTheWakeUp(String account) {
        world.publish(world.completenessChanged(account, 2, 100));
        await("the event is ahead of its state")
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(OFTEN)
                .until(() -> !read(
                                "select event_type from change_ahead where sandbox_id = ? and account_key = ?", account)
                        .isEmpty());
        pool.begin(state, () -> world.group(account, 2, 100));
        pool.begin(run, () -> world.member("prospects", account));

        take(account, Map.of('R', run, 'S', state));

        boolean hasListened = account.startsWith("R");
        awaitRun(account, "ended at end-complete, split " + (hasListened ? 2 : 1));
        assertThat(run.met())
                .contains("for update of subject", "as document from account")
                .matches(met -> met.contains("insert into event_wait") == hasListened, "waits when it has listened");
        assertThat(state.met()).hasSize(3);
    }

    @ParameterizedTest
    @MethodSource("stateAndEvent")
    @DisplayName("architecture §4: a group's state and the event that tells of it do not miss each other")
    void noOrderOfAStateAndItsEventLosesTheWakeUp(String account) {
        pool.begin(state, () -> world.group(account, 2, 100));
        pool.begin(event, () -> world.publish(world.completenessChanged(account, 2, 100)));

        take(account, Map.of('S', state, 'E', event));

        awaitRun(account, "ended at end-complete, split 2");
        assertThat(state.met()).hasSize(3);
        assertThat(event.met()).hasSize(3);
    }

    @ParameterizedTest
    @MethodSource("runAndPerson")
    @DisplayName("architecture §4: what a person does is heard by a run that has begun to listen, and by no other")
    void noOrderOfARunAndAPersonsEventLosesTheWakeUp(String account) {
        CloudEventRecord did =
                world.did("ada@" + account, FORM, clock.instant().plus(Duration.ofHours(1)), "", account);
        pool.begin(deed, () -> world.publish(did));
        pool.begin(run, () -> world.member("accounts", account));

        take(account, Map.of('R', run, 'P', deed));

        awaitRun(account, account.startsWith("R") ? "ended at heard, split 0" : "listening at listen, split 0");
        assertThat(run.met()).hasSize(4);
        assertThat(deed.met()).hasSize(3);
    }

    /** Whoever comes to the lock while the other has it must wait until that one's end. */
    private void take(String order, Map<Character, Side> sides) {
        order.chars().forEach(letter -> pool.step(sides.get((char) letter)));

        char first = order.charAt(0);
        sides.forEach((letter, side) -> assertThat(side.hadToWait())
                .as(side + " had to wait")
                .isEqualTo(letter != first && order.indexOf(letter) < order.lastIndexOf(first)));
        pool.letAllGo();
    }

    private void awaitRun(String account, String expected) {
        await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(OFTEN)
                .untilAsserted(() -> assertThat(run(account)).isEqualTo(expected));
    }

    private String run(String account) {
        return read("""
                select status || ' at ' || node || ', split ' || coalesce(visits ->> 'gap', '0')
                  from run where sandbox_id = ? and account_key = ?""", account);
    }

    private String read(String sql, String account) {
        try (PreparedStatement statement = above.prepareStatement(sql)) {
            statement.setInt(1, world.id());
            statement.setString(2, account);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? rows.getString(1) : "";
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An account for each order, named like it, with a group that lacks something. */
    private static World world() {
        World made = World.create();
        made.everythingDefined();
        Api api = Api.managing(made);
        UUID journey = api.published(JourneyBodies.closeTheGap("Close the gap"));
        var _ = api.published(JourneyBodies.journey("Hear", """
                {'id':'start','type':'account-audience','audience':'accounts','next':'listen'},
                {'id':'listen','type':'listen','event':{'type':'experience-event','eventType':'%s'},'next':'heard'},
                {'id':'heard','type':'end'}
                """.formatted(FORM)));
        List<String> accounts = Stream.of(RUN_AND_STATE, STATE_AND_EVENT, RUN_AND_PERSON)
                .flatMap(List::stream)
                .toList();
        made.accounts(accounts);
        made.publish(accounts.stream()
                .map(account -> made.groupState(account, 1, 40))
                .toArray(CloudEventRecord[]::new));
        made.awaitCount("select count(*) from buying_group where sandbox_id = " + made.id(), accounts.size());
        STATE_AND_EVENT.forEach(account -> made.member("prospects", account));
        api.awaitStatistic(journey, "byNode.listen.current", STATE_AND_EVENT.size());
        return made;
    }

    /** All ways to merge the steps of one with those of the other. */
    private static List<String> orders(String one, String other) {
        List<String> orders = new ArrayList<>();
        merge("", one, other, orders);
        return List.copyOf(orders);
    }

    private static void merge(String order, String one, String other, List<String> orders) {
        if (one.isEmpty() && other.isEmpty()) {
            orders.add(order);
        }
        if (!one.isEmpty()) {
            merge(order + one.charAt(0), one.substring(1), other, orders);
        }
        if (!other.isEmpty()) {
            merge(order + other.charAt(0), one, other.substring(1), orders);
        }
    }
}
