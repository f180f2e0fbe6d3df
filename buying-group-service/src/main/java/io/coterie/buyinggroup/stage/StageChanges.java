package io.coterie.buyinggroup.stage;

import io.coterie.buyinggroup.definition.Trace;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What became of the stages of interests, in order. A group follows by the epoch it noted, so it does not matter when
 * it is looked at, nor how often. Every connection has entered its sandbox.
 */
@ApplicationScoped
public class StageChanges {

    private static final String ADD = """
            insert into stage_change (sandbox_id, interest_id, epoch, model_id, version, label, previous_label,
                                      stage_map, changed_at, changed_by)
            values ($1, $2, $3, $4, $5, $6, $7, $8::text::jsonb, $9, $10)""";

    private static final String COLUMNS = """
            select interest_id, epoch, model_id, version, label, previous_label, stage_map::text as stage_map,
                   changed_at, changed_by
              from stage_change
            """;

    /** Notes a change; the interest's row is locked. */
    public Uni<Void> add(SqlConnection connection, int sandboxId, UUID interestId, StageChange change) {
        return connection
                .preparedQuery(ADD)
                .execute(Tuple.of(sandboxId, interestId, change.to().epoch())
                        .addUUID(change.to().model())
                        .addInteger(change.to().versionNumber())
                        .addString(change.label())
                        .addString(change.previousLabel())
                        .addString(StageJson.write(change.map()))
                        .addOffsetDateTime(Trace.column(change.at()))
                        .addString(change.by()))
                .replaceWithVoid();
    }

    /** All changes of these interests, each interest's in order. */
    public Uni<Map<UUID, List<StageChange>>> of(SqlConnection connection, int sandboxId, Collection<UUID> interestIds) {
        if (interestIds.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return connection
                .preparedQuery(COLUMNS + " where sandbox_id = $1 and interest_id = any($2) order by epoch")
                .execute(Tuple.of(sandboxId).addArrayOfUUID(interestIds.toArray(UUID[]::new)))
                .map(rows -> {
                    Map<UUID, List<StageChange>> changes = new HashMap<>();
                    rows.forEach(row -> changes.computeIfAbsent(row.getUUID("interest_id"), id -> new ArrayList<>())
                            .add(change(row)));
                    return changes;
                });
    }

    /** The last change of an interest that gave it stages: those its groups' stages are of. */
    public Uni<Optional<StageChange>> lastWithStages(SqlConnection connection, int sandboxId, UUID interestId) {
        return connection
                .preparedQuery(COLUMNS + """
                         where sandbox_id = $1 and interest_id = $2 and model_id is not null
                         order by epoch desc limit 1""")
                .execute(Tuple.of(sandboxId, interestId))
                .map(rows -> rows.stream().map(StageChanges::change).findFirst());
    }

    private static StageChange change(Row row) {
        UUID model = row.getUUID("model_id");
        return new StageChange(
                new StageSet(
                        row.getInteger("epoch"),
                        model == null ? null : new StageVersion(model, row.getInteger("version"))),
                row.getString("label"),
                row.getString("previous_label"),
                StageJson.map(row.getString("stage_map")),
                Trace.instant(row, "changed_at"),
                row.getString("changed_by"));
    }
}
