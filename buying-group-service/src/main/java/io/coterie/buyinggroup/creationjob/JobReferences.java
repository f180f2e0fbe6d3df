package io.coterie.buyinggroup.creationjob;

import io.coterie.buyinggroup.audience.Audience;
import io.coterie.buyinggroup.audience.Audiences;
import io.coterie.buyinggroup.solutioninterest.InterestFollower;
import io.coterie.buyinggroup.solutioninterest.SolutionInterest;
import io.coterie.buyinggroup.solutioninterest.SolutionInterests;
import io.coterie.buyinggroup.work.AccountWork;
import io.coterie.platform.problem.ProblemException;
import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.util.Optional;
import java.util.UUID;

/** What a creation job refers to, and what follows from it. */
@ApplicationScoped
class JobReferences {

    private final Audiences audiences;
    private final SolutionInterests interests;
    private final AccountWork work;
    private final Instance<InterestFollower> followers;

    JobReferences(
            Audiences audiences, SolutionInterests interests, AccountWork work, Instance<InterestFollower> followers) {
        this.audiences = audiences;
        this.interests = interests;
        this.work = work;
        this.followers = followers;
    }

    /** Both stay as they are until the transaction ends, so neither goes while a job on them is made. */
    Uni<Void> require(SqlConnection connection, Sandbox sandbox, UUID interestId, String audienceId) {
        return interests
                .findForShare(connection, sandbox.id(), interestId)
                .invoke(found -> requireInterest(interestId, found))
                .chain(() -> audiences.findForShare(connection, sandbox.id(), audienceId))
                .invoke(found -> requireAudience(audienceId, found))
                .replaceWithVoid();
    }

    private static void requireInterest(UUID id, Optional<SolutionInterest> found) {
        if (found.isEmpty()) {
            throw ProblemException.ofField(
                    CreationJobError.INTEREST_NOT_KNOWN,
                    "/solutionInterest",
                    "Expected the id of a solution interest, but '" + id + "' is none.");
        }
    }

    private static void requireAudience(String id, Optional<Audience> found) {
        if (found.isEmpty()) {
            throw ProblemException.ofField(
                    CreationJobError.AUDIENCE_NOT_KNOWN,
                    "/audience",
                    "Expected the id of an account audience, but '" + id + "' is not known here (yet).");
        }
        String whyNot = found.get().whyNoGroups();
        if (whyNot != null) {
            throw ProblemException.ofField(
                    CreationJobError.AUDIENCE_HAS_NO_GROUPS,
                    "/audience",
                    "Expected a live audience of accounts. " + whyNot);
        }
    }

    Uni<Estimate> estimate(SqlConnection connection, Sandbox sandbox, UUID interestId, String audienceId) {
        return audiences
                .size(connection, sandbox.id(), audienceId)
                .chain(size -> groups(connection, sandbox, interestId, audienceId)
                        .map(groups -> new Estimate(size.accounts(), groups, size.named() - groups)));
    }

    /** The accounts of an audience whose job is gone: their groups are out of audience now (D-26). */
    Uni<Void> lookAgain(SqlConnection connection, Sandbox sandbox, String audienceId) {
        return work.enqueueSelected(connection, sandbox, null, audiences.members(audienceId))
                .replaceWithVoid();
    }

    private Uni<Long> groups(SqlConnection connection, Sandbox sandbox, UUID interestId, String audienceId) {
        Uni<Long> count = Uni.createFrom().item(0L);
        for (InterestFollower follower : followers) {
            count = count.chain(sum -> follower.accountsWithGroup(
                            connection, sandbox.id(), interestId, audiences.namedMembers(audienceId))
                    .map(more -> sum + more));
        }
        return count;
    }
}
