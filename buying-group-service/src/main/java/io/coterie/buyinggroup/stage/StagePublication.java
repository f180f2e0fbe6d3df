package io.coterie.buyinggroup.stage;

import io.coterie.buyinggroup.parameter.CursorPlace;
import io.coterie.platform.messaging.Outbox;
import io.coterie.platform.paging.EntityTags;
import io.coterie.platform.paging.Page;
import io.coterie.platform.problem.ProblemException;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Takes versions live, with those who have to follow them, and shows the ones before. */
@ApplicationScoped
class StagePublication {

    private final SandboxTransactions transactions;
    private final StageModelStatements statements;
    private final StageVersions versions;
    private final Instance<StageModelFollower> followers;
    private final Outbox outbox;
    private final Clock clock;

    StagePublication(
            SandboxTransactions transactions,
            StageModelStatements statements,
            StageVersions versions,
            Instance<StageModelFollower> followers,
            Outbox outbox,
            Clock clock) {
        this.transactions = transactions;
        this.statements = statements;
        this.versions = versions;
        this.followers = followers;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Takes the draft live. A model that is live and has none is published already. */
    Uni<StageModel> publish(Sandbox sandbox, String by, UUID id, @Nullable String ifMatch, PublicationRequest request) {
        return transactions.inSandbox(
                sandbox,
                connection -> statements
                        .requireForUpdate(connection, sandbox.id(), id)
                        .invoke(model -> EntityTags.requireMatch(ifMatch, model.revision()))
                        .chain(model -> {
                            if (model.live() && model.draft() == null) {
                                return Uni.createFrom().item(model);
                            }
                            return model.live()
                                    ? publishNext(connection, sandbox, by, model, request)
                                    : goLive(connection, sandbox, model.published(clock.instant(), by), null);
                        }));
    }

    Uni<Page<StageVersionView>> versions(Sandbox sandbox, UUID id, @Nullable String cursor, int limit) {
        int below = CursorPlace.after(cursor, Integer.MAX_VALUE, Integer::parseInt);
        return transactions.inSandbox(
                sandbox,
                connection -> statements
                        .require(connection, sandbox.id(), id)
                        .chain(() -> versions.list(connection, sandbox.id(), id, below, limit + 1))
                        .map(found -> Page.of(found, limit, view -> Integer.toString(view.version()))));
    }

    Uni<StageVersionView> version(Sandbox sandbox, UUID id, int version) {
        return transactions.inSandbox(
                sandbox,
                connection -> statements
                        .require(connection, sandbox.id(), id)
                        .chain(() -> versions.find(connection, sandbox.id(), id, version))
                        .map(found ->
                                found.orElseThrow(() -> ProblemException.notFound("a published version", version))));
    }

    private Uni<StageModel> publishNext(
            SqlConnection connection, Sandbox sandbox, String by, StageModel live, PublicationRequest request) {
        StageMap map = StageMap.requireComplete(
                request.stageMap(), live.label(), live.graph(), live.newest().graph());
        StageModel next = live.published(clock.instant(), by);
        return goLive(connection, sandbox, next, map)
                .call(() -> tellFollowers(
                        connection,
                        sandbox,
                        new StageModelFollower.NewVersion(
                                next, live.label(), map, next.trace().updatedAt(), by)));
    }

    private Uni<StageModel> goLive(
            SqlConnection connection, Sandbox sandbox, StageModel model, @Nullable StageMap map) {
        return statements
                .update(connection, sandbox.id(), model)
                .chain(() -> versions.keep(connection, sandbox.id(), model, map))
                .chain(() -> outbox.append(connection, sandbox, List.of(StageModelEvents.changed(model))))
                .replaceWith(model);
    }

    private Uni<Void> tellFollowers(SqlConnection connection, Sandbox sandbox, StageModelFollower.NewVersion version) {
        Uni<Void> told = Uni.createFrom().voidItem();
        for (StageModelFollower follower : followers) {
            told = told.chain(() -> follower.versionPublished(connection, sandbox, version));
        }
        return told;
    }
}
