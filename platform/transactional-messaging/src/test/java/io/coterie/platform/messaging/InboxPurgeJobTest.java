package io.coterie.platform.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coterie.platform.tenancy.SandboxTransactions;
import io.coterie.platform.testing.SuiteInfrastructure;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = SuiteInfrastructure.class,
        initArgs = @ResourceArg(name = SuiteInfrastructure.DATABASE, value = "messaging"))
class InboxPurgeJobTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    SandboxTransactions transactions;

    @Inject
    InboxPurgeJob purge;

    @Inject
    MessagingConfig config;

    /** More than one step's. */
    @Test
    void idsThatNothingCanDeliverAgainAreForgottenAndTheOthersAreKept() {
        remember(2 * config.inboxPurgedPerStep() + 1, config.inboxKept().plusHours(1));
        remember(3, config.inboxKept().minusHours(1));

        purge.run().await().atMost(PATIENCE);

        assertThat(count("received_at < now() - make_interval(secs => $1)")).isZero();
        assertThat(count("received_at < now() - make_interval(secs => $1) + interval '2 hours'"))
                .isEqualTo(3);
    }

    @Test
    void theInboxOutlivesEveryTopic() {
        assertThatThrownBy(() -> InboxPurgeJob.requireLongerThanTopics(Duration.ofDays(35)))
                .hasMessageContaining("coterie.messaging.inbox-kept of more than PT840H");
        assertThatCode(() -> InboxPurgeJob.requireLongerThanTopics(config.inboxKept()))
                .doesNotThrowAnyException();
    }

    private void remember(int ids, Duration age) {
        transactions
                .acrossSandboxes(
                        connection -> connection.preparedQuery("""
                                insert into inbox (event_id, received_at)
                                select uuidv7(), now() - make_interval(secs => $2) from generate_series(1, $1)""").execute(Tuple.of(ids, (double) age.toSeconds())))
                .replaceWithVoid()
                .await()
                .atMost(PATIENCE);
    }

    private long count(String condition) {
        return transactions
                .acrossSandboxes(connection -> connection
                        .preparedQuery("select count(*) as ids from inbox where " + condition)
                        .execute(Tuple.of((double) config.inboxKept().toSeconds()))
                        .map(rows -> rows.iterator().next().getLong("ids")))
                .await()
                .atMost(PATIENCE);
    }
}
