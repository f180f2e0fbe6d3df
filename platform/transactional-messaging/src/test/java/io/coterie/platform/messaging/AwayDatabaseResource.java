package io.coterie.platform.messaging;

import io.coterie.platform.tenancy.Unscoped;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.pgclient.PgBuilder;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.concurrent.TimeUnit;

/** An endpoint whose database is wherever the request says; it waits a second for a connection. */
@Path("/v1/away")
@Unscoped
@PermitAll
class AwayDatabaseResource {

    private final Vertx vertx;

    AwayDatabaseResource(Vertx vertx) {
        this.vertx = vertx;
    }

    @GET
    public Uni<String> look(@QueryParam("port") int port) {
        PgConnectOptions options = new PgConnectOptions()
                .setHost("127.0.0.1")
                .setPort(port)
                .setDatabase("none")
                .setUser("nobody");
        PoolOptions patience =
                new PoolOptions().setMaxSize(1).setConnectionTimeout(1).setConnectionTimeoutUnit(TimeUnit.SECONDS);
        Pool pool = PgBuilder.pool()
                .with(patience)
                .connectingTo(options)
                .using(vertx)
                .build();
        return pool.withConnection(connection -> connection.query("select 1").execute())
                .map(rows -> "there")
                .onTermination()
                .invoke(pool::closeAndForget);
    }
}
