package io.coterie.localstack.stack;

import io.coterie.platform.testing.EmbeddedPostgres;
import io.coterie.platform.testing.EmbeddedPostgres.Durability;
import io.coterie.platform.testing.ServiceDatabase;
import org.jspecify.annotations.Nullable;

/** PostgreSQL with one database for each service, durable as in production. */
final class PostgresPart implements StackPart {

    private final StackSettings settings;
    private final Secrets secrets;
    private volatile @Nullable EmbeddedPostgres server;

    PostgresPart(StackSettings settings, Secrets secrets) {
        this.settings = settings;
        this.secrets = secrets;
    }

    @Override
    public void start() {
        EmbeddedPostgres started = server;
        if (started != null) {
            started.restart();
            return;
        }
        started = EmbeddedPostgres.start(new EmbeddedPostgres.Settings(
                EmbeddedPostgres.placeFor(settings.data().resolve("postgres")),
                settings.logs(),
                settings.ports().of(Part.POSTGRESQL),
                secrets.superuserPassword(),
                Durability.DURABLE));
        server = started;
        for (Part service : Part.SERVICES) {
            var _ = ServiceDatabase.create(
                    started, service.database(), secrets.ownerPassword(service), secrets.servicePassword(service));
        }
    }

    @Override
    public void stop() {
        EmbeddedPostgres started = server;
        if (started != null) {
            started.close();
        }
    }

    @Override
    public void kill() {
        EmbeddedPostgres started = server;
        if (started != null) {
            started.kill();
        }
    }

    @Override
    public boolean isAlive() {
        EmbeddedPostgres started = server;
        return started != null && started.isAlive();
    }

    EmbeddedPostgres server() {
        EmbeddedPostgres started = server;
        if (started == null) {
            throw new StackException("PostgreSQL has not been started");
        }
        return started;
    }
}
