package io.coterie.buyinggroup.solutioninterest;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.buyinggroup.definition.DefinitionError;
import io.coterie.buyinggroup.definition.DefinitionUse;
import io.coterie.contracts.ContractJson;
import io.coterie.contracts.DefinitionState;
import io.coterie.platform.messaging.ReceivedEvent;
import io.coterie.platform.problem.ProblemException;
import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * How journeys tell interests apart, because an interest that one of them names cannot be deleted (SI-06) and keeps a
 * name by which its conditions find it, and whom published ones take in, because dashboards count these accounts
 * (D-68). What else a journey says is journey-service's affair.
 */
@ApplicationScoped
public class JourneyReferences implements DefinitionUse {

    private static final String UPSERT = """
            insert into journey_reference (sandbox_id, journey_id, name, tests, audience_id, revision)
            select $1, state.id, state.name, state.tests::jsonb, nullif(state.audience, ''), state.revision
              from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[])
                as state (id, name, tests, audience, revision)
             order by state.id
            on conflict (sandbox_id, journey_id) do update
               set name = excluded.name, tests = excluded.tests, audience_id = excluded.audience_id,
                   revision = excluded.revision
             where journey_reference.revision <= excluded.revision""";

    private static final String TESTING =
            "select name, tests::text as tests from journey_reference where sandbox_id = $1 and tests <> '[]' order by name";

    /** So many journeys are told of. */
    private static final int MENTIONED = 5;

    /** Its runs are of accounts that were taken in, whether others still may be or not. */
    private static final Set<String> PUBLISHED = Set.of("live", "closed");

    /** Applies journeys; definitions of other kinds are none of them. */
    public Uni<Void> applyDefinitions(SqlConnection connection, Sandbox sandbox, List<ReceivedEvent> events) {
        Map<String, ReceivedEvent> newest = new TreeMap<>();
        for (ReceivedEvent event : events) {
            if (event.data() != null && event.recordKey().startsWith(DefinitionState.JOURNEY + "/")) {
                newest.merge(event.recordKey(), event, (one, other) -> other.revision() > one.revision() ? other : one);
            }
        }
        if (newest.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<DefinitionState> states = newest.values().stream()
                .map(event -> event.payload(DefinitionState.class))
                .toList();
        return connection
                .preparedQuery(UPSERT)
                .execute(Tuple.of(sandbox.id())
                        .addArrayOfString(
                                states.stream().map(DefinitionState::id).toArray(String[]::new))
                        .addArrayOfString(
                                states.stream().map(DefinitionState::name).toArray(String[]::new))
                        .addArrayOfString(
                                states.stream().map(JourneyReferences::tests).toArray(String[]::new))
                        .addArrayOfString(
                                states.stream().map(JourneyReferences::audience).toArray(String[]::new))
                        .addArrayOfLong(newest.values().stream()
                                .map(ReceivedEvent::revision)
                                .toArray(Long[]::new)))
                .replaceWithVoid();
    }

    @Override
    public Uni<String> usedBy(SqlConnection connection, int sandboxId, String kind, String key) {
        if (!kind.equals(DefinitionState.SOLUTION_INTEREST)) {
            return Uni.createFrom().item("");
        }
        return connection
                .preparedQuery("select name from solution_interest where sandbox_id = $1 and id = $2")
                .execute(Tuple.of(sandboxId, UUID.fromString(key)))
                .map(rows -> rows.iterator().next().getString("name"))
                .chain(name -> testing(connection, sandboxId, test -> test.names(key, name)));
    }

    /**
     * Refuses the name when some journey finds the interest by the one it has and would not by this one. A journey that
     * would find it only by this one is no obstacle, as it is none for a new interest.
     */
    Uni<Void> requireStillFound(SqlConnection connection, int sandboxId, SolutionInterest interest, String name) {
        String id = interest.id().toString();
        return testing(connection, sandboxId, test -> test.names(id, interest.name()) && !test.names(id, name))
                .invoke(journeys -> {
                    if (!journeys.isEmpty()) {
                        throw ProblemException.ofField(
                                DefinitionError.DEFINITION_IN_USE,
                                "/name",
                                "Expected the name '" + interest.name() + "', because it is used by " + journeys + ".");
                    }
                })
                .replaceWithVoid();
    }

    /** The journeys that have such a test, in words; empty text when none has. */
    private static Uni<String> testing(SqlConnection connection, int sandboxId, Predicate<InterestMatch> such) {
        return connection
                .preparedQuery(TESTING)
                .execute(Tuple.of(sandboxId))
                .map(rows -> rows.stream()
                        .filter(row -> read(row.getString("tests")).anyMatch(such))
                        .map(row -> row.getString("name"))
                        .limit(MENTIONED)
                        .toList())
                .map(names -> names.isEmpty() ? "" : "the journeys '" + String.join("', '", names) + "'");
    }

    private static String tests(DefinitionState journey) {
        return ContractJson.write(JourneyInterests.of(journey));
    }

    private static Stream<InterestMatch> read(String tests) {
        return Arrays.stream(ContractJson.read(
                ContractJson.readTree(tests.getBytes(StandardCharsets.UTF_8)), InterestMatch[].class));
    }

    /** Its first node says who enters; empty for a journey that is not published. */
    private static String audience(DefinitionState journey) {
        JsonNode definition = journey.definition();
        return definition == null || !PUBLISHED.contains(journey.status())
                ? ""
                : definition.path("nodes").path(0).path("audience").asText("");
    }
}
