package io.coterie.buyinggroup.field;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.contracts.ContractJson;
import io.coterie.contracts.DefinitionState;
import io.coterie.platform.conditions.CustomFields;
import io.coterie.platform.conditions.FieldCatalogue;
import io.coterie.platform.conditions.FieldType;
import io.coterie.platform.conditions.PersonFacts;
import io.coterie.platform.conditions.RecordKind;
import io.coterie.platform.messaging.ReceivedEvent;
import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** This service's read copy of the sandboxes' custom fields, and the catalogues made of them. */
@ApplicationScoped
public class SandboxFields {

    private static final String UPSERT = """
            insert into custom_field_set (sandbox_id, kind, definition, revision)
            select $1, state.kind, state.definition::jsonb, state.revision
              from unnest($2::text[], $3::text[], $4::bigint[]) as state (kind, definition, revision)
             order by state.kind
            on conflict (sandbox_id, kind) do update
               set definition = excluded.definition, revision = excluded.revision
             where custom_field_set.revision < excluded.revision
            returning kind""";

    private static final String FIELDS = """
            select kind, definition::text as definition, revision from custom_field_set
             where sandbox_id = $1 order by kind""";

    /** The standard fields, and the score that this service computes. */
    private static final FieldCatalogue STANDARD = FieldCatalogue.standard()
            .with(RecordKind.PERSON, PersonFacts.ENGAGEMENT, FieldType.NUMBER, "Person engagement score");

    /**
     * A catalogue holds the compiled environment of its expressions, so it is made once for each state of the fields.
     */
    private final Map<Integer, Known> catalogues = new ConcurrentHashMap<>();

    /** Applies sets of fields; answers whether any changed. Definitions of other kinds are none of them. */
    public Uni<Boolean> applyDefinitions(SqlConnection connection, Sandbox sandbox, List<ReceivedEvent> events) {
        Map<String, ReceivedEvent> newest = new TreeMap<>();
        for (ReceivedEvent event : events) {
            if (event.data() != null && event.recordKey().startsWith(DefinitionState.SCHEMA + "/")) {
                newest.merge(event.recordKey(), event, SandboxFields::newer);
            }
        }
        if (newest.isEmpty()) {
            return Uni.createFrom().item(false);
        }
        List<DefinitionState> states = newest.values().stream()
                .map(event -> event.payload(DefinitionState.class))
                .toList();
        return connection
                .preparedQuery(UPSERT)
                .execute(Tuple.of(sandbox.id())
                        .addArrayOfString(
                                states.stream().map(DefinitionState::id).toArray(String[]::new))
                        .addArrayOfString(states.stream()
                                .map(state ->
                                        ContractJson.write(state.definition() == null ? Map.of() : state.definition()))
                                .toArray(String[]::new))
                        .addArrayOfLong(newest.values().stream()
                                .map(ReceivedEvent::revision)
                                .toArray(Long[]::new)))
                .map(rows -> rows.rowCount() > 0);
    }

    /** What conditions of the sandbox may read now; the same object as long as nothing changes. */
    public Uni<FieldCatalogue> catalogue(SqlConnection connection, int sandboxId) {
        return connection.preparedQuery(FIELDS).execute(Tuple.of(sandboxId)).map(rows -> catalogue(sandboxId, rows));
    }

    private FieldCatalogue catalogue(int sandboxId, RowSet<Row> rows) {
        if (rows.size() == 0) {
            return STANDARD;
        }
        List<String> state = new ArrayList<>();
        rows.forEach(row -> state.add(row.getString("kind") + " " + row.getLong("revision")));
        Known known = catalogues.get(sandboxId);
        if (known != null && known.state().equals(state)) {
            return known.catalogue();
        }
        FieldCatalogue catalogue = STANDARD;
        for (Row row : rows) {
            catalogue = CustomFields.add(catalogue, row.getString("kind"), json(row.getString("definition")));
        }
        catalogues.put(sandboxId, new Known(state, catalogue));
        return catalogue;
    }

    private static JsonNode json(String text) {
        return ContractJson.readTree(text.getBytes(StandardCharsets.UTF_8));
    }

    private static ReceivedEvent newer(ReceivedEvent one, ReceivedEvent other) {
        return other.revision() > one.revision() ? other : one;
    }

    private record Known(List<String> state, FieldCatalogue catalogue) {}
}
