package io.coterie.activation.destination;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.activation.destination.AudienceDifference.Action;
import io.coterie.activation.destination.AudienceDifference.Element;
import io.coterie.activation.destination.AudienceDifference.Elsewhere;
import io.coterie.activation.destination.AudienceDifference.Plan;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AudienceDifferenceTest {

    private static final Company ACME = new Company("Acme", "acme.example", null);
    private static final Company ACME_LTD = new Company("Acme Ltd", "acme.example", null);
    private static final Company GLOBEX = new Company("Globex", "globex.example", null);
    private static final Held ABSENT = new Held.Absent();
    private static final Target UNWANTED = new Target.Unwanted();

    @Test
    void aWantedAccountIsAdded() {
        Member member = aMember("1", ABSENT, wanted(ACME));

        Plan plan = AudienceDifference.of(List.of(member), Map.of());

        assertThat(plan.elements()).containsExactly(new Element(Action.ADD, ACME, List.of(member)));
        assertThat(plan.rulings()).isEmpty();
    }

    @Test
    void aConfirmedAccountIsNeverAddedAgain() {
        Member member = aMember("1", new Held.Present(ACME), wanted(ACME));

        Plan plan = AudienceDifference.of(List.of(member), Map.of());

        assertThat(plan.elements()).isEmpty();
        assertThat(plan.rulings()).containsExactly(new Ruling.Reached(member, new Held.Present(ACME)));
    }

    @Test
    void anotherNameIsTheSameEntry() {
        Member member = aMember("1", new Held.Present(ACME), wanted(ACME_LTD));

        assertThat(AudienceDifference.of(List.of(member), Map.of()).elements()).isEmpty();
    }

    @Test
    void whatWasSentAndNotAnsweredIsSentAgain() {
        Member added = aMember("1", new Held.Unknown(ACME), wanted(ACME));
        Member removed = aMember("2", new Held.Unknown(GLOBEX), UNWANTED);

        Plan plan = AudienceDifference.of(List.of(added, removed), Map.of());

        assertThat(plan.elements())
                .containsExactly(
                        new Element(Action.ADD, ACME, List.of(added)),
                        new Element(Action.REMOVE, GLOBEX, List.of(removed)));
    }

    @Test
    void whatNobodyWantsAndNobodyHoldsNeedsNothing() {
        Member member = aMember("1", ABSENT, UNWANTED);

        Plan plan = AudienceDifference.of(List.of(member), Map.of());

        assertThat(plan.elements()).isEmpty();
        assertThat(plan.rulings()).containsExactly(new Ruling.Reached(member, ABSENT));
    }

    @Test
    void accountsThatLinkedInCannotTellApartShareAnEntry() {
        Member first = aMember("1", ABSENT, wanted(ACME));
        Member second = aMember("2", ABSENT, wanted(ACME_LTD));

        Plan plan = AudienceDifference.of(List.of(first, second), Map.of());

        assertThat(plan.elements()).containsExactly(new Element(Action.ADD, ACME, List.of(first, second)));
    }

    @Test
    void anEntryThatSomebodyStillWantsStays() {
        Member leaving = aMember("1", new Held.Present(ACME), UNWANTED);
        Member staying = aMember("2", new Held.Present(ACME_LTD), wanted(ACME_LTD));

        Plan plan = AudienceDifference.of(List.of(leaving, staying), Map.of());

        assertThat(plan.elements()).isEmpty();
        assertThat(plan.rulings())
                .containsExactlyInAnyOrder(
                        new Ruling.Reached(leaving, ABSENT), new Ruling.Reached(staying, new Held.Present(ACME_LTD)));
    }

    @Test
    void anEntryThatSomebodyElsewhereStillWantsStays() {
        Member leaving = aMember("1", new Held.Present(ACME), UNWANTED);

        Plan plan = AudienceDifference.of(List.of(leaving), Map.of("website:acme.example", new Elsewhere(true, true)));

        assertThat(plan.elements()).isEmpty();
        assertThat(plan.rulings()).containsExactly(new Ruling.Reached(leaving, ABSENT));
    }

    @Test
    void anEntryThatIsThereElsewhereIsNotAddedAgain() {
        Member joining = aMember("1", ABSENT, wanted(ACME));

        Plan plan = AudienceDifference.of(List.of(joining), Map.of("website:acme.example", new Elsewhere(false, true)));

        assertThat(plan.elements()).isEmpty();
        assertThat(plan.rulings()).containsExactly(new Ruling.Reached(joining, new Held.Present(ACME)));
    }

    @Test
    void oneLeavesAndAnotherTakesOverTheEntryWithoutARequest() {
        Member leaving = aMember("1", new Held.Present(ACME), UNWANTED);
        Member joining = aMember("2", ABSENT, wanted(ACME_LTD));

        Plan plan = AudienceDifference.of(List.of(leaving, joining), Map.of());

        assertThat(plan.elements()).isEmpty();
        assertThat(plan.rulings())
                .containsExactlyInAnyOrder(
                        new Ruling.Reached(leaving, ABSENT), new Ruling.Reached(joining, new Held.Present(ACME_LTD)));
    }

    @Test
    void whoMayHoldAnEntryWaitsForWhoAddsIt() {
        Member leaving = aMember("1", new Held.Unknown(ACME), UNWANTED);
        Member joining = aMember("2", ABSENT, wanted(ACME_LTD));

        Plan plan = AudienceDifference.of(List.of(leaving, joining), Map.of());

        assertThat(plan.elements()).containsExactly(new Element(Action.ADD, ACME_LTD, List.of(joining)));
        assertThat(plan.rulings()).singleElement().satisfies(ruling -> {
            assertThat(ruling).isInstanceOf(Ruling.Again.class);
            assertThat(ruling.held()).isEqualTo(new Held.Unknown(ACME));
        });
    }

    @Test
    void anAccountWithAnotherDomainLeavesAsTheOldCompanyFirst() {
        Member moved = aMember("1", new Held.Present(ACME), wanted(GLOBEX));

        Plan plan = AudienceDifference.of(List.of(moved), Map.of());

        assertThat(plan.elements()).containsExactly(new Element(Action.REMOVE, ACME, List.of(moved)));
        assertThat(AudienceDifference.removed(moved)).isEqualTo(new Ruling.Again(moved, ABSENT, Duration.ZERO, false));
    }

    @Test
    void anAccountWithNothingToRecogniseItByFails() {
        Member member = aMember("1", ABSENT, new Target.Unmatchable());

        assertThat(AudienceDifference.of(List.of(member), Map.of()).rulings())
                .singleElement()
                .isInstanceOf(Ruling.Impossible.class);
    }

    @Test
    void anAccountThatHasNotArrivedIsWaitedForAMinute() {
        Member fresh = new Member("1", 1, ABSENT, new Target.NotYetKnown(), 0);
        Member old = new Member("2", 1, ABSENT, new Target.NotYetKnown(), 60);

        Plan plan = AudienceDifference.of(List.of(fresh, old), Map.of());

        assertThat(plan.rulings())
                .containsExactly(
                        new Ruling.Again(fresh, ABSENT, Duration.ofSeconds(1), true),
                        new Ruling.Impossible(old, ABSENT, "The account is not known here."));
    }

    private static Target wanted(Company company) {
        return new Target.Wanted(company);
    }

    private static Member aMember(String key, Held held, Target target) {
        return new Member(key, 1, held, target, 0);
    }
}
