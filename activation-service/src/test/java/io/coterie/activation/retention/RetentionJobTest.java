package io.coterie.activation.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coterie.activation.RunningService;
import io.coterie.platform.messaging.EachSandbox;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.coterie.platform.testing.SuiteInfrastructure;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is over for long is deleted; what is open, or could come again, stays. */
@RunningService
class RetentionJobTest {

    private static final int FIRST = 940_001;
    private static final int SECOND = 940_002;

    @Inject
    SandboxTransactions transactions;

    @Inject
    EachSandbox sandboxes;

    @Inject
    @All
    List<PastRecords> kinds;

    @BeforeEach
    void twoSandboxes() {
        for (int sandbox : List.of(FIRST, SECOND)) {
            execute("insert into sandbox (id, name, organisation, title, revision) values (" + sandbox + ", 'kept"
                    + sandbox + "', 'acme@CoterieOrg', 'Kept', 1) on conflict do nothing");
            action(sandbox, "performed", 91);
            action(sandbox, "performed", 89);
            action(sandbox, "uncertain", 400);
            execute("insert into action (sandbox_id, action_id, kind, journey_id, run_id, node_id, visit, account_key,"
                    + " received_at) values (" + sandbox + ", gen_random_uuid(), 'send-email', gen_random_uuid(),"
                    + " gen_random_uuid(), 'open', 1, 'a', now() - interval '400 days')");
            for (String state : List.of("sent", "failed", "suppressed", "queued", "uncertain")) {
                message(sandbox, state, 91);
            }
            message(sandbox, "sent", 89);
        }
    }

    @AfterEach
    void leave() {
        for (String table : List.of("action", "message", "lead_notification", "sandbox")) {
            execute("delete from " + table + " where " + (table.equals("sandbox") ? "id" : "sandbox_id") + " in ("
                    + FIRST + ", " + SECOND + ")");
        }
    }

    @Test
    void whatWasSettledLongAgoIsDeletedAndTheRestStays() {
        run(job(kinds, Duration.ofDays(90), 5000));

        assertThat(count("action where sandbox_id = " + FIRST)).isEqualTo(3);
        assertThat(count("action where sandbox_id = " + FIRST + " and status = 'performed'"))
                .isEqualTo(1);
        assertThat(count("message where sandbox_id = " + FIRST)).isEqualTo(3);
        assertThat(count("message where sandbox_id = " + FIRST + " and state = 'sent'"))
                .isEqualTo(1);
    }

    @Test
    void manyRowsAreDeletedInManySteps() {
        for (int i = 0; i < 7; i++) {
            action(FIRST, "failed", 200);
        }

        run(job(kinds, Duration.ofDays(90), 2));

        assertThat(count("action where sandbox_id = " + FIRST + " and settled_at < now() - interval '90 days'"
                        + " and status <> 'uncertain'"))
                .isZero();
    }

    @Test
    void aSandboxInTroubleIsToldAboutAndDoesNotKeepTheOthersWaiting() {
        List<PastRecords> troubled = new ArrayList<>(kinds);
        troubled.addFirst((connection, sandboxId, before, limit) -> sandboxId == FIRST
                ? Uni.createFrom().failure(new IllegalStateException("trouble"))
                : Uni.createFrom().item(0));

        assertThatThrownBy(() -> run(job(troubled, Duration.ofDays(90), 5000))).hasMessageContaining("for 1 of");

        assertThat(count("action where sandbox_id = " + FIRST)).isEqualTo(4);
        assertThat(count("action where sandbox_id = " + SECOND)).isEqualTo(3);
    }

    @Test
    void nobodyCanForgetAnActionThatCouldStillComeAgain() {
        assertThatThrownBy(() -> job(kinds, Duration.ofDays(35), 5000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("coterie.activation.retention.keep");
    }

    private static void run(RetentionJob job) {
        job.forget().await().atMost(Duration.ofSeconds(30));
    }

    private RetentionJob job(List<PastRecords> deleted, Duration keep, int perStep) {
        return new RetentionJob(
                transactions,
                sandboxes,
                deleted,
                new RetentionConfig() {
                    @Override
                    public Duration keep() {
                        return keep;
                    }

                    @Override
                    public String cleanup() {
                        return "off";
                    }

                    @Override
                    public int deletedPerStep() {
                        return perStep;
                    }
                },
                Clock.systemUTC());
    }

    private static void action(int sandbox, String status, int daysAgo) {
        execute("insert into action (sandbox_id, action_id, kind, journey_id, run_id, node_id, visit, account_key,"
                + " status, settled_at) values (" + sandbox + ", gen_random_uuid(), 'send-email', gen_random_uuid(),"
                + " gen_random_uuid(), 'n', 1, 'a', '" + status + "', now() - interval '" + daysAgo + " days')");
    }

    private static void message(int sandbox, String state, int daysAgo) {
        execute("insert into message (sandbox_id, message_id, kind, state, journey_id, run_id, node_id, visit,"
                + " account_key, parameters, changed_at) values (" + sandbox + ", gen_random_uuid(), 'email', '" + state
                + "', gen_random_uuid(), gen_random_uuid(), 'n', 1, 'a', '{}', now() - interval '" + daysAgo
                + " days')");
    }

    private static long count(String what) {
        try (Connection connection = SuiteInfrastructure.postgres().connectAsSuperuser("activation");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select count(*) from " + what)) {
            result.next();
            return result.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(what, e);
        }
    }

    private static void execute(String sql) {
        try (Connection connection = SuiteInfrastructure.postgres().connectAsSuperuser("activation");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
