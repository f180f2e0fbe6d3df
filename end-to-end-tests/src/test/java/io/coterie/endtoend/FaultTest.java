package io.coterie.endtoend;

import static io.coterie.endtoend.Killings.SMTP_CONNECTIONS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.localstack.DemoEnvironments;
import io.coterie.localstack.demo.MainJob;
import io.coterie.localstack.demo.Phase;
import io.coterie.localstack.stack.Part;
import io.coterie.localstack.stack.Stack;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * The main job while everything is killed once in the middle of its work: each service, Kafka and PostgreSQL, which
 * commits synchronously. Nothing is lost and nothing happens twice.
 */
@Order(6)
class FaultTest {

    private static final int ACCOUNTS = 200;
    private static final String SANDBOX = "faults";

    /** Small steps, so that there is a middle of the work to kill a service in. */
    private static final String BATCH = "4";

    private final Stack stack = Suites.running(
            "disturbed",
            settings -> settings.with(Part.BUYING_GROUP_SERVICE, "COTERIE_BUYING_GROUP_BUILD_BATCH_SIZE", BATCH)
                    .with(Part.JOURNEY_SERVICE, "COTERIE_JOURNEY_RUNS_BATCH_SIZE", BATCH));
    private final MailboxView mailbox = MailboxView.of(stack);
    private final List<UncertainMessages> settled = new ArrayList<>();
    private final AtomicInteger mailsAtRest = new AtomicInteger();
    private final AtomicLong groupsAtKill = new AtomicLong(-1);
    private final AtomicLong enteredAtKill = new AtomicLong(-1);

    @AfterAll
    static void nothingStaysBehind() {
        Suites.stop();
    }

    @Test
    void whateverIsKilledTheReportStaysTheSame() throws IOException {
        ByteArrayOutputStream screen = new ByteArrayOutputStream();
        try (Killings killings = plan()) {
            MainJob job = new MainJob(
                    DemoEnvironments.of(stack),
                    ACCOUNTS,
                    SANDBOX,
                    new PrintStream(screen, true, StandardCharsets.UTF_8),
                    Clock.systemUTC(),
                    true,
                    killings);
            var _ = job.run();
            List<Killings.Done> done = killings.finished();
            String report = screen.toString(StandardCharsets.UTF_8) + lines(done);
            System.out.println(report);

            assertThat(job.mismatches()).as(report).isEmpty();
            assertThat(done)
                    .extracting(Killings.Done::part)
                    .containsAll(Part.SERVICES)
                    .contains(Part.KAFKA, Part.POSTGRESQL);
            assertThat(groupsAtKill).as("groups when their service was killed").hasValueBetween(1, groups() - 1);
            assertThat(enteredAtKill)
                    .as("accounts in the journey when its service was killed")
                    .hasValueBetween(1, entered() - 1);
            onlyCutHandOversWereUncertain(killings.cutHandOvers());
            assertThat(mailbox.receipts())
                    .as("who got a mail of which node in which run")
                    .doesNotHaveDuplicates();
            assertThat(deadLetters()).isEmpty();
        }
    }

