package io.coterie.activation.lead;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.activation.lead.SweepStatements.Sweep;
import io.coterie.activation.linkedin.ConnectionStatus;
import io.coterie.activation.linkedin.LinkedInAccess;
import io.coterie.activation.linkedin.LinkedInAnswer;
import io.coterie.activation.linkedin.LinkedInCall;
import io.coterie.activation.linkedin.LinkedInClient;
import io.coterie.activation.linkedin.LinkedInConnections;
import io.coterie.activation.linkedin.RestLi;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxDirectory;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;

/**
 * Asks LinkedIn for the leads of every subscribed connection, because notifications get lost: a webhook that fails three
 * challenges is blocked, and a push is not repeated for ever. What is known already stays as it is, withdrawn leads too.
 */
@ApplicationScoped
class LeadSweepJob {

    private static final Logger LOG = Logger.getLogger(LeadSweepJob.class);
    private static final int PAGE = 100;

    private final SandboxTransactions transactions;
    private final SandboxDirectory sandboxes;
    private final SweepStatements sweeps;
    private final LeadStatements leads;
    private final LinkedInConnections connections;
    private final LinkedInClient client;
    private final LeadConfig config;
    private final Clock clock;

    LeadSweepJob(
            SandboxTransactions transactions,
            SandboxDirectory sandboxes,
            SweepStatements sweeps,
            LeadStatements leads,
            LinkedInConnections connections,
            LinkedInClient client,
            LeadConfig config,
            Clock clock) {
        this.transactions = transactions;
        this.sandboxes = sandboxes;
        this.sweeps = sweeps;
        this.leads = leads;
        this.connections = connections;
        this.client = client;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(
            every = "${coterie.lead.sweep-every:5m}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> sweep() {
        return oneByOne(sandboxes.all(), this::sweep);
    }

    private Uni<Void> sweep(Sandbox sandbox) {
        Instant now = clock.instant();
        Uni<List<Sweep>> due = transactions.inSandbox(
                sandbox,
                connection -> sweeps.claim(
                        connection, sandbox.id(), now, config.sweepEvery().dividedBy(2)));
        return oneByOne(due, sweep -> sweep(sweep, now));
    }

    private Uni<Void> sweep(Sweep sweep, Instant now) {
        return connections
                .open(sweep.sandboxId(), sweep.connectionId())
                .map(found -> found.filter(access -> access.status() == ConnectionStatus.CONNECTED))
                .chain(found -> found.map(access -> ask(access, sweep, now, 0))
                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    private Uni<Void> ask(LinkedInAccess access, Sweep sweep, Instant now, int start) {
        return client.call(access, LinkedInCall.find(question(access, sweep, now, start)))
                .chain(answer -> switch (answer) {
                    case LinkedInAnswer.Success success -> take(access, sweep, now, start, success.body());
                    case LinkedInAnswer.Failure failure -> later(sweep, failure);
                });
    }

    private Uni<Void> take(LinkedInAccess access, Sweep sweep, Instant now, int start, JsonNode body) {
        List<String> ids = StreamSupport.stream(body.path("elements").spliterator(), false)
                .map(lead -> lead.path("id").asText(""))
                .filter(id -> !id.isEmpty())
                .toList();
        boolean isLast = body.path("elements").size() < PAGE;
        return transactions
                .inSandbox(
                        sweep.sandboxId(),
                        connection -> leads.receive(connection, sweep.sandboxId(), sweep.connectionId(), ids)
                                .chain(() -> isLast
                                        ? sweeps.swept(connection, sweep, now)
                                        : Uni.createFrom().voidItem()))
                .chain(() -> isLast ? Uni.createFrom().voidItem() : ask(access, sweep, now, start + PAGE));
    }

    /** The next sweep reaches back to where this one began. */
    private static Uni<Void> later(Sweep sweep, LinkedInAnswer.Failure failure) {
        LOG.warnf(
                "Leads of LinkedIn connection %s of sandbox %d could not be looked for, trying again: %s",
                sweep.connectionId(), sweep.sandboxId(), failure.message());
        return Uni.createFrom().voidItem();
    }

    private String question(LinkedInAccess access, Sweep sweep, Instant now, int start) {
        return "/leadFormResponses?q=owner&owner=(sponsoredAccount:" + RestLi.encode(access.sponsoredAccount())
                + ")&leadType=(leadType:" + LeadSubscriptions.LEAD_TYPE
                + ")&limitedToTestLeads=false&submittedAtTimeRange=(start:"
                + sweep.sweptUntil().minus(config.sweepOverlap()).toEpochMilli() + ",end:" + now.toEpochMilli()
                + ")&fields=id&start=" + start + "&count=" + PAGE;
    }

    private static <T> Uni<Void> oneByOne(Uni<List<T>> items, Function<T, Uni<Void>> work) {
        return items.onItem()
                .transformToMulti(all -> Multi.createFrom().iterable(all))
                .onItem()
                .transformToUni(work::apply)
                .collectFailures()
                .concatenate()
                .collect()
                .asList()
                .replaceWithVoid();
    }
}
