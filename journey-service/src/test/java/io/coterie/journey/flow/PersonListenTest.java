package io.coterie.journey.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.contracts.Topics;
import io.coterie.platform.testing.CloudEventRecord;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Listens to what people do, and conditions over what they did (§5.2, §16.2). */
@ServiceTest
class PersonListenTest {

    private static final String FORM = "web.formFilledOut";
    private static final String DEMO = "'web':{'fillOutForm':{'webFormName':'Demo'}}";

    private static final String DEAD_LETTERS = "select count(*) from dead_letter where channel = 'experience-events'";

    private World world;
    private Api api;

    @Inject
    MovableClock clock;

    @BeforeEach
    void anAccountWithAPerson() {
        world = World.create();
        world.everythingDefined();
        api = Api.managing(world);
        world.account("acme");
        world.person("ada", "acme", "CTO");
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void oneEventOfOnePersonMovesTheAccountOnce() {
        UUID journey = api.published(listen(
                "Heard",
                "{'type':'experience-event','eventType':'web.formFilledOut','where':"
                        + "{'event':{'field':'web.fillOutForm.webFormName','operator':'IS','value':'Demo'}}}"));
        enter(journey);
        CloudEventRecord demo = world.did("ada", FORM, clock.instant(), DEMO, "acme");

        tell(world.did("ada", FORM, clock.instant(), "'web':{'fillOutForm':{'webFormName':'Newsletter'}}", "acme"));
        tell(world.did("ada", "web.webpagedetails.pageViews", clock.instant(), DEMO, "acme"));
        tell(world.did("bob", FORM, clock.instant(), DEMO, "globex"));
        world.awaitCount("select count(*) from due where kind = 'heard' and sandbox_id = " + world.id(), 0);
        api.awaitStatistic(journey, "byNode.listen.current", 1);
        tell(demo, demo);

        api.awaitStatistic(journey, "byNode.listen.entered", 2);
        tell(demo);
        api.awaitStatistic(journey, "byNode.listen.current", 1);
        assertThat(world.count("select (visits ->> 'listen')::int from run where sandbox_id = " + world.id()))
                .as("the same event, whenever it comes again, wakes nobody twice")
                .isEqualTo(2);
    }

    @Test
    void whatWasDoneBeforeTheListenBeganIsNotHeardHoweverLateItComes() {
        UUID journey = api.published(listen("Late", "{'type':'experience-event','eventType':'web.formFilledOut'}"));
        Instant before = clock.instant().minusSeconds(2);
        enter(journey);

        tell(world.did("ada", FORM, before, DEMO, "acme"));
        api.awaitStatistic(journey, "byNode.listen.current", 1);
        clock.advance(Duration.ofDays(7));

        api.awaitStatistic(journey, "ended.missed", 1);
    }

    /** The past is in the topic, from before anybody asked for it; the journey decides when it has been read. */
    @Test
    void aSplitCountsWhatPeopleDidBeforeTheJourneyWasPublishedBackFromTheirEntry() {
        Instant now = clock.instant();
        world.account("globex");
        world.person("bob", "globex", "CTO");
        tell(
                world.did("ada", FORM, now.minus(Duration.ofDays(9)), DEMO, "acme"),
                world.did("bob", FORM, now.minus(Duration.ofDays(11)), DEMO, "globex"));

        UUID journey = api.published(JourneyBodies.journey("History", """
                {'id':'start','type':'account-audience','audience':'prospects','next':'split'},
                {'id':'split','type':'split-by-accounts','paths':[{'label':'active','condition':
                  {'people':{'quantifier':'any','where':{'events':{'type':'web.formFilledOut','within':'P10D'}}}},
                  'next':'rest'}],'otherAccounts':{'label':'quiet','next':'quiet'}},
                {'id':'rest','type':'wait','duration':'P5D','next':'again'},
                {'id':'again','type':'split-by-accounts','paths':[{'label':'still','condition':
                  {'events':{'type':'web.formFilledOut','within':'P10D'}},'next':'still'}],
                 'otherAccounts':{'label':'over','next':'quiet'}},
                {'id':'still','type':'end'},
                {'id':'quiet','type':'end'}
                """));
        world.member("prospects", "acme");
        world.member("prospects", "globex");

        api.awaitStatistic(journey, "byNode.rest.current", 1);
        api.awaitStatistic(journey, "ended.quiet", 1);
        assertThat(world.count("select count(*) from kept_event where sandbox_id = " + world.id()))
                .isEqualTo(2);
        clock.advance(Duration.ofDays(5));
        api.awaitStatistic(journey, "ended.still", 1);
    }

    @Test
    @DisplayName("architecture §4: a record that is no experience event becomes a dead letter and holds up no journey")
    void aMalformedEventStallsNeitherTheTopicNorTheReadingOfThePast() {
        String dated = "'accountKeys':['acme'],'timestamp':'" + clock.instant() + "'";
        long deadLetters = world.count(DEAD_LETTERS);
        tell(
                world.did("ada", FORM, clock.instant(), DEMO, "acme"),
                world.didNothing("ada", "{'id':'1','eventType':'web.formFilledOut','timestamp':'soon'}"),
                world.didNothing("ada", "[]"),
                world.didNothing("ada", "{'id':'2','eventType':'web.formFilledOut'," + dated + ",'event':{}}"),
                world.didNothing("ada", "{'id':'3','personKey':'ada','eventType':'web.formFilledOut'," + dated + "}"),
                world.didNothing(
                        "ada", "{'id':'4','personKey':'ada','eventType':'web.formFilledOut'," + dated + ",'event':[]}"),
                world.didNothing("ada", "not json"),
                world.did("ada", FORM, clock.instant(), DEMO, "acme"));

        UUID journey = api.published(twiceAfterAnHour("Undaunted"));
        enter(journey);
        clock.advance(Duration.ofHours(1));

        api.awaitStatistic(journey, "ended.twice", 1);
        tell(
                world.didNothing("ada", "{'id':'5','eventType':'web.formFilledOut'," + dated + ",'event':{}}"),
                world.did("ada", FORM, clock.instant(), DEMO, "acme"));
        world.awaitCount("select count(*) from kept_event where sandbox_id = " + world.id(), 3);
        assertThat(world.count(DEAD_LETTERS)).isGreaterThan(deadLetters);
    }

    @Test
    void whatComesAfterThePublicationIsKeptToo() {
        UUID journey = api.published(twiceAfterAnHour("Later"));
        enter(journey);
        CloudEventRecord first = world.did("ada", FORM, clock.instant(), DEMO, "acme");

        tell(first, first, world.did("ada", FORM, clock.instant(), DEMO, "acme"));
        clock.advance(Duration.ofHours(1));

        api.awaitStatistic(journey, "ended.twice", 1);
    }

    @Test
    void aLookBackBeyondWhatIsKnownIsRefusedWithItsPlace() {
        String condition = "{'events':{'type':'web.formFilledOut'%s}}";
        for (String within : new String[] {"", ",'within':'P36D'", ",'within':'P2M'"}) {
            api.post("/v1/journeys", Api.quoted(JourneyBodies.journey("Refused", """
                    {'id':'start','type':'account-audience','audience':'prospects','next':'split'},
                    {'id':'split','type':'split-by-accounts','paths':[{'label':'l','condition':%s,'next':'end'}]},
                    {'id':'end','type':'end'}
                    """.replaceFirst(
                                    "%s", condition.replaceFirst("%s", within)))))
                    .then()
                    .statusCode(422)
                    .body(
                            "violations[0].field",
                            org.hamcrest.Matchers.equalTo("/nodes/1/paths/0/condition/events/within"));
        }
    }

    private static String twiceAfterAnHour(String name) {
        return JourneyBodies.journey(name, """
                {'id':'start','type':'account-audience','audience':'prospects','next':'rest'},
                {'id':'rest','type':'wait','duration':'PT1H','next':'split'},
                {'id':'split','type':'split-by-accounts','paths':[{'label':'twice','condition':
                  {'people':{'quantifier':'any','where':{'events':{'type':'web.formFilledOut','within':'P1D','atLeast':2}}}},
                  'next':'twice'}],'otherAccounts':{'label':'quiet','next':'quiet'}},
                {'id':'twice','type':'end'},
                {'id':'quiet','type':'end'}
                """);
    }

    private void enter(UUID journey) {
        world.member("prospects", "acme");
        api.awaitStatistic(journey, "entered", 1);
    }

    private void tell(CloudEventRecord... events) {
        world.publish(events);
        world.awaitApplied(Topics.EXPERIENCE_EVENTS);
    }

    private static String listen(String name, String event) {
        return JourneyBodies.journey(name, """
                {'id':'start','type':'account-audience','audience':'prospects','next':'listen'},
                {'id':'listen','type':'listen','event':%s,
                 'timeout':{'duration':'P7D','next':'missed'},'next':'back'},
                {'id':'back','type':'merge','next':'listen'},
                {'id':'missed','type':'end'}
                """.replaceFirst("%s", event));
    }
}
