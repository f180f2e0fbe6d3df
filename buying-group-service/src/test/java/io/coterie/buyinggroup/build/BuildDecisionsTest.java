package io.coterie.buyinggroup.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.buyinggroup.creationjob.RunProgress;
import io.coterie.buyinggroup.people.GonePeople;
import io.coterie.buyinggroup.work.AccountTask;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BuildDecisionsTest {

    private static final UUID RUN = new UUID(0, 1);
    private static final UUID OTHER_RUN = new UUID(0, 2);
    private static final UUID INTEREST = new UUID(0, 3);

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
    void accountsNobodyWantsAGroupForCostNothing() {
        BuildFacts nothing = new BuildFacts(
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                ConversionFacts.NONE,
                Map.of(),
                Map.of(),
                GonePeople.NOBODY);

        assertThat(new BuildDecisions(nothing, 1, java.time.Instant.EPOCH)
                        .decide(List.of(new AccountTask("a", List.of(), null, null))))
                .isEmpty();
    }
}
