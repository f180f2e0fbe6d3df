package io.coterie.activation.destination;

import io.coterie.activation.action.ActionOutcomes;
import io.coterie.activation.action.Settlement;
import io.coterie.activation.destination.AudienceDifference.Action;
import io.coterie.activation.destination.AudienceDifference.Element;
import io.coterie.activation.destination.AudienceDifference.Plan;
import io.coterie.activation.destination.DestinationWork.Claim;
import io.coterie.activation.linkedin.ConnectionStatus;
import io.coterie.activation.linkedin.LinkedInAccess;
import io.coterie.activation.linkedin.LinkedInAnswer;
import io.coterie.activation.linkedin.LinkedInConnections;
import io.coterie.activation.linkedin.RequestBudget;
import io.coterie.activation.linkedin.RetryClass;
import io.coterie.platform.tenancy.SandboxDirectory;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One round for one destination: make sure of the segment, find the difference, write down what is about to be sent,
 * send it, write down what came of it. A crash between any two of these leaves members that are known to be unknown;
 * the next round sends them again, which makes one entry of two equal requests.
 */
@ApplicationScoped
class AudienceSynchronisation {

    /** LinkedIn's limit of elements in one request. */
    static final int LARGEST_BATCH = 5_000;

    /** How long after its creation a segment may not be found yet. */
    private static final Duration YOUTH = Duration.ofMinutes(10);

    private static final Duration BUDGET_PAUSE = Duration.ofMillis(250);

    private final SandboxTransactions transactions;
    private final SandboxDirectory sandboxes;
    private final DestinationWork work;
    private final DestinationStatements destinations;
    private final MemberStatements members;
    private final LinkedInConnections connections;
    private final Segments segments;
    private final RequestBudget budget;
    private final ActionOutcomes outcomes;
    private final Clock clock;

    AudienceSynchronisation(
            SandboxTransactions transactions,
            SandboxDirectory sandboxes,
            DestinationWork work,
            DestinationStatements destinations,
            MemberStatements members,
            LinkedInConnections connections,
            Segments segments,
            RequestBudget budget,
            ActionOutcomes outcomes,
            Clock clock) {
        this.transactions = transactions;
        this.sandboxes = sandboxes;
        this.work = work;
        this.destinations = destinations;
        this.members = members;
        this.connections = connections;
        this.segments = segments;
        this.budget = budget;
        this.outcomes = outcomes;
        this.clock = clock;
    }

    /** A destination whose segment exists and whose connection works. */
    private record Ready(Claim claim, Destination destination, String segmentId, LinkedInAccess access) {}

    /** Which elements were answered how, and whether the whole destination has to wait or to stop. */
    private record Sent(List<Ruling> rulings, Optional<LinkedInAnswer.Failure> stopped) {

        static Sent of(List<Ruling> rulings) {
            return new Sent(rulings, Optional.empty());
        }

        Sent and(Sent other) {
            return new Sent(
                    Stream.concat(rulings.stream(), other.rulings.stream()).toList(), stopped.or(() -> other.stopped));
        }
    }

    /** A round that fails for a reason of our own lets the other destinations go first. */
    Uni<Void> run(Claim claim) {
        return inSandbox(claim, connection -> destinations.find(connection, claim.sandboxId(), claim.destinationId()))
                .chain(found -> found.map(destination -> connect(claim, destination))
                        .orElseGet(() -> inSandbox(claim, connection -> work.remove(connection, claim))))
                .onFailure()
                .call(() -> inSandbox(
                                claim,
                                connection -> work.postpone(connection, claim, ElementResults.delay(claim.attempts())))
                        .onFailure()
                        .recoverWithNull());
    }

    private Uni<Void> connect(Claim claim, Destination destination) {
        return connections.open(claim.sandboxId(), destination.connectionId()).chain(found -> {
            LinkedInAccess access = found.orElseThrow();
            if (access.status() != ConnectionStatus.CONNECTED) {
                return block(claim, "The connection cannot be used: " + access.status() + ".", false);
            }
            return destination
                    .segmentId()
                    .map(segmentId -> synchronise(new Ready(claim, destination, segmentId, access)))
                    .orElseGet(() -> createSegment(claim, destination, access));
        });
    }

    private Uni<Void> createSegment(Claim claim, Destination destination, LinkedInAccess access) {
        return segments.findOrCreate(access, destination).chain(found -> switch (found) {
            case Segments.Found.Segment segment ->
                inSandbox(
                                claim,
                                connection -> destinations.keepSegment(
                                        connection, claim.sandboxId(), claim.destinationId(), segment.id()))
                        .chain(kept -> synchronise(new Ready(claim, kept, segment.id(), access)));
            case Segments.Found.Failed failed -> stop(claim, failed.failure(), true);
        });
    }

    private Uni<Void> synchronise(Ready ready) {
        Claim claim = ready.claim();
        return inSandbox(
                        claim,
                        connection -> plan(connection, claim)
                                .chain(plan -> rule(connection, claim, plan.rulings())
                                        .chain(() -> plan.elements().isEmpty()
                                                ? work.release(connection, claim)
                                                : Uni.createFrom().voidItem())
                                        .replaceWith(plan)))
                .chain(plan -> plan.elements().isEmpty()
                        ? Uni.createFrom().voidItem()
                        : sendWithinBudget(ready, plan.elements()));
    }

    private Uni<Plan> plan(SqlConnection connection, Claim claim) {
        return members.due(connection, claim.sandboxId(), claim.destinationId(), LARGEST_BATCH)
                .chain(due -> members.elsewhere(
                                connection, claim.sandboxId(), claim.destinationId(), identities(due), due)
                        .map(elsewhere -> AudienceDifference.of(due, elsewhere)));
    }

