package io.coterie.buyinggroup.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.buyinggroup.completeness.RoleRequirement;
import io.coterie.buyinggroup.group.GroupFact.Kind;
import io.coterie.buyinggroup.membership.Cause;
import io.coterie.buyinggroup.membership.Decision;
import io.coterie.buyinggroup.membership.Source;
import io.coterie.buyinggroup.qualification.QualificationRule;
import io.coterie.buyinggroup.stage.StageSet;
import io.coterie.buyinggroup.stage.StageVersion;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("a group becomes ready for sales, and ceases to be, in the change that makes it so")
class GroupQualificationTest {

    private static final Instant START = Instant.parse("2026-02-01T00:00:00Z");
    private static final UUID ID = new UUID(0, 1);
    private static final StageSet STAGES = new StageSet(1, new StageVersion(ID, 1));
    private static final List<RoleRequirement> TEMPLATE =
            List.of(new RoleRequirement("Decision Maker", 1, true), new RoleRequirement("Influencer", 1, true));
    private static final QualificationRule COMPLETE = rule(BigDecimal.valueOf(100), null);
    private static final QualificationRule ENGAGED = rule(null, BigDecimal.valueOf(50));
    private static final QualificationRule TALKING =
            new QualificationRule(null, null, List.of(), List.of("Talks"), BigDecimal.ZERO, BigDecimal.ZERO, 180);

    @Test
    void theMemberWhoCompletesItMakesItReady() {
        BuyingGroup half = apply(fresh(COMPLETE), COMPLETE, 1, edit -> assign(edit, "a", "Decision Maker"))
                .orElseThrow()
                .after();
        GroupChange change = apply(half, COMPLETE, 2, edit -> assign(edit, "b", "Influencer"))
                .orElseThrow();

        assertThat(half.qualifiedSince()).isNull();
        assertThat(change.facts())
                .extracting(GroupFact::kind)
                .containsExactly(Kind.MEMBER_ASSIGNED, Kind.COMPLETENESS_CHANGED, Kind.QUALIFIED);
        assertThat(change.after().qualifiedSince()).isEqualTo(at(2));
        assertThat(change.facts().getLast().newValue()).isEqualTo("completeness 100 of at least 100");
    }

    @Test
    void theMemberWhoLeavesEndsIt() {
        BuyingGroup ready = ready();

        GroupChange change =
                apply(ready, COMPLETE, 3, edit -> remove(edit, "b")).orElseThrow();

        assertThat(change.facts()).extracting(GroupFact::kind).contains(Kind.DISQUALIFIED);
        assertThat(change.after().qualifiedSince()).isNull();
        assertThat(change.facts().getLast().newValue()).isEqualTo("completeness 50 of at least 100");
    }

    @Test
    void anEngagementRunDecidesToo() {
        BuyingGroup group = fresh(ENGAGED);

        GroupChange up = apply(group, ENGAGED, 1, edit -> edit.engage(BigDecimal.valueOf(50)))
                .orElseThrow();
        GroupChange down = apply(up.after(), ENGAGED, 2, edit -> edit.engage(BigDecimal.valueOf(49)))
                .orElseThrow();

        assertThat(up.facts()).extracting(GroupFact::kind).containsExactly(Kind.ENGAGEMENT_CHANGED, Kind.QUALIFIED);
        assertThat(down.facts())
                .extracting(GroupFact::kind)
                .containsExactly(Kind.ENGAGEMENT_CHANGED, Kind.DISQUALIFIED);
    }

    @Test
    void aChangedRuleDecidesOverAGroupNothingElseHappenedTo() {
        BuyingGroup ready = ready();

        assertThat(apply(ready, COMPLETE, 3, edit -> {})).isEmpty();
        assertThat(apply(ready, ENGAGED, 3, edit -> {}).orElseThrow().facts())
                .extracting(GroupFact::kind)
                .containsExactly(Kind.DISQUALIFIED);
        assertThat(apply(ready, null, 3, edit -> {}).orElseThrow().facts())
                .extracting(GroupFact::kind)
                .containsExactly(Kind.DISQUALIFIED);
    }

    @Test
    void whatMadeTheDifferenceIsKeptAndWhoDid() {
        BuyingGroup half = apply(fresh(COMPLETE), COMPLETE, 1, edit -> assign(edit, "a", "Decision Maker"))
                .orElseThrow()
                .after();

        GroupChange completed = apply(half, COMPLETE, 2, edit -> {
                    assign(edit, "b", "Influencer");
                    edit.engage(BigDecimal.TEN);
                    edit.moveTo("Talks", "bob");
                })
                .orElseThrow();

        assertCause(completed, QualificationCause.Kind.MEMBERS_CHANGED, "ann");
        assertCause(
                apply(fresh(ENGAGED), ENGAGED, 1, edit -> {
                            assign(edit, "a", "Decision Maker");
                            edit.engage(BigDecimal.valueOf(50));
                            edit.moveTo("Talks", "bob");
                        })
                        .orElseThrow(),
                QualificationCause.Kind.ENGAGEMENT_CHANGED,
                null);
        assertCause(
                apply(fresh(TALKING), TALKING, 1, edit -> {
                            edit.moveTo("Talks", "bob");
                            assign(edit, "a", "Decision Maker");
                        })
                        .orElseThrow(),
                QualificationCause.Kind.STAGE_CHANGED,
                "bob");
    }

