package io.coterie.profile.experience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coterie.platform.messaging.EachSandbox;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.coterie.platform.testing.SuiteInfrastructure;
import io.coterie.profile.ProfileTests;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = SuiteInfrastructure.class,
        initArgs = @ResourceArg(name = SuiteInfrastructure.DATABASE, value = "profile"))
class RetentionJobTest {

    @Inject
    SandboxTransactions transactions;

    @Inject
    EachSandbox each;

    @Inject
    ExperienceEventRepository events;

    @Inject
    ExperienceEventConfig config;

    @Inject
    Clock clock;

    /** More than one step's. */
    @Test
    void whatIsPastItsRetentionIsDeletedAndTheRestIsKept() {
        Sandbox sandbox = ProfileTests.inNewSandbox().sandbox();
        add(sandbox, 2 * config.deletedPerStep() + 1, config.retention().plusHours(1));
        add(sandbox, 3, config.retention().minusHours(1));

        job(events).deleteOld().await().atMost(ProfileTests.PATIENCE);

        assertThat(count(sandbox)).isEqualTo(3);
    }

    @Test
    void aSandboxThatFailsDoesNotKeepTheNextOneFromItsNight() {
        Sandbox broken = ProfileTests.inNewSandbox().sandbox();
        Sandbox next = ProfileTests.inNewSandbox().sandbox();
        add(broken, 1, config.retention().plusHours(1));
        add(next, 1, config.retention().plusHours(1));

        assertThatThrownBy(() -> job(failingIn(broken)).deleteOld().await().atMost(ProfileTests.PATIENCE))
                .hasMessageStartingWith("Job experience-event-retention failed for 1 of ");

        assertThat(count(broken)).isEqualTo(1);
        assertThat(count(next)).isZero();
    }

    private RetentionJob job(ExperienceEventRepository repository) {
        return new RetentionJob(transactions, each, repository, config, clock);
    }

    private static ExperienceEventRepository failingIn(Sandbox broken) {
        return new ExperienceEventRepository() {

            @Override
            Uni<Integer> deleteBefore(SqlConnection connection, Sandbox sandbox, Instant before, int limit) {
                return sandbox.equals(broken)
                        ? Uni.createFrom().failure(new IllegalStateException("broken"))
                        : super.deleteBefore(connection, sandbox, before, limit);
            }
        };
    }

    private void add(Sandbox sandbox, int number, Duration age) {
        transactions
                .inSandbox(
                        sandbox,
                        connection -> connection
                                .preparedQuery("""
                                        insert into experience_event
                                               (sandbox_id, event_id, person_key, event_type, happened_at, event, revision)
                                        select $1, uuidv7()::text, '7@crm.CRM', 'web.formFilledOut', $3, '{}', number
                                          from generate_series(1, $2) as number""")
                                .execute(Tuple.of(
                                        sandbox.id(),
                                        number,
                                        clock.instant().minus(age).atOffset(ZoneOffset.UTC))))
                .replaceWithVoid()
                .await()
                .atMost(ProfileTests.PATIENCE);
    }

    private long count(Sandbox sandbox) {
        return transactions
                .inSandbox(
                        sandbox,
                        connection -> connection
                                .query("select count(*) as events from experience_event")
                                .execute()
                                .map(rows -> rows.iterator().next().getLong("events")))
                .await()
                .atMost(ProfileTests.PATIENCE);
    }
}
