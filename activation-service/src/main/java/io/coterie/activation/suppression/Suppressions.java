package io.coterie.activation.suppression;

import io.coterie.activation.address.EmailAddress;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The addresses of a sandbox that are not written to. */
@ApplicationScoped
public class Suppressions {

    private static final String FIND =
            "select address, reason from suppression where sandbox_id = $1 and address = any($2)";

    private static final String ADD = """
            insert into suppression (sandbox_id, address, reason, note, person_key, created_by)
            values ($1, $2, $3, $4, $5, $6) on conflict do nothing returning address""";

    private static final String LIST = """
            select * from suppression where sandbox_id = $1 and address > $2 order by address limit $3""";

    private static final String REMOVE =
            "delete from suppression where sandbox_id = $1 and address = $2 returning address";

    private final SandboxTransactions transactions;

    Suppressions(SandboxTransactions transactions) {
        this.transactions = transactions;
    }

    /** Which of these addresses are suppressed, and why. */
    public Uni<Map<String, SuppressionReason>> find(
            SqlConnection connection, Sandbox sandbox, Collection<String> addresses) {
        return connection
                .preparedQuery(FIND)
                .execute(Tuple.of(sandbox.id(), addresses.toArray(String[]::new)))
                .map(rows -> {
                    Map<String, SuppressionReason> found = new HashMap<>();
                    rows.forEach(row -> found.put(row.getString("address"), reason(row)));
                    return found;
                });
    }

    /** Suppresses an address; false when it was suppressed already. */
    public Uni<Boolean> add(
            SqlConnection connection,
            int sandboxId,
            EmailAddress address,
            SuppressionReason reason,
            @Nullable String note,
            @Nullable String personKey,
            String by) {
        return connection
                .preparedQuery(ADD)
                .execute(Tuple.tuple()
                        .addInteger(sandboxId)
                        .addString(address.value())
                        .addString(reason.word())
                        .addString(note)
                        .addString(personKey)
                        .addString(by))
                .map(rows -> rows.size() > 0);
    }

    Uni<Boolean> add(
            Sandbox sandbox, EmailAddress address, SuppressionReason reason, @Nullable String note, String by) {
        return transactions.inSandbox(
                sandbox, connection -> add(connection, sandbox.id(), address, reason, note, null, by));
    }

    Uni<List<Suppression>> list(Sandbox sandbox, String after, int limit) {
        return transactions.inSandbox(
                sandbox,
                connection -> connection
                        .preparedQuery(LIST)
                        .execute(Tuple.of(sandbox.id(), after, limit))
                        .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                                .map(Suppressions::suppression)
                                .toList()));
    }

    /** False when the address was not suppressed. */
    Uni<Boolean> remove(Sandbox sandbox, EmailAddress address) {
        return transactions.inSandbox(
                sandbox,
                connection -> connection
                        .preparedQuery(REMOVE)
                        .execute(Tuple.of(sandbox.id(), address.value()))
                        .map(rows -> rows.size() > 0));
    }

    private static Suppression suppression(Row row) {
        return new Suppression(
                row.getString("address"),
                row.getString("reason"),
                row.getString("note"),
                row.getString("person_key"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getString("created_by"));
    }

    private static SuppressionReason reason(Row row) {
        return SuppressionReason.ofWord(row.getString("reason")).orElseThrow();
    }

    /** A suppressed address as the interface shows it. */
    record Suppression(
            String address,
            String reason,
            @Nullable String note,
            @Nullable String personKey,
            Instant createdAt,
            String createdBy) {}
}
