package io.coterie.buyinggroup.build;

import io.coterie.buyinggroup.creationjob.RunError;
import io.coterie.buyinggroup.creationjob.RunProgress;
import io.coterie.buyinggroup.group.BuyingGroup;
import io.coterie.buyinggroup.group.GroupChange;
import io.coterie.buyinggroup.group.GroupDecisions;
import io.coterie.buyinggroup.group.GroupFact;
import io.coterie.buyinggroup.group.GroupFacts;
import io.coterie.buyinggroup.groupstore.GroupStore;
import io.coterie.buyinggroup.groupstore.InterestRules;
import io.coterie.buyinggroup.membership.Candidate;
import io.coterie.buyinggroup.membership.Source;
import io.coterie.buyinggroup.membership.Standing;
import io.coterie.buyinggroup.people.KnownAccount;
import io.coterie.buyinggroup.rolestemplate.CompiledTemplate;
import io.coterie.buyinggroup.solutioninterest.SolutionInterest;
import io.coterie.buyinggroup.work.AccountTask;
import io.coterie.platform.conditions.EventRead;
import io.coterie.platform.conditions.PersonFacts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Decides about all groups of a batch of accounts; plain Java over the facts read. */
final class BuildDecisions {

    private static final RunProgress NOTHING = new RunProgress(0, 0, 0, 0, 0);

    private final BuildFacts facts;
    private final int sandboxId;
    private final Instant now;

    BuildDecisions(BuildFacts facts, int sandboxId, Instant now) {
        this.facts = facts;
        this.sandboxId = sandboxId;
        this.now = now;
    }

    /** How many people have to be looked at. */
    int people() {
        return facts.size();
    }

    /** The changes of all groups that change. */
    List<GroupStore.Entry> decide(List<AccountTask> tasks) {
        List<GroupStore.Entry> changes = new ArrayList<>();
        for (AccountTask task : tasks) {
            for (UUID interestId : interestsOf(task.accountKey())) {
                InterestRules known = interest(interestId);
                GroupDecisions.decide(
                                facts.groupsOf(task.accountKey()).get(interestId),
                                groupFacts(task.accountKey(), known),
                                now)
                        .ifPresent(change -> changes.add(new GroupStore.Entry(
                                change, known.interest(), task.correlationId(), task.causationId())));
            }
        }
        return changes;
    }

    /** When each account has to be looked at again, because what its people did grows too old for a condition. */
    Map<String, Instant> nextLooks(List<AccountTask> tasks) {
        if (facts.interests().values().stream()
                .allMatch(known -> known.template().eventReads().isEmpty())) {
            return Map.of();
        }
        Map<String, Instant> looks = new HashMap<>();
        for (AccountTask task : tasks) {
            Set<EventRead> reads = interestsOf(task.accountKey()).stream()
                    .map(this::interest)
                    .filter(known -> !known.interest().deleted() && isAsked(task.accountKey(), known.interest()))
                    .flatMap(known -> known.template().eventReads().stream())
                    .collect(Collectors.toSet());
            LookBacks.nextEdge(reads, facts.peopleOf(task.accountKey()), now)
                    .ifPresent(edge -> looks.put(task.accountKey(), edge));
        }
        return looks;
    }

    /** What the runs that asked for accounts could not decide, each for its own interest (D-05). */
    Map<UUID, List<RunError>> errors(List<AccountTask> tasks, Map<UUID, UUID> interestOfRun) {
        Map<UUID, List<RunError>> errors = new HashMap<>();
        for (AccountTask task : tasks) {
            for (UUID run : task.runIds()) {
                UUID interestId = interestOfRun.get(run);
                InterestRules known =
                        interestId == null ? null : facts.interests().get(interestId);
                if (known != null
                        && interestsOf(task.accountKey())
                                .contains(known.interest().id())
                        && isAsked(task.accountKey(), known.interest())) {
                    known.template()
                            .broken()
                            .forEach((role, fault) -> errors.computeIfAbsent(run, key -> new ArrayList<>())
                                    .add(new RunError(
                                            "The role '" + role
                                                    + "' keeps whom it has and takes nobody else, because its condition"
                                                    + " cannot be computed: " + fault,
                                            1,
                                            task.accountKey())));
                }
            }
        }
        return errors;
    }

