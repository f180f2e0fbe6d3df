package io.coterie.buyinggroup.activity;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.contracts.ContractJson;
import io.coterie.contracts.EventTypes;
import io.coterie.contracts.PersonState;
import io.coterie.platform.messaging.ReceivedEvent;
import io.coterie.platform.tenancy.Sandbox;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a batch of states says became of persons. */
class PersonChangesTest {

    private static ReceivedEvent state(String person, long revision, boolean deleted, @Nullable String mergedInto) {
        return new ReceivedEvent(
                UUID.randomUUID(),
                EventTypes.PERSON_CHANGED,
                person,
                Instant.EPOCH,
                new Sandbox(1, "box", "acme"),
                revision,
                person,
                null,
                null,
                ContractJson.mapper().valueToTree(new PersonState(person, deleted, null, List.of(), mergedInto)));
    }

    @Test
    void theNewestStateOfEachPersonCounts() {
        PersonChanges changes = PersonChanges.of(
                Set.of("a", "b"),
                List.of(
                        state("a", 2, true, null),
                        state("a", 1, false, null),
                        state("b", 1, false, null),
                        state("known", 1, true, null)));

        assertThat(changes.gone()).containsExactly("a");
        assertThat(changes.present()).containsExactly("b");
        assertThat(changes.merged()).isEmpty();
    }

    @Test
    void whoeverIsMergedIntoAMergedPersonIsTheLastWinners() {
        PersonChanges changes = PersonChanges.of(
                Set.of("a", "b", "c"),
                List.of(state("a", 1, true, "b"), state("b", 1, true, "c"), state("c", 1, false, null)));

        assertThat(changes.merged()).isEqualTo(Map.of("a", "c", "b", "c"));
        assertThat(changes.gone()).isEmpty();
    }

    @Test
    void aCircleOfMergesEnds() {
        PersonChanges changes =
                PersonChanges.of(Set.of("a", "b"), List.of(state("a", 1, true, "b"), state("b", 1, true, "a")));

        assertThat(changes.merged()).containsOnlyKeys("a", "b");
    }
}
