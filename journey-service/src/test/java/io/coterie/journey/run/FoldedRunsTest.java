package io.coterie.journey.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.coterie.journey.execution.JourneyEvent;
import io.coterie.journey.execution.Journeys;
import io.coterie.journey.execution.Run;
import io.coterie.journey.flow.RunningWorld;
import io.coterie.journey.flow.ServiceTest;
import io.coterie.journey.timeline.EventJson;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.coterie.platform.testing.SuiteInfrastructure;
import io.smallrye.mutiny.Uni;
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
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The row is the truth, and the timeline tells how it came about: folding one gives the other. */
@ServiceTest
class FoldedRunsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Inject
    RunRepository repository;

    @Inject
    RunWorker worker;

    @Inject
    SandboxTransactions transactions;

    @Test
    void foldingTheTimelineOfEveryRunGivesItsRow() {
        try (RunningWorld world = RunningWorld.withEveryKindOfRest()) {
            Map<UUID, Run> rows = rows(world.sandbox(), world.runs());

            assertThat(rows).hasSize(RunningWorld.RUNS);
            rows.forEach((id, row) -> {
                Run outside = Run.outside(row.journeyId(), row.accountKey(), row.entry());
                assertThat(Journeys.fold(outside, timeline(world.sandbox(), id)))
                        .as("run of %s", row.accountKey())
                        .isEqualTo(row);
            });
            assertThat(rows.values())
                    .extracting(run -> run.state().getClass().getSimpleName())
                    .as("every state a row can have")
                    .contains("Waiting", "Listening", "AwaitingGroup", "Ended", "Aborted");
        }
    }

    /** Several replicas step at once; each account is moved by one of them. */
    @Test
    void severalWorkersShareTheWork() {
        try (RunningWorld world = RunningWorld.withManyDueAtOnce(200)) {
            List<Uni<Boolean>> steps = new ArrayList<>();
            IntStream.range(0, 40).forEach(index -> steps.add(Uni.createFrom().deferred(() -> worker.step())));

            var _ = Uni.join()
                    .all(steps)
                    .usingConcurrencyOf(4)
                    .andFailFast()
                    .await()
                    .atMost(PATIENCE);

            world.awaitEnded(200);
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(world.actions()).hasSize(200).doesNotHaveDuplicates());
        }
    }

    private Map<UUID, Run> rows(Sandbox sandbox, List<UUID> runs) {
        return transactions
                .inSandbox(sandbox, connection -> repository.ofIds(connection, sandbox, runs))
                .await()
                .atMost(PATIENCE);
    }

    private static List<JourneyEvent> timeline(Sandbox sandbox, UUID run) {
        try (Connection connection = SuiteInfrastructure.postgres().connectAsSuperuser("journey");
                PreparedStatement statement = connection.prepareStatement(
                        "select event from timeline where sandbox_id = ? and run_id = ? order by sequence")) {
            statement.setInt(1, sandbox.id());
            statement.setObject(2, run);
            List<JourneyEvent> events = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    events.add(EventJson.read(rows.getString(1)));
                }
            }
            return events;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