    private Uni<Void> sendWithinBudget(Ready ready, List<Element> elements) {
        Claim claim = ready.claim();
        return budget.draw(claim.sandboxId(), ready.access().connectionId())
                .chain(drawn -> drawn
                        ? send(ready, elements)
                        : inSandbox(claim, connection -> work.postpone(connection, claim, BUDGET_PAUSE)));
    }

    private Uni<Void> send(Ready ready, List<Element> elements) {
        Claim claim = ready.claim();
        return inSandbox(claim, connection -> announce(connection, claim, elements))
                .chain(() -> request(ready, elements))
                .chain(sent -> inSandbox(
                                claim,
                                connection -> rule(connection, claim, sent.rulings())
                                        .chain(() -> sent.stopped().isEmpty()
                                                ? work.release(connection, claim)
                                                : Uni.createFrom().voidItem()))
                        .chain(() -> sent.stopped()
                                .map(failure -> stop(claim, failure, isYoung(ready.destination())))
                                .orElseGet(() -> Uni.createFrom().voidItem())));
    }

    private Uni<Void> announce(SqlConnection connection, Claim claim, List<Element> elements) {
        Map<Member, Held> sent = unknown(elements);
        Set<String> removed = elements.stream()
                .filter(element -> element.action() == Action.REMOVE)
                .map(element -> element.company().identity())
                .collect(Collectors.toSet());
        return members.send(connection, claim.sandboxId(), claim.destinationId(), sent)
                .chain(() -> members.doubt(
                        connection,
                        claim.sandboxId(),
                        claim.destinationId(),
                        removed,
                        sent.keySet().stream().map(Member::accountKey).toList()));
    }

    /** A request refused as a whole because of one record is halved until that record is found. */
    private Uni<Sent> request(Ready ready, List<Element> elements) {
        return segments.stream(ready.access(), ready.segmentId(), elements).chain(answer -> switch (answer) {
            case LinkedInAnswer.Success success ->
                Uni.createFrom().item(Sent.of(ElementResults.read(elements, success.body())));
            case LinkedInAnswer.Failure failure -> {
                RetryClass retry = failure.retry(isYoung(ready.destination()));
                yield retry == RetryClass.RECORD && elements.size() > 1
                        ? halve(ready, elements)
                        : Uni.createFrom().item(refused(elements, retry, failure));
            }
        });
    }

    private Uni<Sent> halve(Ready ready, List<Element> elements) {
        int middle = elements.size() / 2;
        return request(ready, elements.subList(0, middle))
                .chain(first -> request(ready, elements.subList(middle, elements.size()))
                        .map(first::and));
    }

    private static Sent refused(List<Element> elements, RetryClass retry, LinkedInAnswer.Failure failure) {
        List<Ruling> rulings = elements.stream()
                .flatMap(element -> ElementResults.refused(element, retry, failure.message()).stream())
                .toList();
        return new Sent(rulings, retry == RetryClass.RECORD ? Optional.empty() : Optional.of(failure));
    }

    private Uni<Void> rule(SqlConnection connection, Claim claim, List<Ruling> rulings) {
        if (rulings.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return members.rule(connection, claim.sandboxId(), claim.destinationId(), rulings)
                .chain(settled -> sandboxes
                        .byId(claim.sandboxId())
                        .chain(sandbox -> outcomes.settle(
                                connection,
                                sandbox,
                                settled.stream()
                                        .map(AudienceSynchronisation::settlement)
                                        .toList())));
    }

    /** The whole destination waits, or stops until a person has helped. */
    private Uni<Void> stop(Claim claim, LinkedInAnswer.Failure failure, boolean young) {
        RetryClass retry = failure.retry(young);
        if (retry.triesAgain()) {
            Duration delay = failure.retryAfter().orElseGet(() -> ElementResults.delay(claim.attempts()));
            return inSandbox(claim, connection -> work.postpone(connection, claim, delay));
        }
        return block(claim, failure.message(), retry == RetryClass.GONE);
    }

    private Uni<Void> block(Claim claim, String reason, boolean segmentLost) {
        return inSandbox(
                claim,
                connection -> destinations
                        .fail(connection, claim.sandboxId(), claim.destinationId(), reason, segmentLost)
                        .chain(() -> work.block(connection, claim)));
    }

    private boolean isYoung(Destination destination) {
        return destination
                .segmentCreatedAt()
                .map(createdAt -> clock.instant().isBefore(createdAt.plus(YOUTH)))
                .orElse(false);
    }

    private <T> Uni<T> inSandbox(Claim claim, Function<SqlConnection, Uni<T>> statements) {
        return transactions.inSandbox(claim.sandboxId(), statements);
    }

    private static Map<Member, Held> unknown(List<Element> elements) {
        Map<Member, Held> unknown = new LinkedHashMap<>();
        elements.forEach(element ->
                element.members().forEach(member -> unknown.put(member, ElementResults.unknown(element, member))));
        return unknown;
    }

    private static Set<String> identities(List<Member> due) {
        List<Company> companies = new ArrayList<>();
        for (Member member : due) {
            if (member.target() instanceof Target.Wanted wanted) {
                companies.add(wanted.company());
            }
            if (!(member.held() instanceof Held.Absent)) {
                companies.add(AudienceDifference.heldCompany(member));
            }
        }
        return companies.stream().map(Company::identity).collect(Collectors.toSet());
    }

    private static Settlement settlement(MemberStatements.SettledWish settled) {
        return settled.failure() == null
                ? Settlement.performed(settled.actionId())
                : Settlement.failed(settled.actionId(), settled.failure());
    }
}
