package io.coterie.buyinggroup.solutioninterest;

import io.coterie.buyinggroup.rolestemplate.TemplateUsage;
import io.coterie.buyinggroup.rolestemplate.TemplateUser;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Tells which interests use a template. */
@ApplicationScoped
class InterestsOfTemplates implements TemplateUser {

    private final SolutionInterestStatements statements;
    private final InterestReferences references;

    InterestsOfTemplates(SolutionInterestStatements statements, InterestReferences references) {
        this.statements = statements;
        this.references = references;
    }

    @Override
    public Uni<List<TemplateUsage.Interest>> interestsWith(SqlConnection connection, int sandboxId, UUID templateId) {
        return statements.ofTemplate(connection, sandboxId, templateId).chain(interests -> {
            Uni<List<TemplateUsage.Interest>> counted = Uni.createFrom().item(new ArrayList<>());
            for (SolutionInterest interest : interests) {
                counted = counted.call(found -> references
                        .groupCount(connection, sandboxId, interest.id())
                        .invoke(groups ->
                                found.add(new TemplateUsage.Interest(interest.id(), interest.name(), groups))));
            }
            return counted;
        });
    }
}
