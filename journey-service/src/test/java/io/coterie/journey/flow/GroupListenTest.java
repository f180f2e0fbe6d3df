package io.coterie.journey.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasItems;

import io.coterie.contracts.EventTypes;
import io.coterie.contracts.Topics;
import io.coterie.platform.testing.CloudEventRecord;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Listens to buying groups (§7.1, §7.2): assigned, removed, stage, status, completeness, engagement, qualified, disqualified. */
@ServiceTest
class GroupListenTest {

    private World world;
    private Api api;

    @Inject
    MovableClock clock;

    @BeforeEach
    void anAccountWithAGroup() {
        world = World.create();
        world.everythingDefined();
        api = Api.managing(world);
        world.account("acme");
        world.knownGroup("acme", 1, 40);
    }

    @AfterEach
    void close() {
        world.close();
    }

    /** What is listened for, what is heard in vain, and what is heard. */
    record Heard(
            String name,
            String event,
            Function<World, CloudEventRecord> inVain,
            Function<World, CloudEventRecord> told) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final List<Heard> ALL = List.of(
            new Heard(
                    "assigned",
                    "{'type':'member-assigned','solutionInterest':'crm','where':{'event':{'field':'role','operator':'IS','value':'Champion'}}}",
                    world -> world.memberChanged(EventTypes.BUYING_GROUP_MEMBER_ASSIGNED, "acme", 2, "ada", "Blocker"),
                    world ->
                            world.memberChanged(EventTypes.BUYING_GROUP_MEMBER_ASSIGNED, "acme", 2, "ada", "Champion")),
            new Heard(
                    "took another role",
                    "{'type':'member-assigned','solutionInterest':'crm','where':{'event':{'field':'role','operator':'IS','value':'Champion'}}}",
                    world -> world.memberChanged(
                            EventTypes.BUYING_GROUP_MEMBER_ROLE_CHANGED, "acme", 2, "ada", "Blocker"),
                    world -> world.memberChanged(
                            EventTypes.BUYING_GROUP_MEMBER_ROLE_CHANGED, "acme", 2, "ada", "Champion")),
            new Heard(
                    "removed",
                    "{'type':'member-removed','solutionInterest':'crm'}",
                    world -> world.memberChanged(EventTypes.BUYING_GROUP_MEMBER_ASSIGNED, "acme", 2, "ada", "Blocker"),
                    world -> world.memberChanged(EventTypes.BUYING_GROUP_MEMBER_REMOVED, "acme", 2, "ada", "Blocker")),
            new Heard(
                    "stage",
                    "{'type':'stage-changed','solutionInterest':'crm','where':{'all':["
                            + "{'event':{'field':'previousStage','operator':'IS','value':'Open'}},"
                            + "{'event':{'field':'newStage','operator':'IS','value':['Won','Lost']}}]}}",
                    world -> world.changed(EventTypes.BUYING_GROUP_STAGE_CHANGED, "acme", 2, "New", "Won"),
                    world -> world.changed(EventTypes.BUYING_GROUP_STAGE_CHANGED, "acme", 2, "Open", "Won")),
            new Heard(
                    "status",
                    "{'type':'status-changed','solutionInterest':'crm','where':{'event':{'field':'newStatus','operator':'STARTS_WITH','value':'hot'}}}",
                    world -> world.changed(EventTypes.BUYING_GROUP_STATUS_CHANGED, "acme", 2, "hot", "cold"),
                    world -> world.changed(EventTypes.BUYING_GROUP_STATUS_CHANGED, "acme", 2, "cold", "hot lead")),
            new Heard(
                    "completeness",
                    "{'type':'completeness-changed','solutionInterest':'crm','where':{'all':["
                            + "{'event':{'field':'newScore','operator':'AT_LEAST','value':80}},"
                            + "{'event':{'field':'previousScore','operator':'LESS_THAN','value':80}}]}}",
                    world -> world.changed(EventTypes.BUYING_GROUP_COMPLETENESS_CHANGED, "acme", 2, "90", "100"),
                    world -> world.changed(EventTypes.BUYING_GROUP_COMPLETENESS_CHANGED, "acme", 2, "79.9", "80.0")),
            new Heard(
                    "engagement",
                    "{'type':'engagement-changed','solutionInterest':'crm','where':{'event':{'field':'newScore','operator':'BETWEEN','value':[20,30]}}}",
                    world -> world.changed(EventTypes.BUYING_GROUP_ENGAGEMENT_CHANGED, "acme", 2, "1", "31"),
                    world -> world.changed(EventTypes.BUYING_GROUP_ENGAGEMENT_CHANGED, "acme", 2, "1", "30")),
            new Heard(
                    "qualified",
                    "{'type':'qualified','solutionInterest':'crm'}",
                    world -> world.changed("io.coterie.buying-group.disqualified.v1", "acme", 2, null, null),
                    world -> world.changed("io.coterie.buying-group.qualified.v1", "acme", 2, null, null)),
            new Heard(
                    "disqualified",
                    "{'type':'disqualified','solutionInterest':'crm','where':{'event':{'field':'timestamp','operator':'AFTER','value':'2025-01-01'}}}",
                    world -> world.changed("io.coterie.buying-group.qualified.v1", "acme", 2, null, null),
                    world -> world.changed("io.coterie.buying-group.disqualified.v1", "acme", 2, null, null)));

