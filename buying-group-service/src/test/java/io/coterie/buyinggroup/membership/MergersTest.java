package io.coterie.buyinggroup.membership;

import static io.coterie.buyinggroup.membership.MembershipFixtures.*;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.coterie.buyinggroup.membership.Memberships.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** §9.6 when two people turn out to be one. */
class MergersTest {

    private static final Instant LATER = EARLIER.plusSeconds(60);
    private static final String LOSER = "loser";
    private static final String WINNER = "winner";

    private final Map<String, Standing> group = new TreeMap<>();

    @Test
    @DisplayName("§9.6: what somebody decided about a merged person is the winner's, with role, source and who decided")
    void theWinnerTakesOverAPlaceGivenByHand() {
        put(standing(LOSER, true, CHAMPION, Source.MANUAL));

        List<Ruling.Applied> changes = merge(winnerMatches(null));

        assertThat(changes)
                .extracting(Ruling.Applied::effect)
                .containsExactly(Ruling.Effect.REMOVED, Ruling.Effect.ASSIGNED);
        assertThat(group.get(WINNER))
                .isEqualTo(new Standing(WINNER, true, CHAMPION, Source.MANUAL, Cause.TAKEN_OVER, "somebody", NOW, NOW));
        assertThat(group.get(LOSER).active()).isFalse();
        assertThat(group.get(LOSER).cause()).isEqualTo(Cause.MERGED);
    }

    @Test
    void aRemovalByHandKeepsTheWinnerOutWhoWasNeverAMember() {
        put(standing(LOSER, false, INFLUENCER, Source.MANUAL));

        merge(winnerMatches(INFLUENCER));

        assertThat(group.get(WINNER).active()).isFalse();
        assertThat(group.get(WINNER).source()).isEqualTo(Source.MANUAL);
    }

    @Test
    void whatAPersonDecidedAboutTheWinnerStandsAgainstAJourneysDecisionAboutTheLoser() {
        put(standing(LOSER, true, CHAMPION, Source.JOURNEY));
        put(standing(WINNER, true, INFLUENCER, Source.MANUAL));

        merge(winnerMatches(null));

        assertThat(group.get(WINNER)).isEqualTo(standing(WINNER, true, INFLUENCER, Source.MANUAL));
    }

    @Test
    void whatAJourneyDecidedAboutTheLoserStandsAgainstTheSystemsDecisionAboutTheWinner() {
        put(standing(LOSER, true, CHAMPION, Source.JOURNEY));
        put(standing(WINNER, true, INFLUENCER, Source.SYSTEM));

        merge(winnerMatches(INFLUENCER));

        assertThat(group.get(WINNER).role()).isEqualTo(CHAMPION);
        assertThat(group.get(WINNER).source()).isEqualTo(Source.JOURNEY);
    }

    @Test
    @DisplayName("§9.6: of two decisions of the same rank the later one stands")
    void ofEqualRankTheLaterDecisionStands() {
        put(decidedAt(LATER, standing(LOSER, false, CHAMPION, Source.MANUAL)));
        put(standing(WINNER, true, INFLUENCER, Source.MANUAL));
        merge(winnerMatches(null));
        assertThat(group.get(WINNER).active()).isFalse();

        group.clear();
        put(standing(LOSER, false, CHAMPION, Source.MANUAL));
        put(decidedAt(LATER, standing(WINNER, true, INFLUENCER, Source.MANUAL)));
        merge(winnerMatches(null));
        assertThat(group.get(WINNER).active()).isTrue();
    }

    @Test
    void ofSeveralLosersTheStrongestDecisionIsTakenOver() {
        put(decidedAt(LATER, standing("a", true, INFLUENCER, Source.JOURNEY)));
        put(standing("b", true, CHAMPION, Source.MANUAL));
        put(decidedAt(LATER, standing("c", true, DECISION_MAKER, Source.MANUAL)));

        evaluate(winnerMatches(null), Map.of("a", WINNER, "b", WINNER, "c", WINNER), Scope.DEPARTED_ONLY);

        assertThat(group.get(WINNER).role()).isEqualTo(DECISION_MAKER);
        assertThat(group.values()).filteredOn(Standing::active).hasSize(1);
    }

