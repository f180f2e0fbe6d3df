package io.coterie.activation.profile;

import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.Set;

/** Hears in the same transaction which accounts have changed. */
public interface AccountListener {

    Uni<Void> accountsChanged(SqlConnection connection, Sandbox sandbox, Set<String> accountKeys);
}
