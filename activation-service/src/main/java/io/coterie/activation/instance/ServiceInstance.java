package io.coterie.activation.instance;

import io.coterie.platform.tenancy.SandboxTransactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/**
 * This process. It shows that it lives by a row it renews; what a process holds is named after its id, and when the row
 * has not been renewed for {@code coterie.instance.dead-after}, others take over what is safe to take over. A process
 * that was only slow finds its claims gone, because every step is taken by compare-and-set on the id.
 *
 * <p>Not an advisory lock: that is lost with its connection, so a restart of the database would make every living
 * process look dead at once.
 */
@ApplicationScoped
public class ServiceInstance {

    private static final String RENEW = """
            insert into service_instance (instance_id, seen_at) values ($1, now())
            on conflict (instance_id) do update set seen_at = now()""";

    private static final String FORGET_LONG_DEAD =
            "delete from service_instance where seen_at < now() - interval '1 day'";

    private static final String LEAVE = "delete from service_instance where instance_id = $1";

    private final SandboxTransactions transactions;
    private final UUID id = UUID.randomUUID();
    private volatile boolean announced;
    private volatile boolean left;

    ServiceInstance(SandboxTransactions transactions) {
        this.transactions = transactions;
    }

    public UUID id() {
        return id;
    }

    /** Completes when others can see that this process lives; nothing is claimed before. */
    public Uni<Void> ready() {
        return announced ? Uni.createFrom().voidItem() : announce().invoke(() -> announced = true);
    }

    private Uni<Void> announce() {
        return transactions.acrossSandboxes(connection ->
                connection.preparedQuery(RENEW).execute(Tuple.of(id)).replaceWithVoid());
    }

    Uni<Void> renew() {
        return left ? Uni.createFrom().voidItem() : announce();
    }

    Uni<Void> forgetLongDead() {
        return transactions.acrossSandboxes(
                connection -> connection.query(FORGET_LONG_DEAD).execute().replaceWithVoid());
    }

    /** At an orderly end, after everything held has been settled: nobody has to wait for the row to grow old. */
    public Uni<Void> leave() {
        left = true;
        return transactions.acrossSandboxes(connection ->
                connection.preparedQuery(LEAVE).execute(Tuple.of(id)).replaceWithVoid());
    }
}
