package io.coterie.buyinggroup.people;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.Collection;
import java.util.Map;

/** Who knows how engaged people are; people are looked at without knowing how scores come about. */
public interface PersonScores {

    /** The scores of these persons; of nobody before the first run. */
    Uni<Map<String, PersonScore>> of(SqlConnection connection, int sandboxId, Collection<String> personKeys);
}
