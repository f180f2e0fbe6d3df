package io.coterie.journey.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.contracts.ContractJson;
import io.coterie.contracts.DefinitionState;
import io.coterie.platform.conditions.CustomFields;
import io.coterie.platform.conditions.FieldCatalogue;
import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What conditions of a sandbox may read: the standard fields and the customer's own. */
@ApplicationScoped
public class SandboxFields {

    private static final String STATE = """
            select id || ' ' || revision as state from known_definition
             where sandbox_id = $1 and kind = $2 and status <> 'deleted' order by id""";

    private static final String DEFINITIONS = """
            select id, id || ' ' || revision as state, definition::text as definition from known_definition
             where sandbox_id = $1 and kind = $2 and status <> 'deleted' order by id""";

    /** A catalogue holds the compiled environment of its expressions, so it is made once for each state of the fields. */
    private final Map<Integer, Known> catalogues = new ConcurrentHashMap<>();

    private record Known(List<String> state, FieldCatalogue catalogue) {}

    /** The sandbox's fields now; the same object as long as nothing changes. */
    public Uni<FieldCatalogue> catalogue(SqlConnection connection, Sandbox sandbox) {
        return read(connection, STATE, sandbox).chain(rows -> {
            Known known = catalogues.get(sandbox.id());
            if (rows.size() == 0) {
                return Uni.createFrom().item(FieldCatalogue.standard());
            }
            return known != null && known.state.equals(states(rows))
                    ? Uni.createFrom().item(known.catalogue)
                    : read(connection, DEFINITIONS, sandbox).map(definitions -> learn(sandbox, definitions));
        });
    }

    private FieldCatalogue learn(Sandbox sandbox, RowSet<Row> rows) {
        FieldCatalogue catalogue = FieldCatalogue.standard();
        for (Row row : rows) {
            String definition = row.getString("definition");
            catalogue = CustomFields.add(catalogue, row.getString("id"), json(definition == null ? "{}" : definition));
        }
        Known learnt = new Known(states(rows), catalogue);
        // Steps that learn the same state at once must come to the same object, or all would compile their journeys
        // again.
        return catalogues.merge(sandbox.id(), learnt, (known, now) -> known.state.equals(now.state) ? known : now)
                .catalogue;
    }

    private static List<String> states(RowSet<Row> rows) {
        return rows.stream().map(row -> row.getString("state")).toList();
    }

    private static Uni<RowSet<Row>> read(SqlConnection connection, String sql, Sandbox sandbox) {
        return connection.preparedQuery(sql).execute(Tuple.of(sandbox.id(), DefinitionState.SCHEMA));
    }

    private static JsonNode json(String text) {
        return ContractJson.readTree(text.getBytes(StandardCharsets.UTF_8));
    }
}
