package io.coterie.buyinggroup.details;

import io.coterie.buyinggroup.groupview.GroupReader;
import io.coterie.platform.problem.ProblemException;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Reads one group's page. */
@ApplicationScoped
public class DetailsReader {

    private final SandboxTransactions transactions;
    private final DetailsStatements statements;
    private final GroupReader groups;

    DetailsReader(SandboxTransactions transactions, DetailsStatements statements, GroupReader groups) {
        this.transactions = transactions;
        this.statements = statements;
        this.groups = groups;
    }

    /** Fails with 404 when there is no such group. */
    public Uni<GroupDetails> read(Sandbox sandbox, UUID id) {
        return transactions.inSandbox(
                sandbox,
                connection -> groups.inOrder(connection, sandbox, List.of(id))
                        .map(found -> found.stream()
                                .findFirst()
                                .orElseThrow(() -> ProblemException.notFound("a buying group", id)))
                        .chain(group -> statements
                                .surroundings(connection, sandbox.id(), id)
                                .map(found -> found.orElseThrow(() -> ProblemException.notFound("a buying group", id)))
                                .chain(around -> statements
                                        .highlights(connection, sandbox.id(), id)
                                        .map(highlights -> new GroupDetails(
                                                group, around.template(), around.account(), highlights)))));
    }
}
