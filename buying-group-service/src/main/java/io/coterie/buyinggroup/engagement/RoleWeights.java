package io.coterie.buyinggroup.engagement;

import io.coterie.buyinggroup.rolestemplate.CompiledTemplate;
import io.coterie.buyinggroup.rolestemplate.RolesTemplates;
import io.coterie.buyinggroup.solutioninterest.SolutionInterests;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** How much a member of each role weighs, by solution interest (§11.3, step 1). */
@ApplicationScoped
class RoleWeights {

    private final SolutionInterests interests;
    private final RolesTemplates templates;

    RoleWeights(SolutionInterests interests, RolesTemplates templates) {
        this.interests = interests;
        this.templates = templates;
    }

    /**
     * All of a sandbox, as the database takes them: three lists side by side.
     *
     * @param readEngagement whether the score of a person can change anybody's role
     */
    record Table(List<UUID> interests, List<String> roles, List<Integer> values, boolean readEngagement) {

        /** As three parameters. */
        Tuple addTo(Tuple parameters) {
            return parameters
                    .addArrayOfUUID(interests.toArray(UUID[]::new))
                    .addArrayOfString(roles.toArray(String[]::new))
                    .addArrayOfInteger(values.toArray(Integer[]::new));
        }
    }

    Uni<Table> of(SqlConnection connection, int sandboxId) {
        return interests
                .templates(connection, sandboxId)
                .chain(templateOf -> templates
                        .compiled(connection, sandboxId, List.copyOf(templateOf.values()))
                        .map(compiled -> table(templateOf, compiled)));
    }

    private static Table table(Map<UUID, UUID> templateOf, Map<UUID, CompiledTemplate> compiled) {
        List<UUID> interests = new ArrayList<>();
        List<String> roles = new ArrayList<>();
        List<Integer> values = new ArrayList<>();
        templateOf.forEach((interest, template) -> {
            CompiledTemplate known = compiled.get(template);
            if (known != null) {
                known.weights().forEach((role, value) -> {
                    interests.add(interest);
                    roles.add(role);
                    values.add(value);
                });
            }
        });
        return new Table(
                interests, roles, values, compiled.values().stream().anyMatch(CompiledTemplate::readsEngagement));
    }
}
