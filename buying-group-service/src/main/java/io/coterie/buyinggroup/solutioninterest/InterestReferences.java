package io.coterie.buyinggroup.solutioninterest;

import io.coterie.buyinggroup.definition.DefinitionUse;
import io.coterie.buyinggroup.rolestemplate.RolesTemplate;
import io.coterie.buyinggroup.rolestemplate.RolesTemplates;
import io.coterie.contracts.DefinitionState;
import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.util.List;
import java.util.UUID;

/** What an interest refers to, and who follows it. */
@ApplicationScoped
class InterestReferences {

    private final RolesTemplates templates;
    private final Instance<DefinitionUse> uses;
    private final Instance<InterestFollower> followers;
    private final InterestJobs jobs;
    private final JourneyReferences journeys;

    InterestReferences(
            RolesTemplates templates,
            Instance<DefinitionUse> uses,
            Instance<InterestFollower> followers,
            InterestJobs jobs,
            JourneyReferences journeys) {
        this.templates = templates;
        this.uses = uses;
        this.followers = followers;
        this.jobs = jobs;
        this.journeys = journeys;
    }

    Uni<RolesTemplate> requireTemplate(SqlConnection connection, Sandbox sandbox, UUID id) {
        return templates.requireLive(connection, sandbox.id(), id);
    }

    /** Interests as a list shows them. */
    Uni<List<ListedInterestView>> listed(SqlConnection connection, Sandbox sandbox, List<SolutionInterest> interests) {
        return jobs.standingJobs(
                        connection,
                        sandbox.id(),
                        interests.stream().map(SolutionInterest::id).toList())
                .map(counts -> interests.stream()
                        .map(interest -> new ListedInterestView(
                                SolutionInterestView.of(interest), counts.getOrDefault(interest.id(), 0L)))
                        .toList());
    }

    Uni<Void> requireUnused(SqlConnection connection, Sandbox sandbox, UUID interestId) {
        return DefinitionUse.requireUnused(
                uses, connection, sandbox.id(), DefinitionState.SOLUTION_INTEREST, interestId.toString());
    }

    /** Under the name; whoever else uses an interest than journeys names it by id, and does not mind. */
    Uni<Void> requireStillFound(SqlConnection connection, Sandbox sandbox, SolutionInterest interest, String name) {
        return journeys.requireStillFound(connection, sandbox.id(), interest, name);
    }

    Uni<Long> groupCount(SqlConnection connection, int sandboxId, UUID interestId) {
        Uni<Long> count = Uni.createFrom().item(0L);
        for (InterestFollower follower : followers) {
            count = count.chain(sum ->
                    follower.groupCount(connection, sandboxId, interestId).map(more -> sum + more));
        }
        return count;
    }

    Uni<Void> tellFollowers(SqlConnection connection, Sandbox sandbox, UUID interestId) {
        Uni<Void> told = Uni.createFrom().voidItem();
        for (InterestFollower follower : followers) {
            told = told.chain(() -> follower.interestChanged(connection, sandbox, interestId));
        }
        return told;
    }
}
