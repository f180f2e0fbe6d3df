package io.coterie.profile.relation;

import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What the records that carry relations read of them. */
@ApplicationScoped
public class Relations {

    private final RelationRepository relations;

    Relations(RelationRepository relations) {
        this.relations = relations;
    }

    /** The active relations of subjects, by subject, the primary ones first. */
    public Uni<Map<String, List<Related>>> of(
            SqlConnection connection, Sandbox sandbox, RelationKind kind, Collection<String> subjectKeys) {
        return subjectKeys.isEmpty()
                ? Uni.createFrom().item(Map.of())
                : relations.related(connection, sandbox, kind, subjectKeys);
    }
}
