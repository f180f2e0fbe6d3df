package io.coterie.buyinggroup.engagement;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/**
 * The scale of the last run. Whoever computes live values shares its lock until the commit, and a run takes it alone at its
 * end: what was computed by the old scale is then there to be seen, and what comes later goes by the new one.
 */
@ApplicationScoped
class ScaleStatements {

    private static final String SHARE = """
            select model_id, activity_types, weights, subtrahend, divisor, person_maximum, group_maximum
              from engagement_scale where sandbox_id = $1 for share""";

    private static final String LOCK = "select 1 from engagement_scale where sandbox_id = $1 for update";

    private static final String STORE = """
            insert into engagement_scale as known (sandbox_id, model_id, activity_types, weights, subtrahend, divisor,
                                                   person_maximum, group_maximum)
            values ($1, $2, $3, $4, $5, $6, $7, $8)
            on conflict (sandbox_id) do update
               set model_id = excluded.model_id, activity_types = excluded.activity_types,
                   weights = excluded.weights, subtrahend = excluded.subtrahend, divisor = excluded.divisor,
                   person_maximum = excluded.person_maximum, group_maximum = excluded.group_maximum
             where (known.model_id, known.activity_types, known.weights, known.subtrahend, known.divisor,
                    known.person_maximum, known.group_maximum)
                   is distinct from (excluded.model_id, excluded.activity_types, excluded.weights,
                    excluded.subtrahend, excluded.divisor, excluded.person_maximum, excluded.group_maximum)""";

    /** Nothing before the first run. */
    Uni<Optional<Scale>> share(SqlConnection connection, int sandboxId) {
        return connection
                .preparedQuery(SHARE)
                .execute(Tuple.of(sandboxId))
                .map(rows -> rows.stream().map(ScaleStatements::scale).findFirst());
    }

    /** Whether there has been a run. */
    Uni<Boolean> exists(SqlConnection connection, int sandboxId) {
        return connection
                .preparedQuery("select exists (select 1 from engagement_scale where sandbox_id = $1) as present")
                .execute(Tuple.of(sandboxId))
                .map(rows -> rows.iterator().next().getBoolean("present"));
    }

    Uni<Void> lock(SqlConnection connection, int sandboxId) {
        return connection.preparedQuery(LOCK).execute(Tuple.of(sandboxId)).replaceWithVoid();
    }

    /** Whether it is there and nobody else has it. */
    Uni<Boolean> tryLock(SqlConnection connection, int sandboxId) {
        return connection
                .preparedQuery(LOCK + " skip locked")
                .execute(Tuple.of(sandboxId))
                .map(rows -> rows.size() > 0);
    }

    Uni<Void> store(SqlConnection connection, int sandboxId, Scale scale) {
        return connection
                .preparedQuery(STORE)
                .execute(scale.weights()
                        .addTo(Tuple.of(sandboxId, scale.modelId()))
                        .addInteger(scale.weightScale().subtrahend())
                        .addInteger(scale.weightScale().divisor())
                        .addDouble(scale.personMaximum())
                        .addDouble(scale.groupMaximum()))
                .replaceWithVoid();
    }

    private static Scale scale(Row row) {
        return new Scale(
                row.getUUID("model_id"),
                new Weights(
                        List.of(row.getArrayOfStrings("activity_types")), List.of(row.getArrayOfIntegers("weights"))),
                new WeightScale(row.getInteger("subtrahend"), row.getInteger("divisor")),
                row.getDouble("person_maximum"),
                row.getDouble("group_maximum"));
    }
}
