package io.coterie.buyinggroup.activity;

import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.Set;

/** Something that follows what people do; told in the transaction that counts it. */
public interface ActivityFollower {

    /** The counts of these persons have changed. */
    Uni<Void> activitiesCounted(SqlConnection connection, Sandbox sandbox, Set<String> personKeys);

    /** These persons are gone, and whatever is known of their activities must go too. */
    Uni<Void> personsGone(SqlConnection connection, Sandbox sandbox, Set<String> personKeys);
}
