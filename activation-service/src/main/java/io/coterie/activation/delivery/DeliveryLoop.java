package io.coterie.activation.delivery;

import io.coterie.activation.delivery.DeliverySteps.Arrival;
import io.coterie.activation.delivery.DeliverySteps.Departure;
import io.coterie.activation.instance.ServiceInstance;
import io.coterie.platform.messaging.PendingWork;
import io.coterie.platform.messaging.WorkLoops;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * Delivers mail. One commit does two things: it records what came of the mails of the last round, and commits the next
 * ones, at most one per connection, to being handed over. Only then are they given to the mail server, all at once.
 * Whenever the process dies, at most one message per connection is left open.
 */
@ApplicationScoped
class DeliveryLoop implements PendingWork {

    private static final Logger LOG = Logger.getLogger(DeliveryLoop.class);
    private static final int CLAIM = 200;
    private static final int PATIENCE_AT_THE_END = 15;

    private final SandboxTransactions transactions;
    private final DeliverySteps steps;
    private final DeliveryQueue queue;
    private final SmtpTransport transport;
    private final ServiceInstance instance;
    private final WorkLoops loops;
    private final Clock clock;

    // Touched by one step at a time; volatile because steps may run on different event loops.
    private volatile List<Arrival> unrecorded = List.of();
    private volatile boolean lastCommitInDoubt;
    private volatile int lastServed;
    private volatile boolean ending;
    private volatile CompletableFuture<?> running = CompletableFuture.completedFuture(null);

    DeliveryLoop(
            SandboxTransactions transactions,
            DeliverySteps steps,
            DeliveryQueue queue,
            SmtpTransport transport,
            ServiceInstance instance,
            WorkLoops loops,
            Clock clock) {
        this.transactions = transactions;
        this.steps = steps;
        this.queue = queue;
        this.transport = transport;
        this.instance = instance;
        this.loops = loops;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        loops.start("delivery", this::watchedStep);
    }

    /** An orderly end leaves nothing uncertain: what is on a connection is awaited and recorded. */
    void end(@Observes ShutdownEvent event) throws InterruptedException {
        ending = true;
        try {
            running.get(PATIENCE_AT_THE_END, TimeUnit.SECONDS);
            step().chain(instance::leave).subscribeAsCompletionStage().get(PATIENCE_AT_THE_END, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warnf("Messages being handed over become uncertain: %s", e.toString());
        }
    }

    @Override
    public String name() {
        return "deliveries";
    }

    @Override
    public Uni<Long> depth() {
        return transactions.acrossSandboxes(queue::depth);
    }

    @Scheduled(every = "1s", skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> takeOverFromTheDead() {
        return transactions.acrossSandboxes(steps::takeOver);
    }

    private Uni<Boolean> watchedStep() {
        CompletableFuture<Boolean> step = instance.ready().chain(this::step).subscribeAsCompletionStage();
        running = step;
        return Uni.createFrom().completionStage(step);
    }

    private Uni<Boolean> step() {
        return transactions
                .acrossSandboxes(this::recordAndDepart)
                .onFailure()
                .invoke(() -> lastCommitInDoubt = true)
                .invoke(() -> {
                    unrecorded = List.of();
                    lastCommitInDoubt = false;
                })
                .chain(departures -> departures.isEmpty() ? Uni.createFrom().item(false) : handOver(departures));
    }

    private Uni<List<Departure>> recordAndDepart(SqlConnection connection) {
        List<Arrival> arrived = unrecorded;
        Uni<Void> tidied = lastCommitInDoubt
                ? steps.takeBack(connection, arrived)
                : Uni.createFrom().voidItem();
        return tidied.chain(() -> steps.record(connection, arrived)).chain(() -> ending ? none() : depart(connection));
    }

    private Uni<List<Departure>> depart(SqlConnection connection) {
        return steps.depart(connection, transport.connections())
                .chain(departures ->
                        departures.isPresent() ? Uni.createFrom().item(departures.get()) : claimAndDepart(connection));
    }

    private Uni<List<Departure>> claimAndDepart(SqlConnection connection) {
        return steps.claim(connection, lastServed, CLAIM)
                .invoke(served -> lastServed = served)
                .chain(served -> served == 0
                        ? none()
                        : steps.depart(connection, transport.connections())
                                .map(departures -> departures.orElse(List.of())));
    }

    private Uni<Boolean> handOver(List<Departure> departures) {
        List<Uni<Arrival>> handOvers = departures.stream()
                .map(departure -> transport
                        .handOver(departure.message(), departure.mail(), clock.instant())
                        .map(result -> new Arrival(departure, result)))
                .toList();
        return Uni.join()
                .all(handOvers)
                .andFailFast()
                .invoke(arrivals -> unrecorded = arrivals)
                .replaceWith(true);
    }

    private static Uni<List<Departure>> none() {
        return Uni.createFrom().item(List.of());
    }
}
