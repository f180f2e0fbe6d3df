package io.coterie.profile.experience;

import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.Map;
import java.util.Set;

/** Is told what the people of accounts did, at the end of the transaction that records it. */
public interface RecordedEvents {

    Uni<Void> recorded(SqlConnection connection, Sandbox sandbox, Map<String, Set<String>> eventTypesByAccount);
}
