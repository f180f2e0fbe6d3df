package io.coterie.buyinggroup.groupview;

import io.coterie.buyinggroup.groupview.RuledGroups.Ruled;
import io.coterie.buyinggroup.membership.Source;
import io.coterie.buyinggroup.membership.Standing;
import io.coterie.buyinggroup.people.PersonScore;
import io.coterie.buyinggroup.rolestemplate.CompiledTemplate;
import io.coterie.platform.conditions.PersonFacts;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why somebody is in a group, in its role, or not (BEY-05): what was decided, and what the template says now; pure. */
final class Why {

    private Why() {}

    /** What a person is to the group's account now. */
    sealed interface Relation {

        /** One of its people (D-01). */
        record OfAccount(PersonFacts person) implements Relation {}

        /** One of its people but for being a test profile, and so nobody's (D-11). */
        record TestProfile() implements Relation {}

        /** Another account's, nobody any more, or not known. */
        record Stranger() implements Relation {}
    }

    /**
     * Everything the answer depends on.
     *
     * @param standing what was last decided; null when nothing was
     * @param score null before the first run that knows the person
     */
    record Facts(
            Ruled ruled,
            String personKey,
            Relation relation,
            @Nullable Standing standing,
            @Nullable PersonScore score) {

        Facts(Ruled ruled, String personKey, Relation relation) {
            this(ruled, personKey, relation, null, null);
        }

        Facts withStanding(Optional<Standing> decided) {
            return new Facts(ruled, personKey, relation, decided.orElse(null), score);
        }

        Facts withScore(@Nullable PersonScore scored) {
            return new Facts(ruled, personKey, relation, standing, scored);
        }

        @Nullable
        PersonFacts person() {
            return relation instanceof Relation.OfAccount present ? present.person() : null;
        }

        boolean isMember() {
            return standing != null && standing.active();
        }

        /** The role held; null for those who are no members. */
        @Nullable
        String role() {
            return standing != null && standing.active() ? standing.role() : null;
        }

        /** Whether no person and no journey has a say, and so the template's conditions have. */
        boolean isUpToTheSystem() {
            return standing == null || standing.source() == Source.SYSTEM;
        }
    }

    static WhyView answer(Facts facts) {
        CompiledTemplate template = facts.ruled().template();
        PersonFacts person = facts.person();
        Standing standing = facts.standing();
        String matching = matchingRole(facts);
        return new WhyView(
                facts.ruled().group().id(),
                facts.personKey(),
                facts.isMember(),
                facts.role(),
                decided(standing) + now(facts.relation(), matching) + kept(facts, matching),
                standing == null ? null : MemberView.of(standing, person, facts.score(), template),
                matching,
                person == null ? List.of() : template.explain(person));
    }

    /** The role the template gives now; one whose condition is broken keeps whom the system has put there (D-05). */
    private static @Nullable String matchingRole(Facts facts) {
        PersonFacts person = facts.person();
        String held = facts.isUpToTheSystem() ? facts.role() : null;
        return person == null ? null : facts.ruled().template().roleOf(person, held);
    }

    private static String decided(@Nullable Standing standing) {
        if (standing == null) {
            return "Is not a member: nothing was decided about the person. ";
        }
        String place = standing.active() ? "Is a member as '" + standing.role() + "': " : "Is not a member: ";
        return place + standing.cause().words() + " (" + standing.source() + ", by " + standing.decidedBy() + "). ";
    }

    private static String now(Relation relation, @Nullable String matching) {
        return switch (relation) {
            case Relation.OfAccount _ ->
                matching == null
                        ? "The template's conditions give the person no role."
                        : "The template's conditions give the person the role '" + matching + "'.";
            case Relation.TestProfile _ -> "The person is a test profile now, and test profiles belong in no group.";
            case Relation.Stranger _ -> "The person does not belong to the account now.";
        };
    }

    /** D-22: what the conditions say now is not what the group does when it is not updated. */
    private static String kept(Facts facts, @Nullable String matching) {
        boolean stays = !facts.ruled().updates() && facts.isUpToTheSystem() && facts.person() != null;
        return stays && !Objects.equals(facts.role(), matching)
                ? " The group stays as it is: its solution interest does not update existing buying groups."
                : "";
    }
}
