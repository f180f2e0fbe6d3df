package io.coterie.profile.account;

import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.Collection;

/** Is told which accounts changed, at the end of the transaction of the change. */
public interface ChangedAccounts {

    /** Accounts that were written or deleted. */
    Uni<Void> changed(SqlConnection connection, Sandbox sandbox, Collection<String> accountKeys);

    /** Accounts of which a person changed, came or left. */
    Uni<Void> peopleChanged(SqlConnection connection, Sandbox sandbox, Collection<String> accountKeys);

    /** Accounts of which an opportunity changed, came or left. */
    Uni<Void> opportunitiesChanged(SqlConnection connection, Sandbox sandbox, Collection<String> accountKeys);
}
