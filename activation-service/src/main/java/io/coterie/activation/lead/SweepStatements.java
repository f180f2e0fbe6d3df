package io.coterie.activation.lead;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** The SQL of the sweep. */
@ApplicationScoped
class SweepStatements {

    // Claimed by the first replica that comes; the others find it asked about already.
    private static final String CLAIM = """
            update lead_subscription set swept_at = $2
             where sandbox_id = $1 and (swept_at is null or swept_at <= $2::timestamptz - $3::float8 * interval '1 second')
            returning connection_id, coalesce(swept_until, created_at) as swept_until""";

    private static final String SWEPT =
            "update lead_subscription set swept_until = $3 where sandbox_id = $1 and connection_id = $2";

    /** A connection to be asked about. */
    record Sweep(int sandboxId, UUID connectionId, Instant sweptUntil) {}

    Uni<List<Sweep>> claim(SqlConnection connection, int sandboxId, Instant now, Duration notWithin) {
        return connection
                .preparedQuery(CLAIM)
                .execute(Tuple.of(sandboxId, now.atOffset(ZoneOffset.UTC), notWithin.toMillis() / 1000.0))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new Sweep(
                                sandboxId,
                                row.getUUID("connection_id"),
                                row.getOffsetDateTime("swept_until").toInstant()))
                        .toList());
    }

    Uni<Void> swept(SqlConnection connection, Sweep sweep, Instant until) {
        return connection
                .preparedQuery(SWEPT)
                .execute(Tuple.of(sweep.sandboxId(), sweep.connectionId(), until.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }
}