    private Killings plan() {
        long before = personsApplied();
        return new Killings(stack)
                // A thousand lines are one transaction; with it on its way, the call is cut.
                .atBulkLine("/v1/persons/bulk", 1200, () -> somePersonsHaveArrived(before), Part.PROFILE_SERVICE)
                .atBulkLine("/v1/persons/bulk", 600, () -> {}, Part.KAFKA)
                .afterAnswer(
                        "POST",
                        "/v1/creation-jobs",
                        "groups appear",
                        () -> groups() > 0,
                        Part.BUYING_GROUP_SERVICE,
                        () -> groupsAtKill.set(groups()))
                // So slow that most mails are still to come, however long the journey service is away.
                .before(Phase.RUN_JOURNEY, () -> mailbox.answerAfter(Duration.ofMillis(1500)))
                .when(
                        Phase.RUN_JOURNEY,
                        "accounts enter the journey",
                        () -> entered() > 0,
                        Part.JOURNEY_SERVICE,
                        () -> enteredAtKill.set(entered()))
                .when(
                        Phase.RUN_JOURNEY,
                        "the first mails are out",
                        () -> mailbox.count() >= SMTP_CONNECTIONS,
                        Part.ACTIVATION_SERVICE,
                        () -> mailbox.answerAfter(Duration.ofMillis(20)))
                .when(
                        Phase.RUN_JOURNEY,
                        "200 mails are out",
                        () -> mailbox.count() >= 200,
                        Part.POSTGRESQL,
                        mailbox::keepSilent)
                .when(
                        Phase.RUN_JOURNEY,
                        "every connection waits for a silent mail server",
                        () -> mailbox.held() == SMTP_CONNECTIONS,
                        Part.ACTIVATION_SERVICE,
                        mailbox::behave)
                .settledBy(this::anOperatorSettles)
                .when(Phase.SUBMIT_LEADS, "leads have arrived", () -> leads() >= 2, Part.PROFILE_SERVICE)
                .before(Phase.READ_PARTNER_EVENTS, this::anOperatorSettles);
    }

    /** Counted since before the call: what it has sent may have arrived by now, and more is not sent while it is awaited. */
    private void somePersonsHaveArrived(long before) {
        await().atMost(Duration.ofMinutes(1)).until(() -> personsApplied() >= before + 100);
    }

    private void anOperatorSettles() {
        settled.add(UncertainMessages.settle(api(), mailbox));
        mailsAtRest.set(mailbox.count());
        UncertainMessages now = settled.getLast();
        assertThat(now.sent() + now.uncertain()).as("delivered or uncertain").isEqualTo(mailsAtRest.get());
    }

    private void onlyCutHandOversWereUncertain(long cut) {
        UncertainMessages whenMailWasCut = settled.getFirst();
        assertThat(whenMailWasCut.uncertain()).as("uncertain").isBetween((long) SMTP_CONNECTIONS, cut);
        assertThat(settled.getLast().uncertain())
                .as("uncertain when no hand-over was cut")
                .isZero();
    }

    private Api api() {
        return Api.inSandbox(stack, SANDBOX);
    }

    private long personsApplied() {
        return api().get(Part.BUYING_GROUP_SERVICE, "/v1/replication")
                .expect(200)
                .get("topics")
                .valueStream()
                .filter(topic -> topic.get("topic").asText().equals("coterie.persons"))
                .mapToLong(topic -> topic.get("appliedOffset").longValue())
                .sum();
    }

    private long groups() {
        return ServiceDatabase.of(stack, Part.BUYING_GROUP_SERVICE).number("select count(*) from buying_group");
    }

    private long entered() {
        return ServiceDatabase.of(stack, Part.JOURNEY_SERVICE).number("select count(distinct account_key) from run");
    }

    private int leads() {
        return api().list(Part.ACTIVATION_SERVICE, "/v1/leads").size();
    }

    private List<JsonNode> deadLetters() {
        return Part.SERVICES.stream()
                .flatMap(service -> api().list(service, "/v1/dead-letters").stream())
                .toList();
    }

    private String lines(List<Killings.Done> done) {
        StringBuilder lines = new StringBuilder("\nKilled\n");
        done.forEach(killing -> lines.append(killing).append('\n'));
        lines.append("In the middle: %d of %d groups were there when their service was killed%n"
                .formatted(groupsAtKill.get(), groups()));
        lines.append("In the middle: %d of %d accounts had entered the journey when its service was killed%n"
                .formatted(enteredAtKill.get(), entered()));
        settled.forEach(messages -> lines.append("At rest: ")
                .append(messages.sent())
                .append(" messages delivered, ")
                .append(messages.uncertain())
                .append(" uncertain, of which ")
                .append(messages.arrived())
                .append(" had arrived\n"));
        return lines.toString();
    }
}