    static Stream<Heard> all() {
        return ALL.stream();
    }

    private static Heard heard(String name) {
        return ALL.stream()
                .filter(heard -> heard.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    static Stream<Arguments> everyOrder() {
        return ALL.stream().flatMap(heard -> Stream.of("WSE", "WES", "EWS").map(order -> Arguments.of(heard, order)));
    }

    /**
     * The decision to listen (W), the state with the change (S) and the event that tells of it (E) are three transactions
     * under one lock.
     */
    @ParameterizedTest
    @MethodSource("everyOrder")
    void whateverTheOrderWhatIsListenedForIsHeardOnce(Heard heard, String order) {
        UUID journey = api.published(listenFor(heard.event()));
        Map<Character, Runnable> steps = Map.of(
                'W', () -> enter(journey),
                'S', () -> world.knownGroup("acme", 2, 60),
                'E', () -> tell(heard.told().apply(world)));

        order.chars().forEach(step -> steps.get((char) step).run());

        api.awaitStatistic(journey, "ended.heard", 1);
        api.get("/v1/journeys/" + journey + "/statistics")
                .then()
                .body("byNode.listen.entered", org.hamcrest.Matchers.equalTo(1));
    }

    @ParameterizedTest
    @MethodSource("all")
    void whatTheConstraintsRefuseIsHeardInVainAndTheTimeRunsOut(Heard heard) {
        UUID journey = api.published(listenFor(heard.event()));
        enter(journey);

        world.knownGroup("acme", 2, 60);
        tell(heard.inVain().apply(world));
        world.awaitCount("select count(*) from due where kind = 'heard' and sandbox_id = " + world.id(), 0);
        api.awaitStatistic(journey, "byNode.listen.current", 1);
        clock.advance(Duration.ofDays(7));

        api.awaitStatistic(journey, "ended.missed", 1);
    }

    @Test
    void changesThatFollowEachOtherCloselyAreEachHeardThoughTheStateShowsOnlyTheLast() {
        UUID journey = api.published(listenFor(heard("stage").event()));
        enter(journey);

        world.publish(
                world.changed(EventTypes.BUYING_GROUP_STAGE_CHANGED, "acme", 2, "New", "Open"),
                world.changed(EventTypes.BUYING_GROUP_STAGE_CHANGED, "acme", 3, "Open", "Won"),
                world.changed(EventTypes.BUYING_GROUP_STAGE_CHANGED, "acme", 4, "Won", "New"));
        world.knownGroup("acme", 4, 40);

        api.awaitStatistic(journey, "ended.heard", 1);
    }

    @Test
    void whatHappenedBeforeTheListenBeganIsNotHeard() {
        world.knownGroup("acme", 3, 40);
        UUID journey = api.published(listenFor(heard("stage").event()));
        enter(journey);

        tell(world.changed(EventTypes.BUYING_GROUP_STAGE_CHANGED, "acme", 3, "Open", "Won"));

        assertThat(world.count("select count(*) from heard where sandbox_id = " + world.id()))
                .isZero();
        api.awaitStatistic(journey, "byNode.listen.current", 1);
    }

    @Test
    void theTimelineTellsWhatWasHeardAndOfWhom() {
        UUID journey = api.published(listenFor(heard("assigned").event()));
        enter(journey);
        world.knownGroup("acme", 2, 60);
        tell(heard("assigned").told().apply(world));
        api.awaitStatistic(journey, "ended.heard", 1);

        String run = api.get("/v1/runs").then().extract().path("items[0].id");

        api.get("/v1/runs/" + run + "/timeline")
                .then()
                .body("items.type", hasItems("listen-started", "listen-heard"))
                .body(
                        "items.find { it.type == 'listen-heard' }.event.event",
                        org.hamcrest.Matchers.equalTo("member-assigned"))
                .body("items.find { it.type == 'listen-heard' }.event.personKey", org.hamcrest.Matchers.equalTo("ada"));
    }

    private void enter(UUID journey) {
        world.member("prospects", "acme");
        api.awaitStatistic(journey, "entered", 1);
    }

    private void tell(CloudEventRecord event) {
        world.publish(event);
        world.awaitApplied(Topics.BUYING_GROUPS);
    }

    private static String listenFor(String event) {
        return JourneyBodies.journey("Listen", """
                {'id':'start','type':'account-audience','audience':'prospects','next':'listen'},
                {'id':'listen','type':'listen','event':%s,
                 'timeout':{'duration':'P7D','next':'missed'},'next':'heard'},
                {'id':'heard','type':'end'},
                {'id':'missed','type':'end'}
                """.replaceFirst("%s", event));
    }
}
