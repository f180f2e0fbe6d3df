package io.coterie.buyinggroup.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.buyinggroup.completeness.Completeness;
import io.coterie.buyinggroup.creationjob.RunProgress;
import io.coterie.buyinggroup.definition.Trace;
import io.coterie.buyinggroup.group.BuyingGroup;
import io.coterie.buyinggroup.group.GroupChange;
import io.coterie.buyinggroup.group.GroupFact;
import io.coterie.buyinggroup.group.GroupFact.Kind;
import io.coterie.buyinggroup.groupstore.GroupStore;
import io.coterie.buyinggroup.solutioninterest.SolutionInterest;
import io.coterie.buyinggroup.stage.StageSet;
import io.coterie.buyinggroup.work.AccountTask;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BuildDecisionsTest {

    private static final UUID RUN = new UUID(0, 1);
    private static final UUID OTHER_RUN = new UUID(0, 2);
    private static final UUID INTEREST = new UUID(0, 3);
    private static final UUID OTHER_INTEREST = new UUID(0, 4);
    private static final Instant NOW = Instant.parse("2026-02-01T00:00:00Z");

    @Test
    void aRunCountsEveryAccountItAskedForAlsoWhenNothingChanges() {
        List<AccountTask> tasks = List.of(
                new AccountTask("a", List.of(RUN), null, null),
                new AccountTask("b", List.of(RUN, OTHER_RUN), null, null),
                new AccountTask("c", List.of(), null, null));

        Map<UUID, RunProgress> progress =
                BuildDecisions.progress(tasks, List.of(), Map.of(RUN, INTEREST, OTHER_RUN, INTEREST));

        assertThat(progress)
                .containsEntry(RUN, new RunProgress(2, 0, 0, 0, 0))
                .containsEntry(OTHER_RUN, new RunProgress(1, 0, 0, 0, 0))
                .hasSize(2);
    }

    @Test
    @DisplayName("D-30, JOB-12: a run counts by kind what became of its own interest's groups, and of no other's")
    void aRunCountsWhatBecameOfItsOwnInterestsGroups() {
        List<AccountTask> tasks = List.of(
                new AccountTask("a", List.of(RUN), null, null),
                new AccountTask("b", List.of(RUN, OTHER_RUN), null, null),
                new AccountTask("c", List.of(), null, null));
        List<GroupStore.Entry> changes = List.of(
                change("a", INTEREST, Kind.CREATED, Kind.MEMBER_ASSIGNED, Kind.MEMBER_ASSIGNED, Kind.MEMBER_ASSIGNED),
                change("a", OTHER_INTEREST, Kind.CREATED, Kind.MEMBER_ASSIGNED),
                change(
                        "b",
                        INTEREST,
                        Kind.MEMBER_REMOVED,
                        Kind.MEMBER_REMOVED,
                        Kind.MEMBER_ASSIGNED,
                        Kind.MEMBER_CONFIRMED,
                        Kind.MEMBER_ROLE_CHANGED,
                        Kind.COMPLETENESS_CHANGED),
                change("b", OTHER_INTEREST, Kind.MEMBER_ROLE_CHANGED, Kind.MEMBER_ROLE_CHANGED, Kind.MEMBER_REMOVED),
                change("c", INTEREST, Kind.CREATED, Kind.MEMBER_REMOVED));

        Map<UUID, RunProgress> progress =
                BuildDecisions.progress(tasks, changes, Map.of(RUN, INTEREST, OTHER_RUN, OTHER_INTEREST));

        assertThat(progress)
                .containsEntry(RUN, new RunProgress(2, 1, 4, 2, 1))
                .containsEntry(OTHER_RUN, new RunProgress(1, 0, 0, 1, 2))
                .hasSize(2);
    }

    private static GroupStore.Entry change(String account, UUID interestId, Kind... kinds) {
        SolutionInterest interest = new SolutionInterest(
                interestId,
                "Robots",
                null,
                new UUID(0, 5),
                StageSet.NONE,
                true,
                null,
                180,
                false,
                1,
                Trace.begun(NOW, "ann"));
        BuyingGroup after = new BuyingGroup(
                new UUID(0, 6),
                account,
                interestId,
                null,
                "Robots for " + account,
                null,
                StageSet.NONE,
                null,
                new Completeness(BigDecimal.ZERO, List.of()),
                null,
                null,
                null,
                new TreeMap<>(),
                false,
                false,
                1,
                NOW,
                NOW);
        List<GroupFact> facts = Stream.of(kinds)
                .map(kind -> new GroupFact(kind, null, null, null, null, null, null))
                .toList();
        return new GroupStore.Entry(new GroupChange(null, after, List.of(), facts), interest, null, null);
    }

    @Test
    void accountsNobodyWantsAGroupForCostNothing() {
        assertThat(new BuildDecisions(BuildFacts.NONE, 1, java.time.Instant.EPOCH)
                        .decide(List.of(new AccountTask("a", List.of(), null, null))))
                .isEmpty();
    }
}
