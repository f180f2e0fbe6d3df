package io.coterie.buyinggroup.rolestemplate;

import io.coterie.buyinggroup.definition.DefinitionError;
import io.coterie.buyinggroup.definition.DefinitionUse;
import io.coterie.platform.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Live templates, for those who build on them. They never change, so each is read and compiled once per process; a
 * replica that starts later compiles its own.
 */
@ApplicationScoped
public class RolesTemplates implements DefinitionUse {

    private final RolesTemplateStatements statements;
    private final Map<TemplateKey, CompiledTemplate> compiled = new ConcurrentHashMap<>();

    RolesTemplates(RolesTemplateStatements statements) {
        this.statements = statements;
    }

    /** Fails when there is no such template, or it is a draft. */
    public Uni<RolesTemplate> requireLive(SqlConnection connection, int sandboxId, UUID id) {
        return statements.byIds(connection, sandboxId, List.of(id)).map(found -> {
            if (found.isEmpty() || !found.getFirst().live()) {
                throw ProblemException.ofField(
                        DefinitionError.DEFINITION_NOT_LIVE,
                        "/rolesTemplate",
                        "Expected the id of a live roles template, but '" + id + "' is none.");
            }
            return found.getFirst();
        });
    }

    /** The live templates of these ids, ready to look at people. */
    public Uni<Map<UUID, CompiledTemplate>> compiled(SqlConnection connection, int sandboxId, Collection<UUID> ids) {
        Map<UUID, CompiledTemplate> known = new HashMap<>();
        for (UUID id : ids) {
            CompiledTemplate template = compiled.get(new TemplateKey(sandboxId, id));
            if (template != null) {
                known.put(id, template);
            }
        }
        List<UUID> missing =
                ids.stream().filter(id -> !known.containsKey(id)).distinct().toList();
        if (missing.isEmpty()) {
            return Uni.createFrom().item(known);
        }
        return statements.byIds(connection, sandboxId, missing).map(found -> {
            found.stream().filter(RolesTemplate::live).forEach(template -> {
                CompiledTemplate fresh =
                        new CompiledTemplate(template.roles(), RoleConditions.compile(template.roles()));
                compiled.put(new TemplateKey(sandboxId, template.id()), fresh);
                known.put(template.id(), fresh);
            });
            return known;
        });
    }

    @Override
    public Uni<String> usedBy(SqlConnection connection, String kind, String key) {
        if (!kind.equals(ROLE)) {
            return Uni.createFrom().item("");
        }
        return statements
                .namesUsingRole(connection, key)
                .map(names -> names.isEmpty() ? "" : "the roles templates '" + String.join("', '", names) + "'");
    }

    private record TemplateKey(int sandboxId, UUID id) {}
}
