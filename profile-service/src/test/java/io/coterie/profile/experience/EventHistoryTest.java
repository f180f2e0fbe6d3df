package io.coterie.profile.experience;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.coterie.platform.testing.SuiteInfrastructure;
import io.coterie.profile.ProfileTests;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What conditions look back at (AUD-05). */
@QuarkusTest
@WithTestResource(
        value = SuiteInfrastructure.class,
        initArgs = @ResourceArg(name = SuiteInfrastructure.DATABASE, value = "profile"))
class EventHistoryTest {

    private static final String OPENED = "directMarketing.emailOpened";
    private static final String FORM = "web.formFilledOut";
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    @Inject
    SandboxTransactions transactions;

    @Inject
    ExperienceEventService events;

    @Test
    void ofEachPersonAndTypeTheNewestAreReadAndNoMoreThanAskedFor() {
        Sandbox sandbox = ProfileTests.inNewSandbox().sandbox();
        add(sandbox, "jane", OPENED, 50);
        add(sandbox, "jane", FORM, 3);
        add(sandbox, "joe", OPENED, 2);
        add(sandbox, "joe", "other", 2);

        Map<String, List<PastEvent>> history = transactions
                .inSandbox(
                        sandbox,
                        connection -> events.history(
                                connection,
                                sandbox,
                                List.of("jane", "joe", "nobody"),
                                List.of(OPENED, FORM),
                                NOW.minus(Duration.ofMinutes(40)),
                                10,
                                false))
                .await()
                .atMost(ProfileTests.PATIENCE);

        assertThat(history).containsOnlyKeys("jane", "joe");
        assertThat(history.get("jane"))
                .filteredOn(event -> event.eventType().equals(OPENED))
                .hasSize(10)
                .allMatch(event -> !event.at().isBefore(NOW.minus(Duration.ofMinutes(10))));
        assertThat(history.get("jane"))
                .filteredOn(event -> event.eventType().equals(FORM))
                .hasSize(3);
        assertThat(history.get("joe")).hasSize(2);
    }

    /** One a minute, back from now. */
    private void add(Sandbox sandbox, String person, String type, int number) {
        transactions
                .inSandbox(
                        sandbox,
                        connection -> connection
                                .preparedQuery("""
                                        insert into experience_event
                                               (sandbox_id, event_id, person_key, event_type, happened_at, event, revision)
                                        select $1, uuidv7()::text, $2, $3, $4::timestamptz - minute * interval '1 minute', '{}', minute
                                          from generate_series(1, $5::int) as minute""")
                                .execute(Tuple.of(sandbox.id(), person, type, NOW.atOffset(ZoneOffset.UTC), number)))
                .replaceWithVoid()
                .await()
                .atMost(ProfileTests.PATIENCE);
    }
}
