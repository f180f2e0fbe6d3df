package io.coterie.journey.facts;

import io.coterie.contracts.BuyingGroupState;
import io.coterie.journey.catalogue.ExpectedGroup;
import io.coterie.journey.definition.CompiledJourney;
import io.coterie.journey.definition.Node.ActionNode;
import io.coterie.journey.definition.Node.AudienceNode;
import io.coterie.journey.definition.Node.EndNode;
import io.coterie.journey.definition.Node.ListenNode;
import io.coterie.journey.definition.Node.MergeNode;
import io.coterie.journey.definition.Node.SplitNode;
import io.coterie.journey.definition.Node.WaitNode;
import io.coterie.journey.execution.Facts;
import io.coterie.journey.facts.KnownAccount.KnownPerson;
import io.coterie.journey.group.KnownGroup;
import io.coterie.platform.conditions.AccountFacts;
import io.coterie.platform.conditions.CompiledCondition;
import io.coterie.platform.conditions.ConditionReads;
import io.coterie.platform.conditions.EventFacts;
import io.coterie.platform.conditions.GroupFacts;
import io.coterie.platform.conditions.MembershipFacts;
import io.coterie.platform.conditions.OpportunityFacts;
import io.coterie.platform.conditions.PersonFacts;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Answers one decision's questions about one account, for one journey, at one instant. */
final class AccountSituation implements Facts {

    private final CompiledJourney journey;
    private final KnownAccount account;
    private final List<ExpectedGroup> expectedGroups;
    private final Set<UUID> requested;
    private final AccountFacts facts;

    AccountSituation(
            CompiledJourney journey,
            KnownAccount account,
            List<ExpectedGroup> expectedGroups,
            Set<UUID> requested,
            Instant entered,
            Instant now) {
        this.journey = journey;
        this.account = account;
        this.expectedGroups = expectedGroups;
        this.requested = requested;
        Map<KnownGroup, GroupFacts> groups = groups(account, now);
        Map<String, List<MembershipFacts>> memberships = memberships(groups);
        this.facts = new AccountFacts(
                account.key(),
                account.document(),
                account.people().stream()
                        .map(person -> facts(person, memberships, entered, now))
                        .toList(),
                List.copyOf(groups.values()),
                account.audiences(),
                account.people().stream()
                        .flatMap(person -> person.events().stream())
                        .toList(),
                account.opportunities().stream()
                        .map(opportunity -> new OpportunityFacts(opportunity.key(), opportunity.document(), now))
                        .toList(),
                entered,
                now);
    }

    @Override
    public boolean matches(String splitNode, int path) {
        return journey.paths(splitNode).get(path).matches(facts);
    }

    @Override
    public boolean satisfies(String listenNode, Map<String, Object> event) {
        return journey.constraint(listenNode)
                .map(constraint -> constraint.matches(new EventFacts(event, facts.now())))
                .orElse(true);
    }

    @Override
    public Set<String> groupsToCome(String node, boolean ofAnyJob) {
        return expectedGroups.stream()
                .filter(expected -> ofAnyJob || expected.isForAnyOf(account.audiences()))
                .filter(expected -> isAbout(node, expected))
                .map(ExpectedGroup::interestId)
                .filter(interest -> account.groups().stream()
                        .noneMatch(group -> group.solutionInterest().equals(interest)))
                .collect(Collectors.toSet());
    }

    @Override
    public long groupRevision(String solutionInterest) {
        return account.groups().stream()
                .filter(group -> group.solutionInterest().equals(solutionInterest))
                .mapToLong(KnownGroup::revision)
                .max()
                .orElse(0);
    }

