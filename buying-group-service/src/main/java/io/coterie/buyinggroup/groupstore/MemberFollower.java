package io.coterie.buyinggroup.groupstore;

import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.Set;

/** Something that depends on who is in which group; told in the transaction that changes it. */
public interface MemberFollower {

    /** These persons entered or left a group, or changed their role in one. */
    Uni<Void> membersChanged(SqlConnection connection, Sandbox sandbox, Set<String> personKeys);
}
