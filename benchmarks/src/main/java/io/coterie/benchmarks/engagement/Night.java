package io.coterie.benchmarks.engagement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.coterie.benchmarks.suite.Demand;
import io.coterie.benchmarks.suite.Suite;
import io.coterie.benchmarks.suite.Usage;
import io.coterie.localstack.stack.Part;
import java.sql.SQLException;
import java.time.LocalDate;

/**
 * A run that is over.
 *
 * @param computing from its POST until every score is stored
 * @param telling from then until the groups' new states and events are, in the outbox
 * @param run as REST shows it
 */
record Night(Usage computing, Usage telling, JsonNode run) {

    /** A run as an administrator starts it; the night's is the same. */
    static Night of(Suite suite, Demand demand) throws SQLException {
        JsonNode[] begun = new JsonNode[1];
        Usage computing = suite.<SQLException>until(() -> {
            begun[0] = suite.rest()
                    .post(
                            demand.sandbox(),
                            suite.buyingGroups(),
                            "/v1/engagement-runs",
                            JsonNodeFactory.instance.objectNode());
            suite.until(
                    Part.BUYING_GROUP_SERVICE,
                    demand.sandboxId(),
                    "select not exists (select from engagement_run where state = 'QUEUED')");
        });
        Usage telling = suite.<SQLException>until(() -> suite.until(
                Part.BUYING_GROUP_SERVICE,
                demand.sandboxId(),
                "select not exists (select from engagement_run where state = 'PUBLISHING')"));
        JsonNode run = suite.rest()
                .get(
                        demand.sandbox(),
                        suite.buyingGroups(),
                        "/v1/engagement-runs/" + begun[0].path("id").asText());
        if (!run.path("finishedAt").isTextual() || run.path("failure").isTextual()) {
            throw new IllegalStateException("Expected a complete run, but got " + run);
        }
        return new Night(computing, telling, run);
    }

    LocalDate from() {
        return LocalDate.parse(run.path("windowFrom").asText());
    }

    LocalDate to() {
        return LocalDate.parse(run.path("windowTo").asText());
    }

    int personsChanged() {
        return run.path("personsChanged").asInt();
    }

    int groupsChanged() {
        return run.path("groupsChanged").asInt();
    }

    int groupsTold() {
        return run.path("groupsPublished").asInt();
    }

    double seconds() {
        return computing.seconds() + telling.seconds();
    }
}
