package io.coterie.journey.history;

import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/** Types of events whose past is still to be read, over all sandboxes. */
@ApplicationScoped
class KeptEventTypes {

    private static final String INCOMPLETE =
            "select sandbox_id, event_type, generation from kept_event_type where not complete";

    private static final String COMPLETE = """
            update kept_event_type as type set complete = true
              from unnest($1::bigint[]) as done (generation)
             where type.generation = done.generation""";

    private final SandboxTransactions transactions;

    KeptEventTypes(SandboxTransactions transactions) {
        this.transactions = transactions;
    }

    /** @param generation differs when the type was forgotten and is wanted again */
    record KeptType(int sandboxId, String eventType, long generation) {

        boolean isOf(Sandbox sandbox, String type) {
            return sandboxId == sandbox.id() && eventType.equals(type);
        }
    }

    Uni<Set<KeptType>> incomplete() {
        return transactions.acrossSandboxes(connection -> connection
                .preparedQuery(INCOMPLETE)
                .execute()
                .map(rows -> rows.stream()
                        .map(row -> new KeptType(
                                row.getInteger("sandbox_id"), row.getString("event_type"), row.getLong("generation")))
                        .collect(Collectors.toSet())));
    }

    Uni<Void> complete(Collection<KeptType> types) {
        return transactions.acrossSandboxes(connection -> complete(connection, types));
    }

    private static Uni<Void> complete(SqlConnection connection, Collection<KeptType> types) {
        return connection
                .preparedQuery(COMPLETE)
                .execute(Tuple.tuple()
                        .addArrayOfLong(types.stream().map(KeptType::generation).toArray(Long[]::new)))
                .replaceWithVoid();
    }
}
