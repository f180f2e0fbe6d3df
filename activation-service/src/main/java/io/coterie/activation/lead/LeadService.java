package io.coterie.activation.lead;

import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows leads. */
@ApplicationScoped
class LeadService {

    private final SandboxTransactions transactions;
    private final LeadStatements statements;

    LeadService(SandboxTransactions transactions, LeadStatements statements) {
        this.transactions = transactions;
        this.statements = statements;
    }

    Uni<List<LeadView>> list(
            Sandbox sandbox, String after, @Nullable Boolean matched, @Nullable String status, int limit) {
        return transactions.inSandbox(
                sandbox, connection -> statements.list(connection, sandbox.id(), after, matched, status, limit));
    }
}
