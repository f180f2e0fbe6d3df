package io.coterie.profile.relation;

import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.Collection;

/** The records whose states carry relations of one kind. */
public interface RelatedRecords {

    RelationKind kind();

    /**
     * Locks the subjects, those that are not there too, until the transaction ends: whoever writes a subject then sees the
     * relations, or this transaction sees the subject.
     */
    Uni<Void> lock(SqlConnection connection, Sandbox sandbox, Collection<String> subjectKeys);

    /** Is told, in the same transaction, that relations of these subjects changed. */
    Uni<Void> changed(SqlConnection connection, Sandbox sandbox, Collection<String> subjectKeys);
}
