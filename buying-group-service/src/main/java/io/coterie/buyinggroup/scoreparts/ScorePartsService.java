package io.coterie.buyinggroup.scoreparts;

import io.coterie.platform.problem.ProblemException;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** The parts of which the scores of a group and of its members are made (D-44). */
@ApplicationScoped
class ScorePartsService {

    private final SandboxTransactions transactions;
    private final ScorePartsStatements statements;

    ScorePartsService(SandboxTransactions transactions, ScorePartsStatements statements) {
        this.transactions = transactions;
        this.statements = statements;
    }

    /** Fails with the catalogue's not-found when there is no such group. */
    Uni<GroupParts> ofGroup(Sandbox sandbox, UUID groupId) {
        return transactions.inSandbox(sandbox, connection -> require(connection, sandbox, groupId));
    }

    /** The members behind a person's key, in key order. */
    Uni<List<MemberParts>> ofMembers(Sandbox sandbox, UUID groupId, String after, int most) {
        return transactions.inSandbox(
                sandbox,
                connection -> require(connection, sandbox, groupId)
                        .chain(() -> statements.ofMembers(connection, sandbox.id(), groupId, after, most)));
    }

    private Uni<GroupParts> require(SqlConnection connection, Sandbox sandbox, UUID groupId) {
        return statements
                .ofGroup(connection, sandbox.id(), groupId)
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("a buying group", groupId)));
    }
}
