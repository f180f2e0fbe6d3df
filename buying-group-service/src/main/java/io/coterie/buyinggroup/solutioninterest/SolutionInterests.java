package io.coterie.buyinggroup.solutioninterest;

import io.coterie.buyinggroup.definition.DefinitionUse;
import io.coterie.contracts.DefinitionState;
import io.coterie.platform.problem.GenericError;
import io.coterie.platform.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Solution interests, for those who build on them. */
@ApplicationScoped
public class SolutionInterests implements DefinitionUse {

    private final SolutionInterestStatements statements;

    SolutionInterests(SolutionInterestStatements statements) {
        this.statements = statements;
    }

    /** By id, or by name where the text is no id: conditions and actions may say either. */
    public Uni<Optional<SolutionInterest>> find(SqlConnection connection, int sandboxId, String idOrName) {
        try {
            return byIds(connection, sandboxId, List.of(UUID.fromString(idOrName)))
                    .map(found -> found.values().stream()
                            .filter(interest -> !interest.deleted())
                            .findFirst());
        } catch (IllegalArgumentException e) {
            return statements.findByName(connection, sandboxId, idOrName.strip());
        }
    }

    /** The interest a query parameter names by id or name; empty when it is left out, refused when there is none. */
    public Uni<Optional<UUID>> parameter(SqlConnection connection, int sandboxId, @Nullable String solutionInterest) {
        if (solutionInterest == null || solutionInterest.isBlank()) {
            return Uni.createFrom().item(Optional.empty());
        }
        return find(connection, sandboxId, solutionInterest).map(found -> {
            if (found.isEmpty()) {
                throw ProblemException.ofField(
                        GenericError.INVALID_PARAMETER,
                        "solutionInterest",
                        "Expected the id or name of a solution interest, but '" + solutionInterest + "' is none.");
            }
            return found.map(SolutionInterest::id);
        });
    }

    /** One that is there, and stays as it is until the transaction ends; waits for whoever is about to delete it. */
    public Uni<Optional<SolutionInterest>> findForShare(SqlConnection connection, int sandboxId, UUID id) {
        return statements.findForShare(connection, sandboxId, id);
    }

    /** Interests of these ids, deleted ones included. */
    public Uni<Map<UUID, SolutionInterest>> byIds(SqlConnection connection, int sandboxId, Collection<UUID> ids) {
        return statements.byIds(connection, sandboxId, ids).map(found -> {
            Map<UUID, SolutionInterest> interests = new HashMap<>();
            found.forEach(interest -> interests.put(interest.id(), interest));
            return interests;
        });
    }

    /** The template of every interest that can have groups. */
    public Uni<Map<UUID, UUID>> templates(SqlConnection connection, int sandboxId) {
        return statements.templates(connection, sandboxId);
    }

    @Override
    public Uni<String> usedBy(SqlConnection connection, int sandboxId, String kind, String key) {
        if (!kind.equals(DefinitionState.ROLES_TEMPLATE) && !kind.equals(DefinitionState.STAGE_MODEL)) {
            return Uni.createFrom().item("");
        }
        return statements
                .namesUsing(connection, sandboxId, UUID.fromString(key))
                .map(names -> names.isEmpty() ? "" : "the solution interests '" + String.join("', '", names) + "'");
    }
}
