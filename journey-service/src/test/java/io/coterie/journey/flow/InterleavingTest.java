package io.coterie.journey.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.platform.testing.CloudEventRecord;
import io.coterie.platform.testing.SuiteInfrastructure;
import io.coterie.platform.testing.interleaving.Orders;
import io.coterie.platform.testing.interleaving.Side;
import io.coterie.platform.testing.interleaving.SteppedPool;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
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
 * commit. Nobody sees what another has written before that one's commit, so there are no finer steps to tell apart.
 *
 * <p>A group's event finds its listener through the state that shows it. So the pairs that could miss each other are run
 * and state, state and event, run and person. Whoever has the lock first goes first as a whole: the run sees what happened
 * and does not listen, or listens and hears it, once. A letter of a side that must wait, or has nothing left to do, is void.
 */
@ServiceTest
class InterleavingTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration OFTEN = Duration.ofMillis(5);
    private static final String FORM = "web.formFilledOut";
    private static final String LOCK = "select 1 from subject";

    private static final List<String> SEEN = List.of("shown", "run-ended");
    private static final List<String> HEARD =
            List.of("not shown", "listen-started", "listen-heard", "shown", "run-ended");

    private static final List<String> RUN_AND_STATE = Orders.of("RRRR", "SSS");
    private static final List<String> STATE_AND_EVENT = Orders.of("SSS", "EEE");
    private static final List<String> RUN_AND_PERSON = Orders.of("RRRR", "PPP");

    private static @Nullable World shared;
    private static @Nullable Connection above;

    @Inject
    MovableClock clock;

    private World world;
    private SteppedPool pool;

    private final Side run = new Side("from due join subject", "as document from account", "insert into event_wait");
    private final Side state = new Side(LOCK, "insert into buying_group as");
    private final Side event = new Side(LOCK, "insert into change_ahead");
    private final Side deed = new Side(LOCK, "insert into kept_event");
    private final Map<Character, Side> sides = Map.of('R', run, 'S', state, 'E', event, 'P', deed);

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
            above = SuiteInfrastructure.postgres().connectAsSuperuser(World.DATABASE);
            shared = world();
        }
        world = shared;
        pool = SteppedPool.install(world.id(), above);
    }

    @AfterEach
    void letAllGo() {
        clock.goOn();
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
    void noOrderOfARunAndAStateLosesTheWakeUp(String order) {
        world.publish(world.completenessChanged(order, 2, 100));
        await(
                "the event is ahead of its state",
                () -> read("select event_type from change_ahead where sandbox_id = ? and account_key = ?", order)
                                .size()
                        == 1);
        pool.begin(state, () -> world.group(order, 2, 100));
        pool.begin(run, () -> world.member("prospects", order));

        take(order);

        assertThat(story(order)).as(order).isEqualTo(order.startsWith("R") ? HEARD : SEEN);
        requireThatTheLockDecided(order);
    }

    @ParameterizedTest
    @MethodSource("stateAndEvent")
    @DisplayName("architecture §4: a group's state and the event that tells of it do not miss each other")
    void noOrderOfAStateAndItsEventLosesTheWakeUp(String order) {
        pool.begin(state, () -> world.group(order, 2, 100));
        pool.begin(event, () -> world.publish(world.completenessChanged(order, 2, 100)));

        take(order);

        assertThat(story(order)).as(order).isEqualTo(HEARD);
        requireThatTheLockDecided(order);
    }

    @ParameterizedTest
    @MethodSource("runAndPerson")
    @DisplayName("architecture §4: a run that begins to listen and what a person does do not miss each other")
    void noOrderOfARunAndAPersonsEventLosesTheWakeUp(String order) {
        // What happens is neither before the listen nor in the future of the decision, whichever comes first.
        Instant at = clock.stop();
        pool.begin(deed, () -> world.publish(world.did("ada@" + order, FORM, at, "", order)));
        pool.begin(run, () -> world.member("accounts", order));

        take(order);

        assertThat(story(order)).as(order).isEqualTo(order.startsWith("R") ? HEARD : SEEN);
        requireThatTheLockDecided(order);
    }

    /** Takes the steps in this order, and waits until nothing is left to do for anybody. */
    private void take(String order) {
        order.chars().forEach(letter -> pool.step(sides.get((char) letter)));
        pool.finish();
        await(
                "nothing is due",
                () -> read("select kind from due where sandbox_id = ? and subject_key = ?", order)
                        .isEmpty());
    }

    /** Whoever came to the lock while the other had it was kept waiting, and nobody else was. */
    private void requireThatTheLockDecided(String order) {
        char first = order.charAt(0);
        order.chars()
                .distinct()
                .forEach(letter -> assertThat(sides.get((char) letter).hadToWait())
                        .as("%s: %c had to wait", order, letter)
                        .isEqualTo(letter != first && order.indexOf(letter) < order.lastIndexOf(first)));
    }

    /** What the account's run went through, as its timeline tells. */
    private List<String> story(String account) {
        return read("""
                select case event ->> 'type' when 'path-taken' then event ->> 'label' else event ->> 'type' end
                  from run join timeline on timeline.sandbox_id = run.sandbox_id and timeline.run_id = run.id
                 where run.sandbox_id = ? and run.account_key = ?
                   and event ->> 'type' in ('path-taken', 'listen-started', 'listen-heard', 'run-ended')
                 order by sequence""", account);
    }

    private List<String> read(String sql, String account) {
        try (PreparedStatement statement = above.prepareStatement(sql)) {
            statement.setInt(1, world.id());
            statement.setString(2, account);
            List<String> texts = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    texts.add(rows.getString(1));
                }
            }
            return texts;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private static void await(String what, Callable<Boolean> condition) {
        Awaitility.await(what)
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(OFTEN)
                .until(condition);
    }

    /** An account for each order, named like it, with a person and a group that lacks something. */
    private static World world() {
        World made = World.create();
        made.everythingDefined();
        Api api = Api.managing(made);
        UUID complete = api.published(
                untilShown("prospects", JourneyBodies.COMPLETE, "'completeness-changed','solutionInterest':'crm'"));
        var _ = api.published(untilShown(
                "accounts",
                "{'events':{'type':'" + FORM + "','within':'P1D'}}",
                "'experience-event','eventType':'" + FORM + "'"));
        made.awaitCount("select count(*) from kept_event_type where complete and sandbox_id = " + made.id(), 1);
        publishForEachOrder(made, "account", order -> made.accountState(order, "{}"));
        publishForEachOrder(made, "person", order -> made.personState("ada@" + order, order, "CTO"));
        publishForEachOrder(made, "buying_group", order -> made.groupState(order, 1, 40));
        STATE_AND_EVENT.forEach(order -> made.member("prospects", order));
        api.awaitStatistic(complete, "byNode.listen.current", STATE_AND_EVENT.size());
        return made;
    }

    private static void publishForEachOrder(World world, String table, Function<String, CloudEventRecord> record) {
        CloudEventRecord[] records = Stream.of(RUN_AND_STATE, STATE_AND_EVENT, RUN_AND_PERSON)
                .flatMap(List::stream)
                .map(record)
                .toArray(CloudEventRecord[]::new);
        world.publish(records);
        world.awaitCount("select count(*) from " + table + " where sandbox_id = " + world.id(), records.length);
    }

    /** A journey whose runs listen until what they listen for is shown by the facts. */
    private static String untilShown(String audience, String condition, String awaited) {
        return JourneyBodies.journey("Until shown to " + audience, """
                {'id':'start','type':'account-audience','audience':'%s','next':'split'},
                {'id':'split','type':'split-by-accounts','paths':[{'label':'shown','condition':%s,'next':'end'}],
                 'otherAccounts':{'label':'not shown','next':'listen'}},
                {'id':'listen','type':'listen','event':{'type':%s},'next':'back'},
                {'id':'back','type':'merge','next':'split'},
                {'id':'end','type':'end'}
                """.formatted(audience, condition, awaited));
    }
}
