package io.coterie.buyinggroup.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.buyinggroup.definition.Trace;
import io.coterie.buyinggroup.membership.Cause;
import io.coterie.buyinggroup.membership.Decision;
import io.coterie.buyinggroup.membership.Ruling;
import io.coterie.buyinggroup.membership.Source;
import io.coterie.buyinggroup.solutioninterest.SolutionInterest;
import io.coterie.buyinggroup.stage.StageSet;
import io.coterie.contracts.BuyingGroupState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class GroupEventsTest {

    private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");
    private static final UUID ID = UUID.fromString("00000000-0000-7000-8000-000000000001");

    @Test
    @DisplayName("MEM-07: the state tells who is a member, who was one, and nothing of persons who are no more")
    void theStateTellsOfRemovedMembers() {
        GroupEdit edit = GroupEdit.ofNew(null, ID, "acme", ID, ID, "Robots for Acme", GroupRules.of(List.of()), NOW);
        List.of("ada", "bob", "eve").forEach(person -> assign(edit, person));
        remove(edit, new Decision.Remove("bob", Source.MANUAL, Cause.BY_HAND, "user"));
        remove(edit, new Decision.Depart("eve", Cause.PERSON_DELETED));

        BuyingGroupState state = GroupEvents.state(edit.finish().orElseThrow().after(), interest(), Map.of());

        assertThat(state.members())
                .extracting(BuyingGroupState.Member::personKey)
                .containsExactly("ada");
        assertThat(state.formerMembers())
                .extracting(BuyingGroupState.Member::personKey)
                .containsExactly("bob");
    }

    private static void assign(GroupEdit edit, String person) {
        assertThat(edit.decide(new Decision.Assign(person, "Champion", Source.MANUAL, Cause.BY_HAND, "user")))
                .isInstanceOf(Ruling.Applied.class);
    }

    private static void remove(GroupEdit edit, Decision decision) {
        assertThat(edit.decide(decision)).isInstanceOf(Ruling.Applied.class);
    }

    private static SolutionInterest interest() {
        return new SolutionInterest(
                ID, "Robots", null, ID, StageSet.NONE, true, null, 180, false, 1, Trace.begun(NOW, "user"));
    }
}
