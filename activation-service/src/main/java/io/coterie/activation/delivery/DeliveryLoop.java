package io.coterie.activation.delivery;

import io.coterie.activation.delivery.DeliverySteps.Arrival;
import io.coterie.activation.delivery.DeliverySteps.Departure;
import io.coterie.activation.instance.ServiceInstance;
import io.coterie.platform.messaging.PendingWork;
import io.coterie.platform.messaging.WorkLoops;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
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
 * Delivers mail. One commit does two things: it records what came of mails that were handed over, and commits the next
 * ones, at most as many as connections are free, to being handed over. Only then are they given to the mail server. A
 * slow connection holds up its own message only; while a commit runs, others arrive, and the next commit takes them
 * together. Whenever the process dies, at most one message per connection is left open.
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

    private final Flights flights = new Flights();

    // Touched by one step at a time; volatile because steps may run on different event loops.
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
        loops.start(DeliveryQueue.DELIVERY, this::watchedStep);
    }

    /** An orderly end leaves nothing uncertain: what is on a connection is awaited and recorded. */
    void end(@Observes ShutdownEvent event) throws InterruptedException {
        ending = true;
        try {
            running.get(PATIENCE_AT_THE_END, TimeUnit.SECONDS);
            land().chain(instance::leave).subscribeAsCompletionStage().get(PATIENCE_AT_THE_END, TimeUnit.SECONDS);
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

    private Uni<Boolean> watchedStep() {
        CompletableFuture<Boolean> step = instance.ready().chain(this::step).subscribeAsCompletionStage();
        running = step;
        return Uni.createFrom().completionStage(step);
    }

    private Uni<Boolean> step() {
        List<Arrival> arrived = flights.arrived();
        return transactions
                .acrossSandboxes(connection -> recordAndDepart(connection, arrived))
                .onFailure()
                .invoke(() -> lastCommitInDoubt = true)
                .invoke(departures -> {
                    lastCommitInDoubt = false;
                    flights.recorded(arrived);
                    departures.forEach(this::handOver);
                })
                .chain(() -> flights.areUnderWay() ? flights.nextArrival().replaceWith(true) : nothing());
    }

    private Uni<Void> land() {
        return step().chain(() -> flights.areUnderWay() ? land() : step().replaceWithVoid());
    }

    private Uni<List<Departure>> recordAndDepart(SqlConnection connection, List<Arrival> arrived) {
        Uni<Void> tidied = lastCommitInDoubt
                ? steps.takeBack(connection, flights.messageIds())
                : Uni.createFrom().voidItem();
        int free = ending ? 0 : transport.connections() - flights.onConnections();
        return tidied.chain(() -> steps.record(connection, arrived))
                .chain(() -> free == 0 ? none() : depart(connection, free));
    }

    private Uni<List<Departure>> depart(SqlConnection connection, int free) {
        return steps.depart(connection, free)
                .chain(departures -> departures.isPresent()
                        ? Uni.createFrom().item(departures.get())
                        : claimAndDepart(connection, free));
    }

    private Uni<List<Departure>> claimAndDepart(SqlConnection connection, int free) {
        return steps.claim(connection, lastServed, CLAIM)
                .invoke(served -> lastServed = served)
                .chain(served -> served == 0
                        ? none()
                        : steps.depart(connection, free).map(departures -> departures.orElse(List.of())));
    }

    private void handOver(Departure departure) {
        flights.departed(departure);
        transport
                .handOver(departure.message(), departure.mail(), clock.instant())
                .subscribe()
                .with(
                        result -> flights.arrived(new Arrival(departure, result)),
                        failure -> flights.arrived(new Arrival(
                                departure, new HandOverResult.Unknown(String.valueOf(failure.getMessage())))));
    }

    private static Uni<List<Departure>> none() {
        return Uni.createFrom().item(List.of());
    }

    private static Uni<Boolean> nothing() {
        return Uni.createFrom().item(false);
    }
}
