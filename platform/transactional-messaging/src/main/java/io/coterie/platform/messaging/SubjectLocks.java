package io.coterie.platform.messaging;

import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;

/**
 * One subject, one lock: whoever decides about an account first locks its row here, in key order, before reading facts.
 * At READ COMMITTED the next statement then sees what others have committed.
 */
@ApplicationScoped
public class SubjectLocks {

    private static final String ADD = """
            insert into subject (sandbox_id, subject_key)
            select $1, key from unnest($2::text[]) as key order by key
            on conflict do nothing""";

    private static final String LOCK = """
            select 1 from subject
             where sandbox_id = $1 and subject_key = any($2)
             order by subject_key for update""";

    /** Holds the subjects' locks until the transaction ends. */
    public Uni<Void> lock(SqlConnection connection, Sandbox sandbox, Collection<String> subjectKeys) {
        if (subjectKeys.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        String[] keys = subjectKeys.stream().distinct().sorted().toArray(String[]::new);
        Tuple parameters = Tuple.of(sandbox.id()).addArrayOfString(keys);
        return connection
                .preparedQuery(ADD)
                .execute(parameters)
                .chain(() -> connection.preparedQuery(LOCK).execute(parameters))
                .replaceWithVoid();
    }
}
