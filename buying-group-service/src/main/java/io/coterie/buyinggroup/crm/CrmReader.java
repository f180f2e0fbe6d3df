package io.coterie.buyinggroup.crm;

import io.coterie.buyinggroup.groupview.GroupReader;
import io.coterie.buyinggroup.parameter.Parameter;
import io.coterie.platform.problem.ProblemException;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;

/** Answers what buying groups a CRM's record has (§13.8). */
@ApplicationScoped
class CrmReader {

    private static final int MOST_GROUPS = 100;

    private final SandboxTransactions transactions;
    private final CrmStatements statements;
    private final GroupReader groups;

    CrmReader(SandboxTransactions transactions, CrmStatements statements, GroupReader groups) {
        this.transactions = transactions;
        this.statements = statements;
        this.groups = groups;
    }

    /** Fails with 404 when the CRM's id is not known here (D-53). */
    Uni<CrmView> read(Sandbox sandbox, String kind, String id) {
        CrmRecord record = Parameter.word("kind", kind, CrmRecord.ACCOUNT);
        CrmId crmId = CrmId.of(id);
        return transactions.inSandbox(
                sandbox,
                connection -> statements
                        .find(connection, sandbox.id(), record, crmId)
                        .map(found -> found.orElseThrow(() -> ProblemException.notFound("the CRM's " + kind, id)))
                        .chain(found -> view(connection, sandbox, record, crmId, found)));
    }

    private Uni<CrmView> view(
            SqlConnection connection, Sandbox sandbox, CrmRecord kind, CrmId id, CrmStatements.Found found) {
        return statements
                .groups(connection, sandbox.id(), kind, found.key(), MOST_GROUPS)
                .chain(ids -> groups.inOrder(connection, sandbox, ids))
                .map(views -> new CrmView(
                        Parameter.spelled(kind), id.value(), found.key(), found.name(), found.jobTitle(), views));
    }
}