    @Test
    void whatTheSystemDecidedIsDecidedAnewOfTheWinner() {
        put(standing(LOSER, true, INFLUENCER, Source.SYSTEM));

        merge(winnerMatches(null));

        assertThat(group.get(WINNER)).isNull();
        assertThat(group.get(LOSER).active()).isFalse();
    }

    @Test
    @DisplayName("D-29: who is told to belong to the account later than the merge still takes over what was decided")
    void aDecisionWaitsForAWinnerWhoArrivesLater() {
        put(standing(LOSER, true, CHAMPION, Source.MANUAL));

        evaluate(List.of(), Map.of(LOSER, WINNER), Scope.EVERYONE);
        assertThat(group.get(LOSER).active()).isFalse();
        assertThat(evaluate(List.of(), Map.of(LOSER, WINNER), Scope.EVERYONE)).isEmpty();
        merge(winnerMatches(null));

        assertThat(group.get(WINNER).role()).isEqualTo(CHAMPION);
        assertThat(group.get(WINNER).source()).isEqualTo(Source.MANUAL);
    }

    @Test
    void aDecisionMadeOfTheWinnerWhileTheLosersWaitedStandsWhenItIsTheLaterOne() {
        put(standing(LOSER, true, CHAMPION, Source.MANUAL));
        put(decidedAt(LATER, standing(WINNER, false, INFLUENCER, Source.MANUAL)));

        evaluate(List.of(), Map.of(LOSER, WINNER), Scope.EVERYONE);
        merge(winnerMatches(null));

        assertThat(group.get(WINNER).active()).isFalse();
    }

    @Test
    @DisplayName("BEY-16: a merge that is undone before anybody took over leaves the decision where it was")
    void anUndoneMergeReinstatesWhatWaited() {
        put(standing(LOSER, true, CHAMPION, Source.MANUAL));

        evaluate(List.of(), Map.of(LOSER, WINNER), Scope.EVERYONE);
        evaluate(List.of(new Candidate(LOSER, null)), Map.of(), Scope.EVERYONE);

        assertThat(group.get(LOSER).active()).isTrue();
        assertThat(group.get(LOSER).source()).isEqualTo(Source.MANUAL);
    }

    @Test
    void onceTakenOverItIsNotTakenOverAgain() {
        put(standing(LOSER, true, CHAMPION, Source.MANUAL));
        merge(winnerMatches(null));

        assertThat(merge(winnerMatches(INFLUENCER))).isEmpty();
        put(new Standing(WINNER, false, CHAMPION, Source.SYSTEM, Cause.LEFT_ACCOUNT, Decision.SYSTEM_ACTOR, NOW, NOW));
        assertThat(merge(winnerMatches(null))).isEmpty();
    }

    @CanIgnoreReturnValue
    private List<Ruling.Applied> merge(List<Candidate> people) {
        return evaluate(people, Map.of(LOSER, WINNER), Scope.EVERYONE);
    }

    @CanIgnoreReturnValue
    private List<Ruling.Applied> evaluate(List<Candidate> people, Map<String, String> mergedInto, Scope scope) {
        List<Ruling.Applied> changes =
                Memberships.reevaluate(people, group, mergedInto, scope, person -> Cause.LEFT_ACCOUNT, NOW);
        changes.forEach(change -> put(change.after()));
        return changes;
    }

    private void put(Standing standing) {
        group.put(standing.personKey(), standing);
    }

    private static Standing decidedAt(Instant at, Standing standing) {
        return new Standing(
                standing.personKey(),
                standing.active(),
                standing.role(),
                standing.source(),
                standing.cause(),
                standing.decidedBy(),
                at,
                standing.assignedAt());
    }

    private static List<Candidate> winnerMatches(@Nullable String role) {
        return List.of(new Candidate(WINNER, role));
    }
}