    @Test
    void aRuleThatSeesTheSameGroupOtherwiseIsTheCauseWhateverElseHappens() {
        assertCause(
                apply(ready(), ENGAGED, 3, edit -> remove(edit, "b")).orElseThrow(),
                QualificationCause.Kind.RULE_CHANGED,
                null);
        assertCause(
                apply(ready(), null, 3, edit -> remove(edit, "b")).orElseThrow(),
                QualificationCause.Kind.RULE_CHANGED,
                null);
        assertCause(
                apply(ready(), COMPLETE, 3, edit -> remove(edit, "b")).orElseThrow(),
                QualificationCause.Kind.MEMBERS_CHANGED,
                "ann");
    }

    @Test
    void aGroupThatIsNewOrGoesHasNoOtherCause() {
        GroupChange born = GroupEdit.ofNew(
                        null,
                        ID,
                        "1@crm.Test",
                        ID,
                        ID,
                        "Robots for Acme",
                        new GroupRules(TEMPLATE, STAGES, List.of(), false, rule(BigDecimal.ZERO, null)),
                        START)
                .finish()
                .orElseThrow();

        assertCause(born, QualificationCause.Kind.CREATED, null);
        assertCause(
                apply(ready(), COMPLETE, 3, GroupEdit::delete).orElseThrow(), QualificationCause.Kind.DELETED, null);
    }

    @Test
    void aGroupThatGoesIsNotReadyAnyMore() {
        GroupChange gone = apply(ready(), COMPLETE, 3, GroupEdit::delete).orElseThrow();

        assertThat(gone.facts()).extracting(GroupFact::kind).containsExactly(Kind.DISQUALIFIED, Kind.DELETED);
    }

    /** Each step is somebody's edit; the events of a whole life alternate, and tell where the group stands. */
    @Property(tries = 300)
    void overAWholeLifeTheEventsAlternate(@ForAll("steps") List<Integer> steps) {
        List<QualificationRule> rules = List.of(COMPLETE, ENGAGED, rule(BigDecimal.valueOf(50), BigDecimal.TEN));
        QualificationRule rule = COMPLETE;
        BuyingGroup group = fresh(rule);
        List<Kind> events = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            int step = steps.get(i);
            rule = step >= 8 ? rules.get(step - 8) : rule;
            Optional<GroupChange> change = apply(group, rule, i + 1, edit -> step(edit, step));
            change.ifPresent(made -> made.facts().stream()
                    .map(GroupFact::kind)
                    .filter(Kind::isOfQualification)
                    .forEach(events::add));
            group = change.map(GroupChange::after).orElse(group);
            assertThat(group.qualifiedSince() != null)
                    .isEqualTo(!events.isEmpty() && events.getLast() == Kind.QUALIFIED);
            assertThat(apply(group, rule, i + 1, edit -> {}))
                    .as("looked at again, nothing changes")
                    .isEmpty();
        }

        for (int i = 0; i < events.size(); i++) {
            assertThat(events.get(i)).isEqualTo(i % 2 == 0 ? Kind.QUALIFIED : Kind.DISQUALIFIED);
        }
    }

    @Provide
    Arbitrary<List<Integer>> steps() {
        return Arbitraries.integers().between(0, 10).list().ofMaxSize(30);
    }

    private static void step(GroupEdit edit, int step) {
        switch (step) {
            case 0 -> assign(edit, "a", "Decision Maker");
            case 1 -> assign(edit, "b", "Influencer");
            case 2 -> remove(edit, "a");
            case 3 -> remove(edit, "b");
            case 4, 5, 6 -> edit.engage(BigDecimal.valueOf((step - 3) * 30L - 20));
            default -> {}
        }
    }

    private interface Editing {

        void of(GroupEdit edit);
    }

    private static Optional<GroupChange> apply(
            BuyingGroup group, @Nullable QualificationRule rule, int minute, Editing editing) {
        GroupEdit edit = GroupEdit.of(group, new GroupRules(TEMPLATE, STAGES, List.of(), false, rule), at(minute));
        editing.of(edit);
        return edit.finish();
    }

    private static void assertCause(GroupChange change, QualificationCause.Kind kind, @Nullable String by) {
        assertThat(change.facts())
                .filteredOn(fact -> fact.kind().isOfQualification())
                .singleElement()
                .satisfies(fact -> {
                    assertThat(fact.cause()).isEqualTo(kind.name());
                    assertThat(fact.by()).isEqualTo(by);
                });
    }

    private static BuyingGroup fresh(QualificationRule rule) {
        return GroupEdit.ofNew(
                        null,
                        ID,
                        "1@crm.Test",
                        ID,
                        ID,
                        "Robots for Acme",
                        new GroupRules(TEMPLATE, STAGES, List.of(), false, rule),
                        START)
                .finish()
                .orElseThrow()
                .after();
    }

    private static BuyingGroup ready() {
        return apply(fresh(COMPLETE), COMPLETE, 1, edit -> {
                    assign(edit, "a", "Decision Maker");
                    assign(edit, "b", "Influencer");
                })
                .orElseThrow()
                .after();
    }

    private static void assign(GroupEdit edit, String person, String role) {
        var _ = edit.decide(new Decision.Assign(person, role, Source.MANUAL, Cause.BY_HAND, "ann"));
    }

    private static void remove(GroupEdit edit, String person) {
        var _ = edit.decide(new Decision.Remove(person, Source.MANUAL, Cause.BY_HAND, "ann"));
    }

    private static QualificationRule rule(@Nullable BigDecimal completeness, @Nullable BigDecimal engagement) {
        return new QualificationRule(
                completeness, engagement, List.of(), List.of(), BigDecimal.ZERO, BigDecimal.ZERO, 180);
    }

    private static Instant at(int minute) {
        return START.plus(Duration.ofMinutes(minute));
    }
}
