package io.coterie.buyinggroup.definition;

import io.coterie.platform.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A capability that builds on other capabilities' definitions says here what still needs them. Whoever deletes one asks
 * all of them, without knowing any.
 */
public interface DefinitionUse {

    /**
     * Who uses the definition, in words that complete "it is used by …"; empty text when nobody does.
     *
     * @param kind of {@link io.coterie.contracts.DefinitionState}, or {@link #ROLE}
     * @param key the definition's id, of a role its name
     */
    Uni<String> usedBy(SqlConnection connection, int sandboxId, String kind, String key);

    /** Roles are no published definitions, but they are used like one. */
    String ROLE = "role";

    /** Refuses when anybody uses the definition. */
    static Uni<Void> requireUnused(
            Iterable<DefinitionUse> uses, SqlConnection connection, int sandboxId, String kind, String key) {
        Uni<List<String>> users = Uni.createFrom().item(List.of());
        for (DefinitionUse use : uses) {
            users = users.chain(
                    found -> use.usedBy(connection, sandboxId, kind, key).map(user -> with(found, user)));
        }
        return users.invoke(found -> {
                    if (!found.isEmpty()) {
                        throw new ProblemException(
                                DefinitionError.DEFINITION_IN_USE,
                                "Expected nobody to depend on it, but it is used by " + String.join(" and ", found)
                                        + ".");
                    }
                })
                .replaceWithVoid();
    }

    private static List<String> with(List<String> found, @Nullable String user) {
        if (user == null || user.isEmpty()) {
            return found;
        }
        List<String> more = new ArrayList<>(found);
        more.add(user);
        return more;
    }
}