    private Set<UUID> interestsOf(String accountKey) {
        Set<UUID> interestIds = new TreeSet<>(facts.wantedOf(accountKey).keySet());
        interestIds.addAll(facts.groupsOf(accountKey).keySet());
        return interestIds;
    }

    /** What the batch adds to the runs that asked for its accounts, each run counting its own interest's groups. */
    static Map<UUID, RunProgress> progress(
            List<AccountTask> tasks, List<GroupStore.Entry> changes, Map<UUID, UUID> interestOfRun) {
        Map<String, Map<UUID, RunProgress>> byAccount = new HashMap<>();
        for (GroupStore.Entry entry : changes) {
            byAccount
                    .computeIfAbsent(entry.change().after().accountKey(), key -> new HashMap<>())
                    .merge(entry.interest().id(), progress(entry.change()), RunProgress::plus);
        }
        Map<UUID, RunProgress> progress = new HashMap<>();
        for (AccountTask task : tasks) {
            for (UUID runId : task.runIds()) {
                RunProgress ofGroup = byAccount
                        .getOrDefault(task.accountKey(), Map.of())
                        .getOrDefault(interestOfRun.get(runId), NOTHING);
                progress.merge(runId, ofGroup.plus(new RunProgress(1, 0, 0, 0, 0)), RunProgress::plus);
            }
        }
        return progress;
    }

    private static RunProgress progress(GroupChange change) {
        return new RunProgress(
                0,
                change.count(GroupFact.Kind.CREATED),
                change.count(GroupFact.Kind.MEMBER_ASSIGNED),
                change.count(GroupFact.Kind.MEMBER_REMOVED),
                change.count(GroupFact.Kind.MEMBER_ROLE_CHANGED));
    }

    private GroupFacts groupFacts(String accountKey, InterestRules known) {
        KnownAccount account = facts.accounts().get(accountKey);
        SolutionInterest interest = known.interest();
        CompiledTemplate template = known.template();
        boolean asked = isAsked(accountKey, interest);
        return new GroupFacts(
                sandboxId,
                accountKey,
                account == null ? null : account.name(),
                account != null && account.deleted(),
                interest,
                known.groupRules(),
                facts.peopleOf(accountKey).stream()
                        .map(person -> candidate(person, template, asked, held(accountKey, interest.id(), person)))
                        .toList(),
                facts.gone(),
                facts.conversions().of(facts.groupsOf(accountKey).get(interest.id()), interest),
                facts.wantedOf(accountKey).get(interest.id()));
    }

    /** With the toggle off nobody is assigned to a group that has settled, so nobody's conditions need to be asked. */
    private boolean isAsked(String accountKey, SolutionInterest interest) {
        BuyingGroup group = facts.groupsOf(accountKey).get(interest.id());
        return group == null || group.deleted() || group.follows(interest, now);
    }

    private static Candidate candidate(
            PersonFacts person, CompiledTemplate template, boolean asked, @Nullable String held) {
        return new Candidate(person.key(), asked ? template.roleOf(person, held) : null);
    }

    private @Nullable String held(String accountKey, UUID interestId, PersonFacts person) {
        BuyingGroup group = facts.groupsOf(accountKey).get(interestId);
        Standing standing = group == null ? null : group.standings().get(person.key());
        return standing != null && standing.active() && standing.source() == Source.SYSTEM ? standing.role() : null;
    }

    private InterestRules interest(UUID id) {
        return Objects.requireNonNull(facts.interests().get(id), "an interest keeps its row while it has groups");
    }
}
