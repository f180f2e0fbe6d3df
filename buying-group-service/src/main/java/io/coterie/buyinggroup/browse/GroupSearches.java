package io.coterie.buyinggroup.browse;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;

/** Searches, for those who use them elsewhere. */
@ApplicationScoped
public class GroupSearches {

    private final GroupFinder finder;

    GroupSearches(GroupFinder finder) {
        this.finder = finder;
    }

    /** Refuses a search that names definitions that are not there. */
    public Uni<Void> requireKnown(SqlConnection connection, int sandboxId, GroupSearch search) {
        return finder.requireKnown(connection, sandboxId, search);
    }
}
