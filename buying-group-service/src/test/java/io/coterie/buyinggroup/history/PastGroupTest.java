package io.coterie.buyinggroup.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.buyinggroup.completeness.RoleRequirement;
import io.coterie.buyinggroup.definition.Trace;
import io.coterie.buyinggroup.group.BuyingGroup;
import io.coterie.buyinggroup.group.GroupChange;
import io.coterie.buyinggroup.group.GroupDecisions;
import io.coterie.buyinggroup.group.GroupEdit;
import io.coterie.buyinggroup.group.GroupFact;
import io.coterie.buyinggroup.group.GroupFacts;
import io.coterie.buyinggroup.group.GroupRules;
import io.coterie.buyinggroup.membership.Candidate;
import io.coterie.buyinggroup.membership.Cause;
import io.coterie.buyinggroup.membership.Decision;
import io.coterie.buyinggroup.membership.Source;
import io.coterie.buyinggroup.membership.Standing;
import io.coterie.buyinggroup.people.GonePeople;
import io.coterie.buyinggroup.qualification.QualificationRule;
import io.coterie.buyinggroup.solutioninterest.SolutionInterest;
import io.coterie.buyinggroup.stage.StageSet;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** BEY-04: the history tells everything. */
class PastGroupTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final List<RoleRequirement> TEMPLATE =
            List.of(new RoleRequirement("Decision Maker", 1, true), new RoleRequirement("Influencer", 2, true));

    /** Half complete is ready for sales. */
    private static final GroupRules RULES = new GroupRules(
            TEMPLATE,
            StageSet.NONE,
            List.of(),
            false,
            new QualificationRule(
                    BigDecimal.valueOf(50), null, List.of(), List.of(), BigDecimal.ZERO, BigDecimal.ZERO, 180));

    /** Something that is decided about the group. */
    sealed interface Step {}

    /** Whoever was merged is not among the people. */
    record Rebuild(
            List<Candidate> people,
            Map<String, String> mergedInto,
            boolean update,
            boolean wanted,
            boolean accountDeleted)
            implements Step {}

    record ByHand(String person, @Nullable String role, Source source) implements Step {}

    record Move(String stage) implements Step {}

    record Score(int engagement) implements Step {}

    record Say(@Nullable String status) implements Step {}

    @Property(tries = 2000)
    void foldingEverythingGivesThePresentRowAndMembers(@ForAll("steps") List<Step> steps) {
        Course course = new Course();

        steps.forEach(course::take);

        BuyingGroup present = course.group;
        if (present == null) {
            assertThat(course.entries).isEmpty();
        } else {
            requireSame(PastGroup.fold(course.entries), present);
            requireSame(PastGroup.fold(needed(course.entries)), present);
        }
    }

    @Property(tries = 1000)
    void foldingUpToAnInstantGivesWhatWasThereThen(@ForAll("steps") List<Step> steps) {
        Course course = new Course();
        List<BuyingGroup> presents = new ArrayList<>();

        for (Step step : steps) {
            course.take(step);
            if (course.group != null) {
                presents.add(course.group);
            }
        }

        for (BuyingGroup then : presents) {
            requireSame(
                    PastGroup.fold(course.entries.stream()
                            .filter(entry -> !entry.at().isAfter(then.updatedAt()))
                            .toList()),
                    then);
        }
    }

    /** What is read of a group: the last entry of each kind, and of each person those from the last assignment on. */
    private static List<HistoryEntry> needed(List<HistoryEntry> entries) {
        Set<GroupFact.Kind> kinds = new HashSet<>();
        Set<String> assigned = new HashSet<>();
        List<HistoryEntry> needed = new ArrayList<>();
        for (HistoryEntry entry : entries.reversed()) {
            String person = entry.personKey();
            assertThat(HistoryEntry.OF_MEMBERS.contains(entry.kind())).isEqualTo(person != null);
            if (person == null ? kinds.add(entry.kind()) : !assigned.contains(person)) {
                needed.addFirst(entry);
            }
            if (person != null && entry.kind() == GroupFact.Kind.MEMBER_ASSIGNED) {
                assigned.add(person);
            }
        }
        return needed;
    }

    private static void requireSame(PastGroup past, BuyingGroup present) {
        assertThat(past.there()).isEqualTo(!present.deleted());
        assertThat(past.createdAt()).isEqualTo(present.createdAt());
        assertThat(past.changedAt()).isEqualTo(present.updatedAt());
        assertThat(past.revision()).isEqualTo(present.revision());
        assertThat(past.completeness())
                .isEqualByComparingTo(present.completeness().percent());
        assertThat(past.engagement()).isEqualTo(present.engagement());
        assertThat(past.stage()).isEqualTo(present.stage());
        assertThat(past.status()).isEqualTo(present.status());
        assertThat(past.qualifiedSince()).isEqualTo(present.qualifiedSince());
        assertThat(past.outOfAudience()).isEqualTo(present.outOfAudience());
        assertThat(past.standings()).isEqualTo(present.standings());
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Step> rebuild = Combinators.combine(
                        people(),
                        merges(),
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, true, true, false),
                        Arbitraries.of(false, false, false, false, true))
                .as(Rebuild::new);
        Arbitrary<Step> byHand = Combinators.combine(
                        Arbitraries.of("a", "b", "c", "d"),
                        Arbitraries.of("Decision Maker", "Influencer", "Champion")
                                .injectNull(0.4),
                        Arbitraries.of(Source.MANUAL, Source.JOURNEY))
                .as(ByHand::new);
        Arbitrary<Step> move = Arbitraries.of("Open", "Talks", "Won").map(Move::new);
        Arbitrary<Step> score = Arbitraries.integers().between(0, 3).map(Score::new);
        Arbitrary<Step> say = Arbitraries.of("hot", "cold").injectNull(0.3).map(Say::new);
        return Arbitraries.oneOf(List.of(rebuild, byHand, move, score, say))
                .list()
                .ofMaxSize(12);
    }

    private static Arbitrary<Map<String, String>> merges() {
        return Arbitraries.of(
                Map.of(), Map.of(), Map.of("a", "b"), Map.of("a", "b", "c", "b"), Map.of("d", "a"), Map.of("b", "d"));
    }

    private static Arbitrary<List<Candidate>> people() {
        return Combinators.combine(
                        Arbitraries.of("a", "b", "c", "d"),
                        Arbitraries.of("Decision Maker", "Influencer").injectNull(0.3))
                .as(Candidate::new)
                .list()
                .ofMaxSize(4)
                .uniqueElements(Candidate::personKey);
    }

    /** One group through a series of decisions, a minute apart. */
    private static final class Course {

        private final List<HistoryEntry> entries = new ArrayList<>();
        private @Nullable BuyingGroup group;
        private Instant now = START;

        void take(Step step) {
            now = now.plusSeconds(60);
            decide(step).ifPresent(change -> {
                group = change.after();
                record(change);
            });
        }

        private Optional<GroupChange> decide(Step step) {
            if (step instanceof Rebuild rebuild) {
                return GroupDecisions.decide(group, facts(rebuild), now);
            }
            if (group == null || group.deleted()) {
                return Optional.empty();
            }
            GroupEdit edit = GroupEdit.of(group, RULES, now);
            switch (step) {
                case ByHand(String person, String role, Source source) -> {
                    Decision decision = role == null
                            ? new Decision.Remove(person, source, Cause.BY_HAND, "ann")
                            : new Decision.Assign(person, role, source, Cause.BY_HAND, "ann");
                    var _ = edit.decide(decision);
                }
                case Move move -> edit.moveTo(move.stage(), "ann");
                case Score score -> edit.engage(BigDecimal.valueOf(score.engagement()));
                case Say say -> edit.status(say.status(), "ann");
                case Rebuild _ -> throw new IllegalStateException("Decided above");
            }
            return edit.finish();
        }

        private static GroupFacts facts(Rebuild rebuild) {
            SolutionInterest interest = new SolutionInterest(
                    new UUID(0, 1),
                    "Robots",
                    null,
                    new UUID(0, 2),
                    StageSet.NONE,
                    rebuild.update(),
                    null,
                    180,
                    false,
                    1,
                    Trace.begun(START, "ann"));
            return new GroupFacts(
                    7,
                    "1@crm.Test",
                    rebuild.accountDeleted() ? null : "Acme",
                    rebuild.accountDeleted(),
                    interest,
                    RULES,
                    rebuild.people().stream()
                            .filter(person -> !rebuild.mergedInto().containsKey(person.personKey()))
                            .toList(),
                    new GonePeople(Set.of(), rebuild.mergedInto(), Map.of()),
                    null,
                    rebuild.wanted() ? new UUID(0, 4) : null);
        }

        private void record(GroupChange change) {
            for (int place = 0; place < change.facts().size(); place++) {
                GroupFact fact = change.facts().get(place);
                Standing member = fact.member();
                entries.add(new HistoryEntry(
                        change.after().revision(),
                        place,
                        change.after().updatedAt(),
                        fact.kind(),
                        member == null ? null : member.personKey(),
                        member == null ? null : member.role(),
                        member == null ? null : member.source(),
                        member == null ? null : member.cause(),
                        fact.by(),
                        fact.newValue(),
                        change.after().completeness().percent()));
            }
        }
    }
}
