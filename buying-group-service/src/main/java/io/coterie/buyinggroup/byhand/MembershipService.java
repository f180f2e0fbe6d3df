package io.coterie.buyinggroup.byhand;

import io.coterie.buyinggroup.group.BuyingGroup;
import io.coterie.buyinggroup.groupview.GroupView;
import io.coterie.buyinggroup.membership.Cause;
import io.coterie.buyinggroup.membership.Decision;
import io.coterie.buyinggroup.membership.Source;
import io.coterie.buyinggroup.membership.Standing;
import io.coterie.buyinggroup.people.GonePeople;
import io.coterie.buyinggroup.people.People;
import io.coterie.platform.conditions.PersonFacts;
import io.coterie.platform.problem.ErrorCode;
import io.coterie.platform.problem.ProblemException;
import io.coterie.platform.problem.Violation;
import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** What people decide about members by hand: all that was asked for, or nothing. */
@ApplicationScoped
class MembershipService {

    private final GroupChanges changes;
    private final People people;
    private final Clock clock;

    MembershipService(GroupChanges changes, People people, Clock clock) {
        this.changes = changes;
        this.people = people;
        this.clock = clock;
    }

    /** Adds people of the account, or changes the role of those who are members already (MEM-01, D-33). */
    Uni<GroupView> assign(Sandbox sandbox, String by, UUID id, @Nullable String ifMatch, MembersRequest request) {
        List<MembersRequest.Assignment> assignments = request.assignments();
        List<String> persons =
                assignments.stream().map(MembersRequest.Assignment::personKey).toList();
        return changes.change(
                sandbox,
                id,
                ifMatch,
                (connection, group) -> people.ofAccount(
                                connection, sandbox.id(), group.group().accountKey(), persons, clock.instant())
                        .map(known -> strangers(assignments, known))
                        .call(strangers -> refuseStrangers(connection, sandbox, group.group(), strangers))
                        .invoke(() -> assignAll(group, assignments, by))
                        .replaceWithVoid());
    }

    /** Changes the roles of members only (MEM-03). */
    Uni<GroupView> changeRoles(Sandbox sandbox, String by, UUID id, @Nullable String ifMatch, MembersRequest request) {
        List<MembersRequest.Assignment> assignments = request.assignments();
        return changes.change(sandbox, id, ifMatch, (connection, group) -> {
            requireMembers(
                    group,
                    assignments.stream()
                            .map(MembersRequest.Assignment::personKey)
                            .toList(),
                    place -> "/members/" + place + "/personKey");
            assignAll(group, assignments, by);
            return Uni.createFrom().voidItem();
        });
    }

    /** Removes members; whoever somebody removed by hand, only somebody can bring back (§9.6). */
    Uni<GroupView> remove(Sandbox sandbox, String by, UUID id, @Nullable String ifMatch, RemovalRequest request) {
        List<String> persons = request.persons();
        return changes.change(sandbox, id, ifMatch, (connection, group) -> {
            requireMembers(group, persons, place -> "/personKeys/" + place);
            for (String person : persons) {
                var _ = group.edit().decide(new Decision.Remove(person, Source.MANUAL, Cause.BY_HAND, by));
            }
            return Uni.createFrom().voidItem();
        });
    }

    private static void assignAll(GroupChanges.Editable group, List<MembersRequest.Assignment> assignments, String by) {
        List<Violation> violations = new ArrayList<>();
        for (MembersRequest.Assignment assignment : assignments) {
            Optional<String> role = group.template().roleNamed(assignment.role());
            role.ifPresentOrElse(
                    name -> {
                        var _ = group.edit()
                                .decide(new Decision.Assign(
                                        assignment.personKey(), name, Source.MANUAL, Cause.BY_HAND, by));
                    },
                    () -> violations.add(new Violation(
                            "/members/" + assignment.place() + "/role",
                            "Expected a role of the group's template, but '" + assignment.role() + "' is none.")));
        }
        refuse(GroupError.ROLE_NOT_IN_TEMPLATE, violations, "Expected roles of the group's template.");
    }

    /** Of these assignments those of persons who are none of the account's people. */
    private static List<MembersRequest.Assignment> strangers(
            List<MembersRequest.Assignment> assignments, Map<String, PersonFacts> known) {
        return assignments.stream()
                .filter(assignment -> !known.containsKey(assignment.personKey()))
                .toList();
    }

    /** Asks the database only when there is a refusal to be worded. */
    private Uni<Void> refuseStrangers(
            SqlConnection connection, Sandbox sandbox, BuyingGroup group, List<MembersRequest.Assignment> strangers) {
        List<String> persons =
                strangers.stream().map(MembersRequest.Assignment::personKey).toList();
        return people.gone(connection, sandbox.id(), persons)
                .invoke(gone -> refuse(
                        GroupError.PERSON_NOT_IN_ACCOUNT,
                        strangers.stream()
                                .map(stranger -> violation(stranger, group.accountKey(), gone))
                                .toList(),
                        "Expected people of the group's account."))
                .replaceWithVoid();
    }

    private static Violation violation(MembersRequest.Assignment stranger, String accountKey, GonePeople gone) {
        String person = stranger.personKey();
        return new Violation(
                "/members/" + stranger.place() + "/personKey",
                "Expected a person of the group's account, but '" + person
                        + (gone.isTestProfileOf(accountKey, person)
                                ? "' is a test profile, and test profiles belong in no group."
                                : "' is none."));
    }

    private static void requireMembers(GroupChanges.Editable group, List<String> persons, IntFunction<String> pointer) {
        List<Violation> violations = new ArrayList<>();
        for (int i = 0; i < persons.size(); i++) {
            Standing standing = group.group().standings().get(persons.get(i));
            if (standing == null || !standing.active()) {
                violations.add(new Violation(
                        pointer.apply(i), "Expected a member of the group, but '" + persons.get(i) + "' is none."));
            }
        }
        refuse(GroupError.NOT_A_MEMBER, violations, "Expected members of the group.");
    }

    private static void refuse(ErrorCode code, List<Violation> violations, String detail) {
        if (!violations.isEmpty()) {
            throw new ProblemException(code, detail, violations);
        }
    }
}
