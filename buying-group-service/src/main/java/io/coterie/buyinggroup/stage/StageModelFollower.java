package io.coterie.buyinggroup.stage;

import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Instant;

/** Something that uses a stage model and has to follow its versions; told in the transaction that publishes one. */
public interface StageModelFollower {

    /** A version followed another one. The model's row is locked until the transaction ends. */
    Uni<Void> versionPublished(SqlConnection connection, Sandbox sandbox, NewVersion version);

    /**
     * @param model with the new version live
     * @param previousLabel of the version before
     * @param map from the version before to this one, every stage covered
     */
    record NewVersion(StageModel model, String previousLabel, StageMap map, Instant at, String by) {}
}
