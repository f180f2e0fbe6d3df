package io.coterie.journey.run;

import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Counts a journey's runs. Nothing is counted while runs move: a counter per node would be one row that every worker
 * waits for.
 */
@ApplicationScoped
public class RunStatistics {

    private static final String PLACES = """
            select status, node, coalesce(label, '') as label, count(*) as runs
              from run where sandbox_id = $1 and journey_id = $2
             group by status, node, label""";

    private static final String VISITS = """
            select visit.key as node, count(*) as runs, sum(visit.value::bigint)::bigint as visits
              from run cross join jsonb_each_text(run.visits) as visit
             where run.sandbox_id = $1 and run.journey_id = $2
             group by visit.key""";

    private static final String ACTIONS = """
            with latest as (
              select distinct on (action_id) action_id, status from action_outcome
               where sandbox_id = $1 order by action_id, at desc, event_id desc)
            select request.node, coalesce(latest.status, 'requested') as status, count(*) as actions
              from action_request as request
              join run on run.sandbox_id = request.sandbox_id and run.id = request.run_id
              left join latest on latest.action_id = request.action_id
             where request.sandbox_id = $1 and run.journey_id = $2
             group by request.node, coalesce(latest.status, 'requested')""";

    public Uni<JourneyStatistics> of(SqlConnection connection, Sandbox sandbox, UUID journey) {
        Tuple parameters = Tuple.of(sandbox.id(), journey);
        Counts counts = new Counts();
        return connection
                .preparedQuery(PLACES)
                .execute(parameters)
                .invoke(counts::places)
                .chain(() -> connection.preparedQuery(VISITS).execute(parameters))
                .invoke(counts::visits)
                .chain(() -> connection.preparedQuery(ACTIONS).execute(parameters))
                .invoke(counts::actions)
                .map(done -> counts.statistics());
    }

    private static final class Counts {

        private final Map<String, Long> statuses = new TreeMap<>();
        private final Map<String, Long> current = new TreeMap<>();
        private final Map<String, Long> ended = new TreeMap<>();
        private final Map<String, Long> endedByLabel = new TreeMap<>();
        private final Map<String, JourneyStatistics.NodeCounts> nodes = new TreeMap<>();
        private final Map<String, Map<String, Long>> actions = new TreeMap<>();

        void places(RowSet<Row> rows) {
            for (Row row : rows) {
                String status = row.getString("status");
                long runs = row.getLong("runs");
                statuses.merge(status, runs, Long::sum);
                switch (status) {
                    case "ended" -> {
                        ended.merge(row.getString("node"), runs, Long::sum);
                        endedByLabel.merge(row.getString("label"), runs, Long::sum);
                    }
                    case "aborted" -> {}
                    default -> current.merge(row.getString("node"), runs, Long::sum);
                }
            }
        }

        void visits(RowSet<Row> rows) {
            for (Row row : rows) {
                String node = row.getString("node");
                nodes.put(
                        node,
                        new JourneyStatistics.NodeCounts(
                                row.getLong("visits"), row.getLong("runs"), current.getOrDefault(node, 0L)));
            }
        }

        void actions(RowSet<Row> rows) {
            for (Row row : rows) {
                actions.computeIfAbsent(row.getString("node"), node -> new TreeMap<>())
                        .put(row.getString("status"), row.getLong("actions"));
            }
        }

        JourneyStatistics statistics() {
            long entered = statuses.values().stream().mapToLong(Long::longValue).sum();
            Map<String, Long> resting = new TreeMap<>(statuses);
            long over = ended.values().stream().mapToLong(Long::longValue).sum() + statuses.getOrDefault("aborted", 0L);
            resting.remove("ended");
            resting.remove("aborted");
            return new JourneyStatistics(
                    entered,
                    entered - over,
                    statuses.getOrDefault("aborted", 0L),
                    resting,
                    nodes,
                    ended,
                    endedByLabel,
                    actions);
        }
    }
}
