package io.coterie.activation.email;

import io.coterie.contracts.ContractJson;
import io.coterie.contracts.DefinitionState;
import io.coterie.contracts.EventTypes;
import io.coterie.contracts.Topics;
import io.coterie.platform.messaging.Outbox;
import io.coterie.platform.messaging.OutgoingEvent;
import io.coterie.platform.paging.EntityTags;
import io.coterie.platform.problem.ProblemException;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** E-mail definitions: kept here, made known to all. */
@ApplicationScoped
class EmailService {

    private final SandboxTransactions transactions;
    private final EmailStatements statements;
    private final Outbox outbox;

    EmailService(SandboxTransactions transactions, EmailStatements statements, Outbox outbox) {
        this.transactions = transactions;
        this.statements = statements;
        this.outbox = outbox;
    }

    Uni<EmailDefinition> create(Sandbox sandbox, EmailContent content, String by) {
        return transactions.inSandbox(
                sandbox,
                connection -> statements
                        .insert(connection, sandbox, content, by)
                        .map(created -> created.orElseThrow(() -> nameTaken(content.name())))
                        .call(created -> publish(connection, sandbox, created)));
    }

    Uni<EmailDefinition> update(Sandbox sandbox, UUID id, @Nullable String ifMatch, EmailContent content, String by) {
        return transactions.inSandbox(
                sandbox,
                connection -> require(connection, sandbox, id)
                        .invoke(known -> EntityTags.requireMatch(ifMatch, known.revision()))
                        .chain(() -> statements.byName(connection, sandbox, content.name()))
                        .invoke(namesake -> refuseNamesake(namesake, id))
                        .chain(() -> statements.update(connection, sandbox, id, content, by))
                        .map(Optional::orElseThrow)
                        .call(updated -> publish(connection, sandbox, updated)));
    }

    /** Creates the e-mail or makes it what is declared; declaring the same again changes nothing. */
    Uni<Declared> declare(Sandbox sandbox, EmailContent content, String by) {
        return transactions.inSandbox(
                sandbox,
                connection -> statements
                        .insert(connection, sandbox, content, by)
                        .chain(created -> created.map(email ->
                                        publish(connection, sandbox, email).replaceWith(new Declared(email, true)))
                                .orElseGet(() -> redeclare(connection, sandbox, content, by))));
    }

    Uni<EmailDefinition> get(Sandbox sandbox, UUID id) {
        return transactions.inSandbox(sandbox, connection -> require(connection, sandbox, id));
    }

    Uni<List<EmailDefinition>> list(Sandbox sandbox, String after, int limit) {
        return transactions.inSandbox(sandbox, connection -> statements.list(connection, sandbox, after, limit));
    }

    /** A declared e-mail, and whether that made it. */
    record Declared(EmailDefinition email, boolean created) {}

    private Uni<Declared> redeclare(SqlConnection connection, Sandbox sandbox, EmailContent content, String by) {
        return statements
                .byName(connection, sandbox, content.name())
                .map(Optional::orElseThrow)
                .chain(known -> says(known, content)
                        ? Uni.createFrom().item(known)
                        : statements
                                .update(connection, sandbox, known.id(), content, by)
                                .map(Optional::orElseThrow)
                                .call(updated -> publish(connection, sandbox, updated)))
                .map(email -> new Declared(email, false));
    }

    private static boolean says(EmailDefinition known, EmailContent content) {
        return content.equals(new EmailContent(
                known.name(),
                known.subject(),
                known.html(),
                known.text(),
                known.fromName(),
                known.fromAddress(),
                known.replyTo(),
                known.operational()));
    }

    private Uni<EmailDefinition> require(SqlConnection connection, Sandbox sandbox, UUID id) {
        return statements
                .byId(connection, sandbox, List.of(id))
                .map(found -> found.stream().findFirst().orElseThrow(() -> ProblemException.notFound("an e-mail", id)));
    }

    private static void refuseNamesake(Optional<EmailDefinition> namesake, UUID id) {
        if (namesake.isPresent() && !namesake.get().id().equals(id)) {
            throw nameTaken(namesake.get().name());
        }
    }

    private static ProblemException nameTaken(String name) {
        return ProblemException.ofField(
                EmailError.EMAIL_NAME_TAKEN, "/name", "Expected a new name, but there is an e-mail '" + name + "'.");
    }

    private Uni<Void> publish(SqlConnection connection, Sandbox sandbox, EmailDefinition email) {
        DefinitionState state = new DefinitionState(
                DefinitionState.EMAIL,
                email.id().toString(),
                email.name(),
                "live",
                ContractJson.mapper().valueToTree(email));
        return outbox.append(
                connection,
                sandbox,
                List.of(OutgoingEvent.of(
                        Topics.DEFINITIONS,
                        DefinitionState.EMAIL + "/" + email.id(),
                        EventTypes.DEFINITION_CHANGED,
                        "emails/" + email.id(),
                        email.revision(),
                        state)));
    }
}
