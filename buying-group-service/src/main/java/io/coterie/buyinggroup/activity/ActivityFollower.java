package io.coterie.buyinggroup.activity;

import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.Set;

/** Something that follows what people do; told in the transaction that counts it. */
public interface ActivityFollower {

    /** The counts of these persons have changed. */
    Uni<Void> activitiesCounted(SqlConnection connection, Sandbox sandbox, Set<String> personKeys);

    /**
     * The states of these persons are new. What is counted for somebody may count only now, or not any more; of whoever
     * is gone, whatever is known of activities must go too.
     *
     * @param gone those of them that were deleted, or merged into others
     */
    Uni<Void> personsChanged(SqlConnection connection, Sandbox sandbox, Set<String> personKeys, Set<String> gone);
}
