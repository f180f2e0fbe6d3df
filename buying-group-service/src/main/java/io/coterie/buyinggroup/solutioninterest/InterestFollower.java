package io.coterie.buyinggroup.solutioninterest;

import io.coterie.buyinggroup.work.AccountSelection;
import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.UUID;

/** Something that has to look at an interest's groups again when the interest changes; told in the same transaction. */
public interface InterestFollower {

    /** The interest was renamed, its toggle or stage model changed, or it was deleted. */
    Uni<Void> interestChanged(SqlConnection connection, Sandbox sandbox, UUID interestId);

    /** How many groups of the interest it keeps. */
    Uni<Long> groupCount(SqlConnection connection, int sandboxId, UUID interestId);

    /** Of the chosen accounts those that have a group of the interest. */
    Uni<Long> accountsWithGroup(SqlConnection connection, int sandboxId, UUID interestId, AccountSelection accounts);
}
