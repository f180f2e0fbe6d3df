package io.coterie.buyinggroup.group;

import io.coterie.buyinggroup.membership.Cause;
import io.coterie.buyinggroup.membership.Standing;
import io.coterie.buyinggroup.people.People;
import io.coterie.buyinggroup.people.PersonScore;
import io.coterie.buyinggroup.people.PersonScores;
import io.coterie.buyinggroup.people.PersonSummary;
import io.coterie.buyinggroup.rolestemplate.CompiledTemplate;
import io.coterie.buyinggroup.rolestemplate.RoleExplanation;
import io.coterie.buyinggroup.rolestemplate.RolesTemplates;
import io.coterie.buyinggroup.solutioninterest.SolutionInterests;
import io.coterie.platform.conditions.Explanation;
import io.coterie.platform.conditions.PersonFacts;
import io.coterie.platform.paging.Cursor;
import io.coterie.platform.paging.Page;
import io.coterie.platform.problem.GenericError;
import io.coterie.platform.problem.ProblemException;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Answers questions about groups: lists, members with their reasons, and why somebody is in or not (BEY-05). */
@ApplicationScoped
public class GroupReader {

    private final SandboxTransactions transactions;
    private final GroupQueries queries;
    private final SolutionInterests interests;
    private final RolesTemplates templates;
    private final People people;
    private final PersonScores scores;
    private final Clock clock;

    GroupReader(
            SandboxTransactions transactions,
            GroupQueries queries,
            SolutionInterests interests,
            RolesTemplates templates,
            People people,
            PersonScores scores,
            Clock clock) {
        this.transactions = transactions;
        this.queries = queries;
        this.interests = interests;
        this.templates = templates;
        this.people = people;
        this.scores = scores;
        this.clock = clock;
    }

    /** These groups in this order, inside the caller's transaction; deleted ones are left out. */
    public Uni<List<GroupView>> inOrder(SqlConnection connection, Sandbox sandbox, List<UUID> ids) {
        return queries.byIds(connection, sandbox.id(), ids)
                .map(listed -> {
                    Map<UUID, GroupQueries.Listed> byId = new HashMap<>();
                    listed.forEach(one -> byId.put(one.group().id(), one));
                    return ids.stream()
                            .map(byId::get)
                            .filter(one -> one != null)
                            .toList();
                })
                .chain(listed -> views(connection, sandbox, listed));
    }

    Uni<GroupView> read(Sandbox sandbox, UUID id) {
        return transactions.inSandbox(sandbox, connection -> view(connection, sandbox, id));
    }

    /** A group's view, inside the caller's transaction. */
    Uni<GroupView> view(SqlConnection connection, Sandbox sandbox, UUID id) {
        return require(connection, sandbox, id)
                .chain(listed -> views(connection, sandbox, List.of(listed)))
                .map(List::getFirst);
    }

    Uni<Page<MemberView>> members(
            Sandbox sandbox, UUID id, @Nullable Boolean active, @Nullable String cursor, int limit) {
        String after = Cursor.decode(cursor);
        return transactions.inSandbox(
                sandbox,
                connection -> require(connection, sandbox, id)
                        .chain(listed -> queries.members(connection, sandbox.id(), id, after, active, limit + 1)
                                .chain(standings -> members(connection, sandbox, listed.group(), standings))
                                .map(views -> Page.of(views, limit, MemberView::personKey))));
    }

    Uni<WhyView> why(Sandbox sandbox, UUID id, String personKey) {
        return transactions.inSandbox(
                sandbox,
                connection -> require(connection, sandbox, id)
                        .chain(listed -> queries.standing(connection, sandbox.id(), id, personKey)
                                .chain(standing -> person(connection, sandbox, listed.group(), personKey)
                                        .chain(person -> template(connection, sandbox, listed.group())
                                                .chain(template -> scores.of(
                                                                connection, sandbox.id(), List.of(personKey))
                                                        .map(scored -> why(
                                                                listed.group(),
                                                                standing,
                                                                person,
                                                                scored.get(personKey),
                                                                template)))))));
    }

    Uni<Page<HistoryView>> history(Sandbox sandbox, UUID id, @Nullable String cursor, int limit) {
        HistoryPlace before = HistoryPlace.of(Cursor.decode(cursor));
        return transactions.inSandbox(
                sandbox,
                connection -> require(connection, sandbox, id)
                        .chain(() -> queries.history(
                                connection, sandbox.id(), id, before.revision(), before.place(), limit + 1))
                        .map(rows -> Page.of(rows, limit, row -> row.revision() + "|" + row.place())));
    }

    Uni<GroupSummary> summary(Sandbox sandbox, @Nullable String solutionInterest) {
        return transactions.inSandbox(
                sandbox,
                connection -> interests
                        .parameter(connection, sandbox.id(), solutionInterest)
                        .chain(interest -> queries.summary(connection, sandbox.id(), interest.orElse(null))));
    }

