package io.coterie.journey.catalogue;

import io.coterie.contracts.DefinitionState;
import io.coterie.platform.messaging.ReceivedEvent;
import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Keeps and answers what other services have defined. */
@ApplicationScoped
public class Catalogue {

    private static final Set<String> KINDS = Set.of(
            DefinitionState.AUDIENCE,
            DefinitionState.SOLUTION_INTEREST,
            DefinitionState.ROLES_TEMPLATE,
            DefinitionState.STAGE_MODEL,
            DefinitionState.CREATION_JOB,
            DefinitionState.EMAIL,
            DefinitionState.DESTINATION,
            DefinitionState.SCHEMA);

    private static final String KEEP = """
            insert into known_definition as known (sandbox_id, kind, id, revision, name, status, definition)
            select $1, now.kind, now.id, now.revision, now.name, now.status, now.definition::jsonb
              from unnest($2::text[], $3::text[], $4::bigint[], $5::text[], $6::text[], $7::text[])
                as now (kind, id, revision, name, status, definition)
             order by now.kind, now.id
            on conflict (sandbox_id, kind, id) do update
               set revision = excluded.revision, name = excluded.name, status = excluded.status,
                   definition = excluded.definition
             where known.revision < excluded.revision""";

    private static final String EXISTING = """
            select kind, id from known_definition
             where sandbox_id = $1 and (kind, id) in (select * from unnest($2::text[], $3::text[]))
               and status not in ('archived', 'deleted')""";

    private static final String INTERESTS = """
            select interest.id,
                   (select array_agg(role ->> 'role') from jsonb_array_elements(template.definition -> 'roles') as role)
                     as roles,
                   (select array_agg(stage ->> 'name') from jsonb_array_elements(model.definition -> 'stages') as stage)
                     as stages
              from known_definition as interest
              left join known_definition as template
                on template.sandbox_id = interest.sandbox_id and template.kind = 'roles-template'
               and template.id = interest.definition ->> 'rolesTemplate'
              left join known_definition as model
                on model.sandbox_id = interest.sandbox_id and model.kind = 'stage-model'
               and model.id = interest.definition ->> 'stageModel'
             where interest.sandbox_id = $1 and interest.kind = 'solution-interest' and interest.id = any($2)""";

    private static final String EXPECTED_GROUPS = """
            select interest.id, interest.name, array_agg(distinct job.definition ->> 'audience') as audiences
              from known_definition as job
              join known_definition as interest
                on interest.sandbox_id = job.sandbox_id and interest.kind = 'solution-interest'
               and interest.id = job.definition ->> 'solutionInterest'
             where job.sandbox_id = $1 and job.kind = 'creation-job' and job.status = 'active'
               and job.definition ->> 'audience' is not null
             group by interest.id, interest.name
             order by interest.id""";

    /** Keeps the newest of each definition; kinds that no journey refers to are left out. */
    Uni<Void> keep(SqlConnection connection, Sandbox sandbox, List<ReceivedEvent> events) {
        Map<String, KnownDefinition> newest = new TreeMap<>();
        for (ReceivedEvent event : events) {
            KnownDefinition definition = KnownDefinition.of(event);
            if (KINDS.contains(definition.kind())) {
                newest.merge(event.recordKey(), definition, KnownDefinition::newer);
            }
        }
        return newest.isEmpty()
                ? Uni.createFrom().voidItem()
                : connection
                        .preparedQuery(KEEP)
                        .execute(parameters(sandbox, newest.values()))
                        .replaceWithVoid();
    }

    /** Which of these can be used. */
    public Uni<Set<Reference>> existing(SqlConnection connection, Sandbox sandbox, Collection<Reference> references) {
        Tuple parameters = Tuple.of(sandbox.id())
                .addArrayOfString(references.stream().map(Reference::kind).toArray(String[]::new))
                .addArrayOfString(references.stream().map(Reference::id).toArray(String[]::new));
        return connection.preparedQuery(EXISTING).execute(parameters).map(rows -> {
            Set<Reference> existing = new HashSet<>();
            rows.forEach(row -> existing.add(new Reference(row.getString("kind"), row.getString("id"))));
            return existing;
        });
    }

    /** What these interests lead to. */
    public Uni<List<KnownInterest>> interests(SqlConnection connection, Sandbox sandbox, Collection<String> ids) {
        return connection
                .preparedQuery(INTERESTS)
                .execute(Tuple.of(sandbox.id()).addArrayOfString(ids.toArray(String[]::new)))
                .map(rows -> rows.stream()
                        .map(row -> new KnownInterest(row.getString("id"), texts(row, "roles"), texts(row, "stages")))
                        .toList());
    }

    /** The interests with an active creation job, and the audiences of their jobs. */
    public Uni<List<ExpectedGroup>> expectedGroups(SqlConnection connection, Sandbox sandbox) {
        return connection
                .preparedQuery(EXPECTED_GROUPS)
                .execute(Tuple.of(sandbox.id()))
                .map(rows -> rows.stream()
                        .map(row -> new ExpectedGroup(
                                row.getString("id"), row.getString("name"), Set.of(row.getArrayOfStrings("audiences"))))
                        .toList());
    }

    private static Optional<List<String>> texts(Row row, String column) {
        return Optional.ofNullable(row.getArrayOfStrings(column)).map(List::of);
    }

    private static Tuple parameters(Sandbox sandbox, Collection<KnownDefinition> definitions) {
        return Tuple.of(sandbox.id())
                .addArrayOfString(
                        definitions.stream().map(KnownDefinition::kind).toArray(String[]::new))
                .addArrayOfString(definitions.stream().map(KnownDefinition::id).toArray(String[]::new))
                .addArrayOfLong(
                        definitions.stream().map(KnownDefinition::revision).toArray(Long[]::new))
                .addArrayOfString(
                        definitions.stream().map(KnownDefinition::name).toArray(String[]::new))
                .addArrayOfString(
                        definitions.stream().map(KnownDefinition::status).toArray(String[]::new))
                .addArrayOfString(
                        definitions.stream().map(KnownDefinition::definition).toArray(String[]::new));
    }
}
