package io.coterie.buyinggroup.solutioninterest;

import io.coterie.buyinggroup.stage.StageChange;
import io.coterie.buyinggroup.stage.StageChanges;
import io.coterie.buyinggroup.stage.StageModelFollower;
import io.coterie.buyinggroup.stage.StageVersion;
import io.coterie.platform.messaging.Outbox;
import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Interests follow their stage model to its next version, and their groups follow them (BEY-17). */
@ApplicationScoped
class InterestModelVersions implements StageModelFollower {

    private final SolutionInterestStatements statements;
    private final StageChanges changes;
    private final InterestReferences references;
    private final Outbox outbox;

    InterestModelVersions(
            SolutionInterestStatements statements, StageChanges changes, InterestReferences references, Outbox outbox) {
        this.statements = statements;
        this.changes = changes;
        this.references = references;
        this.outbox = outbox;
    }

    @Override
    public Uni<Void> versionPublished(SqlConnection connection, Sandbox sandbox, NewVersion version) {
        return statements
                .ofStageModelForUpdate(connection, sandbox.id(), version.model().id())
                .chain(interests -> Multi.createFrom()
                        .iterable(interests)
                        .onItem()
                        .transformToUniAndConcatenate(interest -> follow(connection, sandbox, interest, version))
                        .collect()
                        .last()
                        .replaceWithVoid());
    }

    /** A few statements per interest, of which there are few; its groups are only noted here. */
    private Uni<Void> follow(SqlConnection connection, Sandbox sandbox, SolutionInterest interest, NewVersion version) {
        StageChange change = change(interest, version);
        SolutionInterest followed = interest.following(change, Qualifications.following(interest, version.map()));
        return statements
                .update(connection, sandbox.id(), followed)
                .chain(() -> changes.add(connection, sandbox.id(), interest.id(), change))
                .chain(() -> outbox.append(connection, sandbox, List.of(InterestEvents.changed(followed))))
                .chain(() -> references.tellFollowers(connection, sandbox, interest.id()));
    }

    private static StageChange change(SolutionInterest interest, NewVersion published) {
        StageVersion next =
                new StageVersion(published.model().id(), published.model().version());
        return new StageChange(
                interest.stages().next(next),
                published.model().label(),
                published.previousLabel(),
                published.map(),
                published.at(),
                published.by());
    }
}