    private Uni<GroupQueries.Listed> require(SqlConnection connection, Sandbox sandbox, UUID id) {
        return queries.find(connection, sandbox.id(), id)
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("a buying group", id)));
    }

    private Uni<List<GroupView>> views(SqlConnection connection, Sandbox sandbox, List<GroupQueries.Listed> listed) {
        List<String> accounts =
                listed.stream().map(one -> one.group().accountKey()).distinct().toList();
        List<UUID> interestIds =
                listed.stream().map(one -> one.group().interestId()).distinct().toList();
        return people.accounts(connection, sandbox.id(), accounts)
                .chain(known -> interests
                        .byIds(connection, sandbox.id(), interestIds)
                        .map(names -> {
                            List<GroupView> views = new ArrayList<>(listed.size());
                            for (GroupQueries.Listed one : listed) {
                                var account = known.get(one.group().accountKey());
                                views.add(GroupView.of(
                                        one,
                                        account == null ? null : account.name(),
                                        Objects.requireNonNull(
                                                        names.get(one.group().interestId()))
                                                .name()));
                            }
                            return views;
                        }));
    }

    private Uni<List<MemberView>> members(
            SqlConnection connection, Sandbox sandbox, BuyingGroup group, List<Standing> standings) {
        List<String> keys = standings.stream().map(Standing::personKey).toList();
        return people.ofAccount(connection, sandbox.id(), group.accountKey(), keys, clock.instant())
                .chain(known -> template(connection, sandbox, group)
                        .chain(template -> scores.of(connection, sandbox.id(), keys)
                                .map(scored -> standings.stream()
                                        .map(standing -> member(
                                                standing,
                                                known.get(standing.personKey()),
                                                scored.get(standing.personKey()),
                                                template))
                                        .toList())));
    }

    private Uni<PersonFacts> person(SqlConnection connection, Sandbox sandbox, BuyingGroup group, String personKey) {
        return people.ofAccount(connection, sandbox.id(), group.accountKey(), List.of(personKey), clock.instant())
                .map(known -> Optional.ofNullable(known.get(personKey))
                        .orElseThrow(() -> ProblemException.notFound("a person of the group's account", personKey)));
    }

    private Uni<CompiledTemplate> template(SqlConnection connection, Sandbox sandbox, BuyingGroup group) {
        return interests
                .byIds(connection, sandbox.id(), List.of(group.interestId()))
                .map(found -> Objects.requireNonNull(found.get(group.interestId())))
                .chain(interest -> templates
                        .compiled(connection, sandbox.id(), List.of(interest.templateId()))
                        .map(compiled -> Objects.requireNonNull(compiled.get(interest.templateId()))));
    }

    private static MemberView member(
            Standing standing, @Nullable PersonFacts person, @Nullable PersonScore score, CompiledTemplate template) {
        Explanation condition = person == null || standing.cause() != Cause.QUALIFIES
                ? null
                : template.explain(person).stream()
                        .filter(role -> role.role().equals(standing.role()))
                        .findFirst()
                        .map(RoleExplanation::condition)
                        .orElse(null);
        return MemberView.of(standing, PersonSummary.of(person), score, condition);
    }

    private static WhyView why(
            BuyingGroup group,
            Optional<Standing> standing,
            PersonFacts person,
            @Nullable PersonScore score,
            CompiledTemplate template) {
        String matching = template.roleOf(person);
        boolean member = standing.map(Standing::active).orElse(false);
        return new WhyView(
                group.id(),
                person.key(),
                member,
                standing.filter(Standing::active).map(Standing::role).orElse(null),
                answer(standing, matching),
                standing.map(decided -> member(decided, person, score, template))
                        .orElse(null),
                matching,
                template.explain(person));
    }

    private static String answer(Optional<Standing> standing, @Nullable String matching) {
        String wouldBe = matching == null
                ? "The template's conditions give the person no role."
                : "The template's conditions give the person the role '" + matching + "'.";
        return standing.map(decided ->
                        (decided.active() ? "Is a member as '" + decided.role() + "': " : "Is not a member: ")
                                + decided.cause().words() + " (" + decided.source() + ", by " + decided.decidedBy()
                                + "). "
                                + wouldBe)
                .orElse("Is not a member: nothing was decided about the person. " + wouldBe);
    }

    private record HistoryPlace(long revision, int place) {

        static HistoryPlace of(String text) {
            if (text.isEmpty()) {
                return new HistoryPlace(Long.MAX_VALUE, Integer.MAX_VALUE);
            }
            try {
                int separator = Math.max(0, text.indexOf('|'));
                return new HistoryPlace(
                        Long.parseLong(text.substring(0, separator)), Integer.parseInt(text.substring(separator + 1)));
            } catch (NumberFormatException e) {
                throw ProblemException.ofField(
                        GenericError.INVALID_PARAMETER, "cursor", "Expected the cursor of an earlier page.");
            }
        }
    }
}
