package io.coterie.journey.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.journey.execution.JourneyEvent;
import io.coterie.journey.execution.JourneyEvent.ActionNotRepeated;
import io.coterie.journey.execution.JourneyEvent.ActionRequested;
import io.coterie.journey.execution.JourneyEvent.GroupAwaited;
import io.coterie.journey.execution.JourneyEvent.GroupFound;
import io.coterie.journey.execution.JourneyEvent.GroupMissed;
import io.coterie.journey.execution.JourneyEvent.ListenHeard;
import io.coterie.journey.execution.JourneyEvent.ListenStarted;
import io.coterie.journey.execution.JourneyEvent.ListenTimedOut;
import io.coterie.journey.execution.JourneyEvent.NodeEntered;
import io.coterie.journey.execution.JourneyEvent.PathTaken;
import io.coterie.journey.execution.JourneyEvent.RunAborted;
import io.coterie.journey.execution.JourneyEvent.RunEnded;
import io.coterie.journey.execution.JourneyEvent.RunEntered;
import io.coterie.journey.execution.JourneyEvent.WaitEnded;
import io.coterie.journey.execution.JourneyEvent.WaitStarted;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** How events lie in the database, word for word: rows written today must be read for years. */
class EventJsonTest {

    private static final Instant AT = Instant.parse("2026-03-02T08:00:00.123456Z");
    private static final UUID ACTION = UUID.fromString("896e83b4-7d1c-5f74-a33c-ec89863f6491");

    private static final Map<String, JourneyEvent> GOLDEN = Map.ofEntries(
            Map.entry("{'type':'run-entered','at':'2026-03-02T08:00:00.123456Z'}", new RunEntered(AT)),
            Map.entry("{'type':'node-entered','node':'gap','visit':2}", new NodeEntered("gap", 2)),
            Map.entry("{'type':'path-taken','node':'gap','label':'complete'}", new PathTaken("gap", "complete")),
            Map.entry(
                    "{'type':'group-awaited','node':'gap','solutionInterests':['crm'],'until':'2026-03-02T08:00:00.123456Z'}",
                    new GroupAwaited("gap", Set.of("crm"), AT)),
            Map.entry("{'type':'group-found','node':'gap'}", new GroupFound("gap")),
            Map.entry("{'type':'group-missed','node':'gap'}", new GroupMissed("gap")),
            Map.entry(
                    "{'type':'action-requested','node':'mail','actionId':'896e83b4-7d1c-5f74-a33c-ec89863f6491',"
                            + "'kind':'send-email','visit':1,'personKey':'ada@crm.test'}",
                    new ActionRequested("mail", ACTION, "send-email", 1, "ada@crm.test")),
            Map.entry(
                    "{'type':'action-not-repeated','node':'mail','actionId':'896e83b4-7d1c-5f74-a33c-ec89863f6491'}",
                    new ActionNotRepeated("mail", ACTION, null)),
            Map.entry(
                    "{'type':'wait-started','node':'rest','until':'2026-03-02T08:00:00.123456Z'}",
                    new WaitStarted("rest", AT)),
            Map.entry("{'type':'wait-ended','node':'rest'}", new WaitEnded("rest")),
            Map.entry(
                    "{'type':'listen-started','node':'listen','solutionInterest':'crm','knownRevision':3}",
                    new ListenStarted("listen", "crm", 3, null, null)),
            Map.entry(
                    "{'type':'listen-heard','node':'listen','revision':4,'event':'member-assigned','personKey':'ada@crm.test'}",
                    new ListenHeard("listen", 4, "member-assigned", "ada@crm.test")),
            Map.entry("{'type':'listen-timed-out','node':'listen'}", new ListenTimedOut("listen")),
            Map.entry(
                    "{'type':'run-ended','node':'end','label':'done','at':'2026-03-02T08:00:00.123456Z'}",
                    new RunEnded("end", "done", AT)),
            Map.entry(
                    "{'type':'run-aborted','node':'rest','at':'2026-03-02T08:00:00.123456Z'}",
                    new RunAborted("rest", AT)));

    @Test
    void everyEventHasAGoldenForm() {
        assertThat(GOLDEN.values()).extracting(Object::getClass).containsExactlyInAnyOrder((Class[])
                JourneyEvent.class.getPermittedSubclasses());
    }

    @TestFactory
    Stream<DynamicTest> everyEventIsWrittenAndReadInItsGoldenForm() {
        return GOLDEN.entrySet().stream()
                .map(golden ->
                        DynamicTest.dynamicTest(EventJson.type(golden.getValue().getClass()), () -> {
                            String json = golden.getKey().replace('\'', '"');
                            assertThat(EventJson.write(golden.getValue())).isEqualTo(json);
                            assertThat(EventJson.read(json)).isEqualTo(golden.getValue());
                        }));
    }

    @Test
    void aListenToPeopleIsKeptWithItsBeginning() {
        String json = "{\"type\":\"listen-started\",\"node\":\"listen\",\"knownRevision\":0,"
                + "\"since\":\"2026-03-02T08:00:00.123456Z\"}";

        assertThat(EventJson.write(new ListenStarted("listen", null, 0, AT, null)))
                .isEqualTo(json);
        assertThat(EventJson.read(json)).isEqualTo(new ListenStarted("listen", null, 0, AT, null));
    }

    /** As written before it was told what was heard, and of whom. */
    @Test
    void anEarlierFormIsStillRead() {
        assertThat(EventJson.read("{\"type\":\"listen-heard\",\"node\":\"listen\",\"revision\":4}"))
                .isEqualTo(new ListenHeard("listen", 4, null, null));
    }

    @Test
    void aFieldOfALaterVersionIsIgnored() {
        assertThat(EventJson.read("{\"type\":\"wait-ended\",\"node\":\"rest\",\"early\":true}"))
                .isEqualTo(new WaitEnded("rest"));
    }
}
