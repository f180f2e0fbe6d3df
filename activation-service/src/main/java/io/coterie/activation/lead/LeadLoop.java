package io.coterie.activation.lead;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.coterie.activation.lead.LeadStatements.Due;
import io.coterie.activation.linkedin.LinkedInAccess;
import io.coterie.activation.linkedin.LinkedInAnswer;
import io.coterie.activation.linkedin.LinkedInCall;
import io.coterie.activation.linkedin.LinkedInClient;
import io.coterie.activation.linkedin.LinkedInConnections;
import io.coterie.activation.linkedin.RestLi;
import io.coterie.contracts.EventTypes;
import io.coterie.contracts.Interaction;
import io.coterie.contracts.Topics;
import io.coterie.platform.messaging.Outbox;
import io.coterie.platform.messaging.OutgoingEvent;
import io.coterie.platform.messaging.PendingWork;
import io.coterie.platform.messaging.WorkLoops;
import io.coterie.platform.tenancy.SandboxDirectory;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Fetches what leads have filled in, finds their accounts and reports them to profile-service. A lead is reported in the
 * transaction that marks it accepted, so once, however often it is fetched.
 */
@ApplicationScoped
class LeadLoop implements PendingWork {

    private static final int CLAIM = 20;
    private static final int MOST_ATTEMPTS = 25;
    private static final String EVENT_TYPE = "leadOperation.formFilledOut";
    private static final Duration LONGEST_DELAY = Duration.ofMinutes(5);
    private static final Duration OPERATOR_PAUSE = Duration.ofSeconds(30);

    private static final String FIELDS =
            "?fields=id,submittedAt,testLead,versionedLeadGenFormUrn,formResponse,form:(id,hiddenFields,content)";

    private final SandboxTransactions transactions;
    private final SandboxDirectory sandboxes;
    private final LeadStatements statements;
    private final LinkedInConnections connections;
    private final LinkedInClient client;
    private final Outbox outbox;
    private final WorkLoops loops;

    LeadLoop(
            SandboxTransactions transactions,
            SandboxDirectory sandboxes,
            LeadStatements statements,
            LinkedInConnections connections,
            LinkedInClient client,
            Outbox outbox,
            WorkLoops loops) {
        this.transactions = transactions;
        this.sandboxes = sandboxes;
        this.statements = statements;
        this.connections = connections;
        this.client = client;
        this.outbox = outbox;
        this.loops = loops;
    }

    void start(@Observes StartupEvent event) {
        loops.start(LeadStatements.FETCHING, this::step);
    }

    @Override
    public String name() {
        return "leads";
    }

    @Override
    public Uni<Long> depth() {
        return transactions.acrossSandboxes(statements::depth);
    }

    private Uni<Boolean> step() {
        return transactions
                .acrossSandboxes(connection -> statements.claim(connection, CLAIM))
                .chain(due -> due.isEmpty()
                        ? Uni.createFrom().item(false)
                        : Uni.join()
                                .all(due.stream().map(this::fetch).toList())
                                .andCollectFailures()
                                .replaceWith(true));
    }

    private Uni<Void> fetch(Due due) {
        return connections.open(due.sandboxId(), due.connectionId()).chain(found -> {
            LinkedInAccess access = found.orElseThrow();
            return client.call(
                            access, LinkedInCall.get("/leadFormResponses/" + RestLi.encode(due.responseId()) + FIELDS))
                    .chain(answer -> switch (answer) {
                        case LinkedInAnswer.Success success ->
                            accept(due, LeadDetails.of(due.responseId(), success.body()));
                        case LinkedInAnswer.Failure failure -> refused(due, failure);
                    });
        });
    }

    private Uni<Void> accept(Due due, LeadDetails lead) {
        return transactions.inSandbox(
                due.sandboxId(),
                connection -> match(connection, due, lead)
                        .chain(match -> statements
                                .accept(connection, due, lead, match)
                                .chain(fresh -> fresh && !lead.testLead()
                                        ? report(connection, due, lead, match)
                                        : Uni.createFrom().voidItem())));
    }

    private Uni<LeadMatch> match(SqlConnection connection, Due due, LeadDetails lead) {
        Uni<Optional<String>> named = lead.accountKey()
                .map(key -> statements.accountByKey(connection, due.sandboxId(), key))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
        Uni<List<String>> ofDomain = LeadMatch.domainOf(lead)
                .map(domain -> statements.accountsByDomain(connection, due.sandboxId(), domain))
                .orElseGet(() -> Uni.createFrom().item(List.of()));
        return named.chain(account -> ofDomain.map(accounts -> LeadMatch.of(lead, account, accounts)));
    }

    private Uni<Void> report(SqlConnection connection, Due due, LeadDetails lead, LeadMatch match) {
        Interaction interaction = new Interaction(
                "linkedin-lead-" + lead.responseId(),
                lead.personKey(),
                EVENT_TYPE,
                lead.submittedAt(),
                match.accountKey().orElse(null),
                lead.person(),
                JsonNodeFactory.instance
                        .objectNode()
                        .set(
                                "leadOperation",
                                JsonNodeFactory.instance
                                        .objectNode()
                                        .put("form", lead.form())
                                        .put("source", "linkedin")));
        OutgoingEvent event = OutgoingEvent.of(
                Topics.INTERACTIONS,
                lead.personKey(),
                EventTypes.LEAD_SUBMITTED,
                "leads/" + lead.responseId(),
                0,
                interaction);
        return sandboxes.byId(due.sandboxId()).chain(sandbox -> outbox.append(connection, sandbox, List.of(event)));
    }

    private Uni<Void> refused(Due due, LinkedInAnswer.Failure failure) {
        return transactions.inSandbox(due.sandboxId(), connection -> switch (failure.retry(true)) {
            case ANSWER_LOST, LATER -> tryLater(connection, due, failure);
            case TOKEN, PERMISSION, VERSION -> statements.postpone(connection, due, OPERATOR_PAUSE);
            case RECORD, GONE -> statements.fail(connection, due, failure.message());
        });
    }

    private Uni<Void> tryLater(SqlConnection connection, Due due, LinkedInAnswer.Failure failure) {
        return statements.tryLater(connection, due, failure.message()).chain(attempts -> {
            int made = attempts.orElse(MOST_ATTEMPTS);
            return made >= MOST_ATTEMPTS
                    ? statements.fail(connection, due, failure.message())
                    : statements.postpone(connection, due, failure.retryAfter().orElseGet(() -> delay(made)));
        });
    }

    private static Duration delay(int attempts) {
        Duration doubled = Duration.ofMillis(250).multipliedBy(1L << Math.clamp(attempts, 0, 12));
        return doubled.compareTo(LONGEST_DELAY) < 0 ? doubled : LONGEST_DELAY;
    }
}
