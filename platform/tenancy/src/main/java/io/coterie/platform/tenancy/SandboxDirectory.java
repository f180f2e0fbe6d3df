package io.coterie.platform.tenancy;

import io.coterie.platform.problem.GenericError;
import io.coterie.platform.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The sandboxes this service knows, by name and by id. They are read once and kept: a sandbox's id, name and
 * organisation never change.
 */
@ApplicationScoped
public class SandboxDirectory {

    private final SandboxTransactions transactions;
    private final Map<Name, Sandbox> byName = new ConcurrentHashMap<>();
    private final Map<Integer, Sandbox> byId = new ConcurrentHashMap<>();

    SandboxDirectory(SandboxTransactions transactions) {
        this.transactions = transactions;
    }

    /** Fails with 403 when there is no such sandbox: its absence must look like its being closed. */
    public Uni<Sandbox> require(String organisation, String name) {
        Sandbox known = byName.get(new Name(organisation, name));
        if (known != null) {
            return Uni.createFrom().item(known);
        }
        return read(
                        "select id, name, organisation from sandbox where organisation = $1 and name = $2",
                        Tuple.of(organisation, name))
                .map(found -> {
                    if (found.isEmpty()) {
                        throw notOpen(name);
                    }
                    return found.getFirst();
                });
    }

    /** Fails with {@link UnknownSandbox} when its state has not arrived here yet. */
    public Uni<Sandbox> byId(int id) {
        Sandbox known = byId.get(id);
        if (known != null) {
            return Uni.createFrom().item(known);
        }
        return read("select id, name, organisation from sandbox where id = $1", Tuple.of(id))
                .map(found -> {
                    if (found.isEmpty()) {
                        throw new UnknownSandbox(id);
                    }
                    return found.getFirst();
                });
    }

    /** Every sandbox known here. */
    public Uni<List<Sandbox>> all() {
        return read("select id, name, organisation from sandbox order by id", Tuple.tuple());
    }

    static ProblemException notOpen(String name) {
        return new ProblemException(
                GenericError.SANDBOX_FORBIDDEN, "Expected a sandbox open to the token, but '" + name + "' is not.");
    }

    private Uni<List<Sandbox>> read(String sql, Tuple parameters) {
        return transactions
                .acrossSandboxes(connection ->
                        connection.preparedQuery(sql).execute(parameters).map(SandboxDirectory::sandboxes))
                .invoke(found -> found.forEach(this::keep));
    }

    private void keep(Sandbox sandbox) {
        byName.put(new Name(sandbox.organisation(), sandbox.name()), sandbox);
        byId.put(sandbox.id(), sandbox);
    }

    private static List<Sandbox> sandboxes(RowSet<Row> rows) {
        return rows.stream()
                .map(row -> new Sandbox(row.getInteger("id"), row.getString("name"), row.getString("organisation")))
                .toList();
    }

    private record Name(String organisation, String name) {}

    /** The sandbox's state has not arrived yet; whoever needs it tries again. */
    public static final class UnknownSandbox extends RuntimeException {

        UnknownSandbox(int id) {
            super("Sandbox " + id + " is not known here yet");
        }
    }
}
