package io.coterie.profile.audience;

import io.coterie.platform.conditions.AccountFacts;
import io.coterie.platform.conditions.CompiledCondition;
import io.coterie.platform.problem.ProblemException;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.coterie.profile.field.FieldService;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Says why an account belongs to an audience or does not (BEY-05), from what the evaluation itself would look at. */
@ApplicationScoped
class AudienceExplanations {

    private final SandboxTransactions transactions;
    private final AudienceRepository audiences;
    private final MembershipRepository memberships;
    private final SituationLoader loader;
    private final FieldService fields;
    private final Conditions conditions;
    private final Clock clock;

    AudienceExplanations(
            SandboxTransactions transactions,
            AudienceRepository audiences,
            MembershipRepository memberships,
            SituationLoader loader,
            FieldService fields,
            Conditions conditions,
            Clock clock) {
        this.transactions = transactions;
        this.audiences = audiences;
        this.memberships = memberships;
        this.loader = loader;
        this.fields = fields;
        this.conditions = conditions;
        this.clock = clock;
    }

    Uni<ExplanationView> explain(Sandbox sandbox, UUID id, String accountKey) {
        return transactions.inSandbox(
                sandbox,
                connection -> rule(connection, sandbox, id)
                        .chain(rule -> memberships
                                .ofMembers(connection, sandbox, Set.of(accountKey), Set.of(id))
                                .chain(members -> explain(connection, sandbox, rule, accountKey, !members.isEmpty()))));
    }

    private Uni<AudienceRule> rule(SqlConnection connection, Sandbox sandbox, UUID id) {
        return audiences
                .active(connection, sandbox, id)
                .map(found -> found.stream().findFirst().orElseThrow(() -> ProblemException.notFound("audience", id)))
                .chain(audience -> fields.of(connection, sandbox)
                        .map(known ->
                                new AudienceRule(id, conditions.of(id, audience.condition(), known.catalogue()))));
    }

    private Uni<ExplanationView> explain(
            SqlConnection connection, Sandbox sandbox, AudienceRule rule, String accountKey, boolean isMember) {
        Instant now = clock.instant();
        CompiledCondition condition = rule.condition();
        return loader.load(connection, sandbox, List.of(accountKey), List.of(rule), now)
                .map(situation -> {
                    AccountFacts facts =
                            situation.facts(condition.fieldsRead(), now).get(accountKey);
                    if (facts == null) {
                        throw ProblemException.notFound("account", accountKey);
                    }
                    return new ExplanationView(
                            accountKey, isMember, now, condition.inWords(), condition.explain(facts));
                });
    }
}
