package io.coterie.profile.audience;

import io.coterie.platform.conditions.AccountFacts;
import io.coterie.platform.conditions.FieldCatalogue;
import io.coterie.platform.messaging.Outbox;
import io.coterie.platform.messaging.SubjectLocks;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.profile.field.FieldService;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Decides which of some accounts belong to which audiences: locks them, loads what the conditions read in one query each,
 * decides, and writes the differences with their events in the same transaction.
 */
@ApplicationScoped
class Evaluation {

    private final SituationLoader loader;
    private final MembershipRepository memberships;
    private final AgeingWork ageing;
    private final FieldService fields;
    private final Conditions conditions;
    private final SubjectLocks locks;
    private final Outbox outbox;
    private final Vertx vertx;
    private final Clock clock;

    Evaluation(
            SituationLoader loader,
            MembershipRepository memberships,
            AgeingWork ageing,
            FieldService fields,
            Conditions conditions,
            SubjectLocks locks,
            Outbox outbox,
            Vertx vertx,
            Clock clock) {
        this.loader = loader;
        this.memberships = memberships;
        this.ageing = ageing;
        this.fields = fields;
        this.conditions = conditions;
        this.locks = locks;
        this.outbox = outbox;
        this.vertx = vertx;
        this.clock = clock;
    }

    /**
     * Evaluates the accounts in the transaction of the connection.
     *
     * @param audiences read again after the accounts are locked: a condition changed meanwhile must be seen by whoever comes
     *     last; without any there is nothing to lock for
     */
    Uni<Void> evaluate(
            SqlConnection connection,
            Sandbox sandbox,
            Collection<String> accountKeys,
            Supplier<Uni<List<AudienceRepository.StoredAudience>>> audiences) {
        return audiences
                .get()
                .chain(active -> active.isEmpty() || accountKeys.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : locks.lock(connection, sandbox, accountKeys)
                                .chain(audiences::get)
                                .chain(locked -> rules(connection, sandbox, locked))
                                .chain(rules -> decide(connection, sandbox, accountKeys, rules)));
    }

    /** Keys of the accounts that follow one, in order. */
    Uni<List<String>> accountsAfter(SqlConnection connection, Sandbox sandbox, String after, int limit) {
        return loader.accountsAfter(connection, sandbox, after, limit);
    }

    private Uni<Void> decide(
            SqlConnection connection, Sandbox sandbox, Collection<String> accountKeys, List<AudienceRule> rules) {
        Instant now = clock.instant();
        List<UUID> audiences = rules.stream().map(AudienceRule::audience).toList();
        return loader.load(connection, sandbox, accountKeys, rules, now)
                .chain(situation -> memberships
                        .ofMembers(connection, sandbox, accountKeys, audiences)
                        .chain(members -> decide(accountKeys, situation, rules, members, now)))
                .chain(outcome -> record(connection, sandbox, outcome.decisions(), now)
                        .chain(() -> ageing.schedule(connection, sandbox, outcome.edges())));
    }

    /** Decoding and testing documents is work for a processor, not for the event loop. */
    private Uni<Outcome> decide(
            Collection<String> accountKeys,
            Situation situation,
            List<AudienceRule> rules,
            Map<String, Set<UUID>> members,
            Instant now) {
        return vertx.executeBlocking(
                () -> {
                    Map<String, AccountFacts> facts = situation.facts(AudienceRule.fields(rules), now);
                    return new Outcome(
                            MembershipDecision.decide(accountKeys, facts, rules, members),
                            situation.nextEdges(AudienceRule.events(rules), now));
                },
                false);
    }

    private Uni<Void> record(
            SqlConnection connection, Sandbox sandbox, List<MembershipDecision> decisions, Instant now) {
        if (decisions.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return memberships
                .write(connection, sandbox, decisions, now)
                .map(changed ->
                        changed.stream().map(AudienceEvents::membershipChanged).toList())
                .chain(events -> outbox.append(connection, sandbox, events));
    }

    private Uni<List<AudienceRule>> rules(
            SqlConnection connection, Sandbox sandbox, List<AudienceRepository.StoredAudience> audiences) {
        return fields.of(connection, sandbox)
                .map(known -> audiences.stream()
                        .map(audience -> rule(audience, known.catalogue()))
                        .toList());
    }

    private AudienceRule rule(AudienceRepository.StoredAudience audience, FieldCatalogue catalogue) {
        return new AudienceRule(audience.id(), conditions.of(audience.id(), audience.condition(), catalogue));
    }

    /**
     * @param edges when accounts have to be evaluated again because time passes
     */
    private record Outcome(List<MembershipDecision> decisions, Map<String, Instant> edges) {}
}
