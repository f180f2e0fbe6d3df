package io.coterie.profile.account;

import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.Collection;

/** Is told, in the transaction of the change, which accounts changed themselves or through a person of theirs. */
public interface ChangedAccounts {

    Uni<Void> add(SqlConnection connection, Sandbox sandbox, Collection<String> accountKeys);
}
