package io.coterie.buyinggroup.build;

import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;

/** The last night that each part of it has begun in a sandbox, noted in the transaction that begins it (D-80). */
@ApplicationScoped
public class BegunNights {

    /** What a night consists of here, each with a schedule of its own. */
    public enum Part {
        GROUPS,
        ENGAGEMENT
    }

    private static final String NOTE = """
            insert into begun_night as known (sandbox_id, part, night) values ($1, $2, $3)
            on conflict (sandbox_id, part) do update set night = excluded.night where known.night < excluded.night""";

    private static final String MAKE_UP = """
            update begun_night set night = $3 where sandbox_id = $1 and part = $2 and night < $3""";

    /** A sandbox that is seen for the first time was not there that night. */
    private static final String NOTE_FIRST = """
            insert into begun_night (sandbox_id, part, night) values ($1, $2, $3)
            on conflict (sandbox_id, part) do nothing""";

    /** Notes a night that begins. */
    public Uni<Void> note(SqlConnection connection, Sandbox sandbox, Part part, LocalDate night) {
        return connection
                .preparedQuery(NOTE)
                .execute(parameters(sandbox, part, night))
                .replaceWithVoid();
    }

    /** Whether this night, the last one that was due, was missed. It is the caller's to begin then, and nobody else's. */
    public Uni<Boolean> makesUp(SqlConnection connection, Sandbox sandbox, Part part, LocalDate night) {
        return connection
                .preparedQuery(MAKE_UP)
                .execute(parameters(sandbox, part, night))
                .map(rows -> rows.rowCount() > 0)
                .call(missed -> missed
                        ? Uni.createFrom().voidItem()
                        : connection.preparedQuery(NOTE_FIRST).execute(parameters(sandbox, part, night)));
    }

    private static Tuple parameters(Sandbox sandbox, Part part, LocalDate night) {
        return Tuple.of(sandbox.id(), part.name(), night);
    }
}
