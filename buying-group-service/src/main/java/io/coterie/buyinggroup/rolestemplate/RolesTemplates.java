package io.coterie.buyinggroup.rolestemplate;

import io.coterie.buyinggroup.definition.DefinitionError;
import io.coterie.buyinggroup.definition.DefinitionUse;
import io.coterie.buyinggroup.field.SandboxFields;
import io.coterie.platform.conditions.FieldCatalogue;
import io.coterie.platform.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Live templates, for those who build on them. They never change, so each is read and compiled once per process and
 * state of the sandbox's fields; a replica that starts later compiles its own.
 */
@ApplicationScoped
public class RolesTemplates implements DefinitionUse {

    private final RolesTemplateStatements statements;
    private final SandboxFields fields;
    private final Map<TemplateKey, Compiled> compiled = new ConcurrentHashMap<>();

    RolesTemplates(RolesTemplateStatements statements, SandboxFields fields) {
        this.statements = statements;
        this.fields = fields;
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
        if (ids.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return fields.catalogue(connection, sandboxId)
                .chain(catalogue -> compiled(connection, sandboxId, ids, catalogue));
    }

    private Uni<Map<UUID, CompiledTemplate>> compiled(
            SqlConnection connection, int sandboxId, Collection<UUID> ids, FieldCatalogue catalogue) {
        Map<UUID, CompiledTemplate> known = new HashMap<>();
        for (UUID id : ids) {
            Compiled template = compiled.get(new TemplateKey(sandboxId, id));
            if (template != null && template.with() == catalogue) {
                known.put(id, template.template());
            }
        }
        List<UUID> missing =
                ids.stream().filter(id -> !known.containsKey(id)).distinct().toList();
        if (missing.isEmpty()) {
            return Uni.createFrom().item(known);
        }
        return statements.byIds(connection, sandboxId, missing).map(found -> {
            found.stream()
                    .filter(RolesTemplate::live)
                    .forEach(template -> known.put(
                            template.id(),
                            compiled(sandboxId, template, catalogue).template()));
            return known;
        });
    }

    /** The conditions of any template; those of a live one are compiled once. */
    RoleConditions conditions(int sandboxId, RolesTemplate template, FieldCatalogue catalogue) {
        return template.live()
                ? compiled(sandboxId, template, catalogue).conditions()
                : RoleConditions.of(template.roles(), catalogue);
    }

    private Compiled compiled(int sandboxId, RolesTemplate template, FieldCatalogue catalogue) {
        TemplateKey key = new TemplateKey(sandboxId, template.id());
        Compiled known = compiled.get(key);
        if (known != null && known.with() == catalogue) {
            return known;
        }
        RoleConditions conditions = RoleConditions.of(template.roles(), catalogue);
        Compiled fresh = new Compiled(new CompiledTemplate(template.roles(), conditions), conditions, catalogue);
        compiled.put(key, fresh);
        return fresh;
    }

    /** The names of these templates. */
    public Uni<Map<UUID, String>> names(SqlConnection connection, int sandboxId, Collection<UUID> ids) {
        return ids.isEmpty() ? Uni.createFrom().item(Map.of()) : statements.names(connection, sandboxId, ids);
    }

    /** The types of events that conditions of live templates count. */
    public Uni<Set<String>> eventTypesRead(SqlConnection connection, int sandboxId) {
        return statements.eventTypesRead(connection, sandboxId);
    }

    @Override
    public Uni<String> usedBy(SqlConnection connection, int sandboxId, String kind, String key) {
        if (!kind.equals(ROLE)) {
            return Uni.createFrom().item("");
        }
        return statements
                .namesUsingRole(connection, sandboxId, key)
                .map(names -> names.isEmpty() ? "" : "the roles templates '" + String.join("', '", names) + "'");
    }

    private record TemplateKey(int sandboxId, UUID id) {}

    /** A template as the fields of its time have it. */
    private record Compiled(CompiledTemplate template, RoleConditions conditions, FieldCatalogue with) {}
}
