package io.coterie.buyinggroup.groupstore;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.coterie.buyinggroup.completeness.Completeness;
import io.coterie.buyinggroup.completeness.RoleCompleteness;
import io.coterie.buyinggroup.conversion.Conversion;
import io.coterie.buyinggroup.conversion.Opportunity;
import io.coterie.buyinggroup.definition.Trace;
import io.coterie.buyinggroup.group.BuyingGroup;
import io.coterie.buyinggroup.membership.Cause;
import io.coterie.buyinggroup.membership.Source;
import io.coterie.buyinggroup.membership.Standing;
import io.coterie.buyinggroup.stage.StageSet;
import io.coterie.buyinggroup.stage.StageVersion;
import io.coterie.contracts.ContractJson;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads groups with everything decided about them. Every connection has entered its sandbox. */
@ApplicationScoped
public class GroupStatements {

    /** What {@link #group} reads of {@code buying_group}. */
    public static final String COLUMNS = """
            id, account_key, interest_id, job_id, name, stage, stage_epoch, stage_model_id, stage_version, status,
            completeness, engagement, qualified_since, opportunity_key, converted_at, outcome, outcome_at,
            roles::text as roles, out_of_audience, deleted, revision, created_at, updated_at""";

    private static final String GROUPS = "select " + COLUMNS + " from buying_group";

    private static final String STANDINGS = """
            select group_id, person_key, active, role, source, cause, decided_by, decided_at, assigned_at
              from buying_group_member
             where sandbox_id = $1 and group_id = any($2)""";

    private static final TypeReference<List<RoleCompleteness>> ROLES = new TypeReference<>() {};

    /** All groups of these accounts, deleted ones included. */
    public Uni<List<BuyingGroup>> ofAccounts(SqlConnection connection, int sandboxId, Collection<String> accountKeys) {
        return connection
                .preparedQuery(GROUPS + " where sandbox_id = $1 and account_key = any($2)")
                .execute(Tuple.of(sandboxId).addArrayOfString(accountKeys.toArray(String[]::new)))
                .chain(rows -> withStandings(connection, sandboxId, rows));
    }

    /** These groups, deleted ones included. */
    public Uni<List<BuyingGroup>> byIds(SqlConnection connection, int sandboxId, Collection<UUID> ids) {
        return connection
                .preparedQuery(GROUPS + " where sandbox_id = $1 and id = any($2)")
                .execute(Tuple.of(sandboxId).addArrayOfUUID(ids.toArray(UUID[]::new)))
                .chain(rows -> withStandings(connection, sandboxId, rows));
    }

    /** The account of a group that is not deleted. */
    public Uni<Optional<String>> accountOf(SqlConnection connection, int sandboxId, UUID id) {
        return connection
                .preparedQuery("select account_key from buying_group where sandbox_id = $1 and id = $2 and not deleted")
                .execute(Tuple.of(sandboxId, id))
                .map(rows ->
                        rows.stream().map(row -> row.getString("account_key")).findFirst());
    }

    private static Uni<List<BuyingGroup>> withStandings(SqlConnection connection, int sandboxId, RowSet<Row> groups) {
        if (groups.size() == 0) {
            return Uni.createFrom().item(List.of());
        }
        UUID[] ids = groups.stream().map(row -> row.getUUID("id")).toArray(UUID[]::new);
        return connection
                .preparedQuery(STANDINGS)
                .execute(Tuple.of(sandboxId).addArrayOfUUID(ids))
                .map(GroupStatements::standingsByGroup)
                .map(standings -> {
                    List<BuyingGroup> loaded = new ArrayList<>(ids.length);
                    for (Row row : groups) {
                        loaded.add(group(row, standings.getOrDefault(row.getUUID("id"), new TreeMap<>())));
                    }
                    return loaded;
                });
    }

    private static Map<UUID, SortedMap<String, Standing>> standingsByGroup(RowSet<Row> rows) {
        Map<UUID, SortedMap<String, Standing>> standings = new HashMap<>();
        for (Row row : rows) {
            Standing standing = standing(row);
            var _ = standings
                    .computeIfAbsent(row.getUUID("group_id"), id -> new TreeMap<>())
                    .put(standing.personKey(), standing);
        }
        return standings;
    }

    public static Standing standing(Row row) {
        return new Standing(
                row.getString("person_key"),
                row.getBoolean("active"),
                row.getString("role"),
                Source.valueOf(row.getString("source")),
                Cause.valueOf(row.getString("cause")),
                row.getString("decided_by"),
                Trace.instant(row, "decided_at"),
                Trace.instant(row, "assigned_at"));
    }

    public static BuyingGroup group(Row row, SortedMap<String, Standing> standings) {
        return new BuyingGroup(
                row.getUUID("id"),
                row.getString("account_key"),
                row.getUUID("interest_id"),
                row.getUUID("job_id"),
                row.getString("name"),
                row.getString("stage"),
                stages(row),
                row.getString("status"),
                new Completeness(row.getBigDecimal("completeness"), roles(row.getString("roles"))),
                row.getBigDecimal("engagement"),
                Trace.instantOrNull(row, "qualified_since"),
                conversion(row),
                standings,
                row.getBoolean("out_of_audience"),
                row.getBoolean("deleted"),
                row.getLong("revision"),
                Trace.instant(row, "created_at"),
                Trace.instant(row, "updated_at"));
    }

    private static @Nullable Conversion conversion(Row row) {
        String opportunity = row.getString("opportunity_key");
        return opportunity == null
                ? null
                : new Conversion(
                        opportunity,
                        Trace.instant(row, "converted_at"),
                        Opportunity.Outcome.valueOf(row.getString("outcome")),
                        Trace.instantOrNull(row, "outcome_at"));
    }

    private static StageSet stages(Row row) {
        UUID model = row.getUUID("stage_model_id");
        return new StageSet(
                row.getInteger("stage_epoch"),
                model == null ? null : new StageVersion(model, row.getInteger("stage_version")));
    }

    static List<RoleCompleteness> roles(String json) {
        try {
            return ContractJson.mapper().readValue(json, ROLES);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("Expected the roles of a group", e);
        }
    }
}
