package io.coterie.buyinggroup.solutioninterest;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.buyinggroup.definition.DefinitionError;
import io.coterie.buyinggroup.definition.DefinitionUse;
import io.coterie.contracts.ContractJson;
import io.coterie.contracts.DefinitionState;
import io.coterie.platform.conditions.ConditionScope;
import io.coterie.platform.messaging.ReceivedEvent;
import io.coterie.platform.problem.ProblemException;
import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which journeys name which interests, because an interest a journey uses cannot be deleted (SI-06) and keeps the name a
 * condition says, and whom published ones take in, because dashboards count these accounts (D-68). What else a journey says
 * is journey-service's affair. Nodes name interests by id, conditions by id or name.
 */
@ApplicationScoped
public class JourneyReferences implements DefinitionUse {

    private static final String UPSERT = """
            insert into journey_reference (sandbox_id, journey_id, name, texts, audience_id, revision)
            select $1, state.id, state.name, array(select jsonb_array_elements_text(state.texts::jsonb)),
                   nullif(state.audience, ''), state.revision
              from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[])
                as state (id, name, texts, audience, revision)
             order by state.id
            on conflict (sandbox_id, journey_id) do update
               set name = excluded.name, texts = excluded.texts, audience_id = excluded.audience_id,
                   revision = excluded.revision
             where journey_reference.revision < excluded.revision""";

    private static final String NAMING =
            "select name from journey_reference where texts && $1::text[] order by name limit 5";

    private static final String INTEREST = "solutionInterest";

    /** What a test of a group that is written as expression compares with. */
    private static final Pattern QUOTED = Pattern.compile("'(?:[^'\\\\]|\\\\.)*'|\"(?:[^\"\\\\]|\\\\.)*\"");

    private static final Pattern ESCAPED = Pattern.compile("\\\\(.)");

    /** Nobody is inside any more, nor will be. */
    private static final Set<String> OVER = Set.of("aborted", "deleted");

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
                                states.stream().map(JourneyReferences::texts).toArray(String[]::new))
                        .addArrayOfString(
                                states.stream().map(JourneyReferences::audience).toArray(String[]::new))
                        .addArrayOfLong(newest.values().stream()
                                .map(ReceivedEvent::revision)
                                .toArray(Long[]::new)))
                .replaceWithVoid();
    }

    @Override
    public Uni<String> usedBy(SqlConnection connection, String kind, String key) {
        if (!kind.equals(DefinitionState.SOLUTION_INTEREST)) {
            return Uni.createFrom().item("");
        }
        return connection
                .preparedQuery("select name from solution_interest where id = $1")
                .execute(Tuple.of(UUID.fromString(key)))
                .map(rows -> rows.iterator().next().getString("name"))
                .chain(name -> naming(connection, key, name));
    }

    /** Refuses when a journey finds the interest by this name: under another one its conditions might never match again. */
    Uni<Void> requireUnnamed(SqlConnection connection, String name) {
        return naming(connection, name)
                .invoke(journeys -> {
                    if (!journeys.isEmpty()) {
                        throw ProblemException.ofField(
                                DefinitionError.DEFINITION_IN_USE,
                                "/name",
                                "Expected the name '" + name + "', because it is used by " + journeys + ".");
                    }
                })
                .replaceWithVoid();
    }

    /** The journeys that say one of these, in words; empty text when none does. */
    private static Uni<String> naming(SqlConnection connection, String... texts) {
        return connection
                .preparedQuery(NAMING)
                .execute(Tuple.tuple()
                        .addArrayOfString(Arrays.stream(texts)
                                .map(JourneyReferences::spelled)
                                .toArray(String[]::new)))
                .map(rows -> rows.stream().map(row -> row.getString("name")).toList())
                .map(names -> names.isEmpty() ? "" : "the journeys '" + String.join("', '", names) + "'");
    }

    private static String texts(DefinitionState journey) {
        Set<String> texts = new TreeSet<>();
        if (!OVER.contains(journey.status())) {
            collect(journey.definition(), texts);
        }
        return ContractJson.write(texts);
    }

    /** Its first node says who enters; empty for a journey that is not published. */
    private static String audience(DefinitionState journey) {
        JsonNode definition = journey.definition();
        return definition == null || !PUBLISHED.contains(journey.status())
                ? ""
                : definition.path("nodes").path(0).path("audience").asText("");
    }

    /** Collects what can name an interest: a node's interest, and what conditions compare a group's interest with. */
    private static void collect(@Nullable JsonNode node, Set<String> texts) {
        if (node == null) {
            return;
        }
        add(node.path(INTEREST), texts);
        JsonNode test = node.path(ConditionScope.GROUP.key());
        if (test.path("field").asText("").equals(INTEREST)) {
            add(test.path("value"), texts);
        }
        QUOTED.matcher(test.path("expression").asText(""))
                .results()
                .map(quoted -> quoted.group().substring(1, quoted.group().length() - 1))
                .forEach(text -> texts.add(spelled(ESCAPED.matcher(text).replaceAll("$1"))));
        node.forEach(child -> collect(child, texts));
    }

    /** A text, or each of a list. */
    private static void add(JsonNode value, Set<String> texts) {
        if (value.isTextual()) {
            texts.add(spelled(value.textValue()));
        }
        value.forEach(each -> add(each, texts));
    }

    /** As names are compared, see {@code DefinitionName}. */
    private static String spelled(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }
}