    @Override
    public List<String> people(String actionNode) {
        if (!(journey.graph().node(actionNode) instanceof ActionNode action)) {
            throw new IllegalArgumentException("Expected an action, but '" + actionNode + "' is none");
        }
        Optional<CompiledCondition> choice = journey.people(actionNode);
        Stream<String> concerned = FactsNeeded.addressesGroup(action.effect())
                ? groupMembers(action.effect().interest().orElseThrow())
                : account.people().stream().map(KnownPerson::key);
        Set<String> chosen = choice.map(this::matching).orElse(Set.of());
        return concerned
                .filter(person -> choice.isEmpty() || chosen.contains(person))
                .distinct()
                .sorted()
                .toList();
    }

    @Override
    public boolean wasRequested(UUID actionId) {
        return requested.contains(actionId);
    }

    private Set<String> matching(CompiledCondition choice) {
        return facts.people().stream()
                .filter(choice::matches)
                .map(PersonFacts::key)
                .collect(Collectors.toSet());
    }

    private Stream<String> groupMembers(String interest) {
        return account.groups().stream()
                .filter(group -> group.solutionInterest().equals(interest))
                .map(KnownGroup::state)
                .filter(Objects::nonNull)
                .flatMap(state -> state.members().stream())
                .map(BuyingGroupState.Member::personKey);
    }

    private boolean isAbout(String node, ExpectedGroup expected) {
        return switch (journey.graph().node(node)) {
            case SplitNode split ->
                journey.paths(split.id()).stream().anyMatch(path -> asksFor(path.reads(), expected));
            case ActionNode action ->
                action.effect().interest().filter(expected::isNamed).isPresent()
                        || journey.people(action.id()).stream().anyMatch(people -> asksFor(people.reads(), expected));
            case AudienceNode _, WaitNode _, ListenNode _, MergeNode _, EndNode _ -> false;
        };
    }

    private static boolean asksFor(ConditionReads read, ExpectedGroup expected) {
        return read.groups()
                && (read.anySolutionInterest()
                        || read.solutionInterests().stream().anyMatch(expected::isNamed));
    }

    private static PersonFacts facts(
            KnownPerson person, Map<String, List<MembershipFacts>> memberships, Instant entered, Instant now) {
        return new PersonFacts(
                person.key(),
                person.document(),
                person.roles(),
                person.events(),
                null,
                memberships.getOrDefault(person.key(), List.of()),
                entered,
                now);
    }

    private static Map<KnownGroup, GroupFacts> groups(KnownAccount account, Instant now) {
        Map<KnownGroup, GroupFacts> facts = new LinkedHashMap<>();
        for (KnownGroup group : account.groups()) {
            BuyingGroupState state = group.state();
            if (state != null) {
                facts.put(group, facts(state, now));
            }
        }
        return facts;
    }

    private static GroupFacts facts(BuyingGroupState state, Instant now) {
        Map<String, Integer> roleMembers = new HashMap<>();
        state.members().forEach(member -> roleMembers.merge(member.role(), 1, Integer::sum));
        return new GroupFacts(
                state.solutionInterestId(),
                state.solutionInterest(),
                state.stage(),
                state.status(),
                state.completeness().doubleValue(),
                number(state.engagement()),
                roleMembers,
                now);
    }

    /** Everybody's places in these groups, removed members too (MEM-07). */
    private static Map<String, List<MembershipFacts>> memberships(Map<KnownGroup, GroupFacts> groups) {
        Map<String, List<MembershipFacts>> memberships = new HashMap<>();
        groups.forEach((group, facts) -> {
            BuyingGroupState state = Objects.requireNonNull(group.state());
            add(memberships, state.members(), facts, false);
            add(memberships, state.formerMembers(), facts, true);
        });
        return memberships;
    }

    private static void add(
            Map<String, List<MembershipFacts>> memberships,
            List<BuyingGroupState.Member> members,
            GroupFacts group,
            boolean removed) {
        members.forEach(member -> memberships
                .computeIfAbsent(member.personKey(), person -> new ArrayList<>())
                .add(new MembershipFacts(group, member.role(), removed)));
    }

    private static @Nullable Double number(@Nullable BigDecimal value) {
        return value == null ? null : value.doubleValue();
    }
}
