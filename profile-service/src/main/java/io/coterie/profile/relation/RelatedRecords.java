package io.coterie.profile.relation;

import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.Collection;
import java.util.Map;

/** The records whose states carry relations of one kind. */
public interface RelatedRecords {

    RelationKind kind();

    /**
     * Locks the subjects, those that are not there too, until the transaction ends: whoever writes a subject then sees the
     * relations, or this transaction sees the subject.
     *
     * @return the subjects that some turned out to be, by key as asked; those are the locked ones
     */
    Uni<Map<String, String>> lock(SqlConnection connection, Sandbox sandbox, Collection<String> subjectKeys);

    /** Is told, in the same transaction, that relations of these subjects changed. */
    Uni<Void> changed(SqlConnection connection, Sandbox sandbox, Collection<String> subjectKeys);
}
