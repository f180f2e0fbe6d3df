package io.coterie.profile.person;

import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

/** Something that is kept about persons beside the persons themselves. */
public interface KeptAboutPersons {

    /** What it is, for receipts. */
    String name();

    /** Gives what is kept of one person to another one. */
    Uni<Void> give(SqlConnection connection, Sandbox sandbox, String from, String to);

    /** Deletes what is kept of a person; answers how much it was. */
    Uni<Integer> forget(SqlConnection connection, Sandbox sandbox, String personKey);
}
