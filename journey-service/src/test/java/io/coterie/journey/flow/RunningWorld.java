package io.coterie.journey.flow;

import io.coterie.contracts.DefinitionState;
import io.coterie.contracts.JourneyAction;
import io.coterie.platform.tenancy.Sandbox;
import io.quarkus.arc.Arc;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** A sandbox in which runs are where tests of the shell want them. */
public final class RunningWorld implements AutoCloseable {

    /** How many runs {@link #withEveryKindOfRest} leaves. */
    public static final int RUNS = 5;

    private final World world;
    private final Api api;

    private RunningWorld() {
        world = World.create();
        world.everythingDefined();
        api = Api.managing(world);
    }

    /** One run each that waits, listens (in its second round), awaits a group, has ended, and was aborted. */
    public static RunningWorld withEveryKindOfRest() {
        RunningWorld running = new RunningWorld();
        World world = running.world;
        Api api = running.api;
        List.of("aborted", "waiting", "listening", "ended", "awaiting").forEach(world::account);
        UUID aborting = api.published(JourneyBodies.waitAnHour("Aborted"));
        world.member("prospects", "aborted");
        running.api.awaitStatistic(aborting, "entered", 1);
        api.post("/v1/journeys/" + aborting + "/abort").then().statusCode(200);
        running.api.awaitStatistic(aborting, "aborted", 1);

        UUID journey = api.published(JourneyBodies.closeTheGap("Close the gap").replace("'prospects'", "'accounts'"));
        world.knownGroup("listening", 1, 40, "ada");
        world.knownGroup("ended", 1, 100, "bob");
        List.of("waiting", "listening", "ended").forEach(account -> world.member("accounts", account));
        running.api.awaitStatistic(journey, "entered", 3);
        world.knownGroup("listening", 2, 60, "ada");
        world.publish(world.completenessChanged("listening", 2, 60));
        running.api.awaitStatistic(journey, "byNode.listen.entered", 2);
        world.defined(
                DefinitionState.CREATION_JOB, "job", "{\"solutionInterest\":\"crm\",\"audience\":\"a\"}", "active");
        world.member("accounts", "awaiting");
        running.api.awaitStatistic(journey, "resting.'awaiting-group'", 1);
        return running;
    }

    /** So many accounts whose wait is over this moment. */
    public static RunningWorld withManyDueAtOnce(int accounts) {
        RunningWorld running = new RunningWorld();
        UUID journey = running.api.published(JourneyBodies.journey("Many", """
                {'id':'start','type':'account-audience','audience':'prospects','next':'rest'},
                {'id':'rest','type':'wait','duration':'PT1H','next':'activate'},
                {'id':'activate','type':'action','action':{'kind':'activate-to-destination','destination':'linkedin'},
                 'next':'end'},
                {'id':'end','type':'end'}
                """));
        IntStream.range(0, accounts).forEach(index -> running.world.member("prospects", "many" + index));
        running.world.awaitCount(
                "select count(*) from audience_member where sandbox_id = " + running.world.id(), accounts);
        clock().advance(Duration.ofSeconds(61));
        running.api.awaitStatistic(journey, "byNode.rest.current", accounts);
        clock().advance(Duration.ofHours(1));
        return running;
    }

    /** So many accounts, named {@code many0} and so on, whose rest is followed by everything that a step can ask about. */
    public static RunningWorld withManyAtRest(int accounts) {
        RunningWorld running = new RunningWorld();
        World world = running.world;
        for (int index = 0; index < accounts; index++) {
            String account = "many" + index;
            world.account(account);
            world.person("ada" + index, account, "CTO");
            world.opportunity("o" + index, account, 1, "{\"isClosed\":true}");
            world.knownGroup(account, 1, 40, "ada" + index);
        }
        UUID journey = running.api.published(
                JourneyBodies.journey("Everything", """
                {'id':'start','type':'account-audience','audience':'prospects','next':'rest'},
                {'id':'rest','type':'wait','duration':'PT1H','next':'split'},
                {'id':'split','type':'split-by-accounts','paths':[
                  {'label':'member','condition':{'audience':'accounts'},'next':'end'},
                  {'label':'open','condition':{'opportunities':{'where':
                    {'opportunity':{'field':'isClosed','operator':'FALSE'}}}},'next':'end'},
                  {'label':'chief','condition':{'people':{'quantifier':'any','where':
                    {'person':{'field':'extendedWorkDetails.jobTitle','operator':'CONTAINS','value':['chief']}}}},
                    'next':'end'},
                  {'label':'busy','condition':{'events':{'type':'web.formFilledOut','within':'P1D'}},'next':'end'},
                  {'label':'incomplete','condition':%s,'next':'activate'}]},
                {'id':'activate','type':'action','action':{'kind':'activate-to-destination','destination':'linkedin'},
                 'next':'mail'},
                {'id':'mail','type':'action','action':{'kind':'send-email','email':'intro','solutionInterest':'crm'},
                 'oncePerRunAndPerson':true,'next':'listen'},
                {'id':'listen','type':'listen','event':{'type':'completeness-changed','solutionInterest':'crm'},
                 'timeout':{'duration':'P7D','next':'end'},'next':'end'},
                {'id':'end','type':'end'}
                """.replaceFirst("%s", JourneyBodies.INCOMPLETE)));
        IntStream.range(0, accounts).forEach(index -> world.member("prospects", "many" + index));
        running.api.awaitStatistic(journey, "byNode.rest.current", accounts);
        return running;
    }

    public Sandbox sandbox() {
        return new Sandbox(world.id(), world.name(), world.organisation());
    }

    public List<UUID> runs() {
        return api.get("/v1/runs").then().extract().<List<String>>path("items.id").stream()
                .map(UUID::fromString)
                .toList();
    }

    public void awaitEnded(int count) {
        world.awaitCount("select count(*) from run where status = 'ended' and sandbox_id = " + world.id(), count);
    }

    public void awaitListening(int count) {
        world.awaitCount("select count(*) from run where status = 'listening' and sandbox_id = " + world.id(), count);
    }

    public List<UUID> actions() {
        return world.actionsOnceThereAre(1).stream()
                .map(JourneyAction::actionId)
                .toList();
    }

    private static MovableClock clock() {
        return Arc.container().instance(MovableClock.class).get();
    }

    @Override
    public void close() {
        world.close();
    }
}
