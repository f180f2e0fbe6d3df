package io.coterie.buyinggroup.groupview;

import io.coterie.buyinggroup.group.BuyingGroup;
import io.coterie.buyinggroup.groupstore.GroupStatements;
import io.coterie.buyinggroup.membership.Cause;
import io.coterie.buyinggroup.membership.Source;
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
import io.coterie.platform.problem.ProblemException;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Answers questions about the people of groups: who is in, why or why not (BEY-05), and who almost is. */
@ApplicationScoped
class MemberReader {

    /** How many people of an account are looked at for suggestions, besides those who are in the group. */
    private static final int MOST_CONSIDERED = 1_000;

    /**
     * @param updates whether the group still becomes what the conditions say
     */
    private record Rules(CompiledTemplate template, boolean updates) {}

    private final SandboxTransactions transactions;
    private final GroupQueries queries;
    private final GroupStatements statements;
    private final SolutionInterests interests;
    private final RolesTemplates templates;
    private final People people;
    private final PersonScores scores;
    private final Clock clock;

    MemberReader(
            SandboxTransactions transactions,
            GroupQueries queries,
            GroupStatements statements,
            SolutionInterests interests,
            RolesTemplates templates,
            People people,
            PersonScores scores,
            Clock clock) {
        this.transactions = transactions;
        this.queries = queries;
        this.statements = statements;
        this.interests = interests;
        this.templates = templates;
        this.people = people;
        this.scores = scores;
        this.clock = clock;
    }

    /**
     * @param active members, removed people, or with null both
     */
    Uni<Page<MemberView>> members(
            Sandbox sandbox, UUID id, @Nullable Boolean active, @Nullable String cursor, int limit) {
        String after = Cursor.decode(cursor);
        return transactions.inSandbox(
                sandbox,
                connection -> require(connection, sandbox, id)
                        .chain(group -> queries.members(connection, sandbox.id(), id, after, active, limit + 1)
                                .chain(standings -> members(connection, sandbox, group, standings))
                                .map(views -> Page.of(views, limit, MemberView::personKey))));
    }

    /** Somebody who has left the account is still answered for, as long as something was decided about them. */
    Uni<WhyView> why(Sandbox sandbox, UUID id, String personKey) {
        return transactions.inSandbox(
                sandbox,
                connection -> require(connection, sandbox, id)
                        .chain(group -> queries.standing(connection, sandbox.id(), id, personKey)
                                .chain(standing -> rules(connection, sandbox, group)
                                        .chain(rules -> known(
                                                        connection,
                                                        sandbox,
                                                        group,
                                                        rules.template(),
                                                        List.of(personKey))
                                                .map(known -> Optional.ofNullable(known.get(personKey)))
                                                .invoke(person -> requireKnown(standing, person, personKey))
                                                .chain(person -> scores.of(connection, sandbox.id(), List.of(personKey))
                                                        .map(scored -> why(
                                                                group,
                                                                personKey,
                                                                standing,
                                                                person,
                                                                Optional.ofNullable(scored.get(personKey)),
                                                                rules)))))));
    }

    /** For every role that lacks members, the people of the account who come closest to its condition. */
    Uni<SuggestionsView> suggestions(Sandbox sandbox, UUID id) {
        return transactions.inSandbox(
                sandbox,
                connection -> statements
                        .byIds(connection, sandbox.id(), List.of(id))
                        .map(found -> found.stream()
                                .filter(group -> !group.deleted())
                                .findFirst()
                                .orElseThrow(() -> ProblemException.notFound("a buying group", id)))
                        .chain(group -> template(connection, sandbox, group)
                                .chain(template -> suggestions(connection, sandbox, group, template))));
    }

    private Uni<SuggestionsView> suggestions(
            SqlConnection connection, Sandbox sandbox, BuyingGroup group, CompiledTemplate template) {
        return people.someOthersOf(
                        connection,
                        sandbox.id(),
                        group.accountKey(),
                        Suggestions.neverSuggested(group),
                        template.eventTypes(),
                        MOST_CONSIDERED + 1,
                        clock.instant())
                .map(found -> {
                    List<PersonFacts> candidates =
                            found.stream().limit(MOST_CONSIDERED).toList();
                    return SuggestionsView.of(
                            group,
                            Suggestions.of(group, template, candidates),
                            candidates,
                            found.size() > MOST_CONSIDERED);
                });
    }

    private Uni<BuyingGroup> require(SqlConnection connection, Sandbox sandbox, UUID id) {
        return queries.find(connection, sandbox.id(), id)
                .map(found -> found.map(GroupQueries.Listed::group)
                        .orElseThrow(() -> ProblemException.notFound("a buying group", id)));
    }

    private static void requireKnown(Optional<Standing> standing, Optional<PersonFacts> person, String personKey) {
        if (standing.isEmpty() && person.isEmpty()) {
            throw ProblemException.notFound("a person of the group's account", personKey);
        }
    }

    private Uni<List<MemberView>> members(
            SqlConnection connection, Sandbox sandbox, BuyingGroup group, List<Standing> standings) {
        List<String> keys = standings.stream().map(Standing::personKey).toList();
        return template(connection, sandbox, group)
                .chain(template -> known(connection, sandbox, group, template, keys)
                        .chain(known -> scores.of(connection, sandbox.id(), keys)
                                .map(scored -> standings.stream()
                                        .map(standing -> member(
                                                standing,
                                                Optional.ofNullable(known.get(standing.personKey())),
                                                Optional.ofNullable(scored.get(standing.personKey())),
                                                template))
                                        .toList())));
    }

    private Uni<Map<String, PersonFacts>> known(
            SqlConnection connection,
            Sandbox sandbox,
            BuyingGroup group,
            CompiledTemplate template,
            List<String> personKeys) {
        return people.ofAccount(
                connection, sandbox.id(), group.accountKey(), personKeys, template.eventTypes(), clock.instant());
    }

    private Uni<CompiledTemplate> template(SqlConnection connection, Sandbox sandbox, BuyingGroup group) {
        return rules(connection, sandbox, group).map(Rules::template);
    }

    private Uni<Rules> rules(SqlConnection connection, Sandbox sandbox, BuyingGroup group) {
        return interests
                .byIds(connection, sandbox.id(), List.of(group.interestId()))
                .map(found -> Objects.requireNonNull(found.get(group.interestId())))
                .chain(interest -> templates
                        .compiled(connection, sandbox.id(), List.of(interest.templateId()))
                        .map(compiled -> Objects.requireNonNull(compiled.get(interest.templateId())))
                        .map(template -> new Rules(template, group.follows(interest, clock.instant()))));
    }

    private static MemberView member(
            Standing standing, Optional<PersonFacts> person, Optional<PersonScore> score, CompiledTemplate template) {
        Explanation condition = person.filter(known -> standing.cause() == Cause.QUALIFIES)
                .flatMap(known -> template.explain(known).stream()
                        .filter(role -> role.role().equals(standing.role()))
                        .findFirst()
                        .map(RoleExplanation::condition))
                .orElse(null);
        return MemberView.of(standing, PersonSummary.of(person.orElse(null)), score.orElse(null), condition);
    }

    private static WhyView why(
            BuyingGroup group,
            String personKey,
            Optional<Standing> standing,
            Optional<PersonFacts> person,
            Optional<PersonScore> score,
            Rules rules) {
        CompiledTemplate template = rules.template();
        String held = standing.filter(Standing::active)
                .filter(decided -> decided.source() == Source.SYSTEM)
                .map(Standing::role)
                .orElse(null);
        String matching = person.map(known -> template.roleOf(known, held)).orElse(null);
        boolean member = standing.map(Standing::active).orElse(false);
        return new WhyView(
                group.id(),
                personKey,
                member,
                standing.filter(Standing::active).map(Standing::role).orElse(null),
                answer(standing, person, matching) + whyNot(standing, person, matching, rules.updates()),
                standing.map(decided -> member(decided, person, score, template))
                        .orElse(null),
                matching,
                person.map(template::explain).orElse(List.of()));
    }

    private static String answer(Optional<Standing> standing, Optional<PersonFacts> person, @Nullable String matching) {
        String decision = standing.map(decided ->
                        (decided.active() ? "Is a member as '" + decided.role() + "': " : "Is not a member: ")
                                + decided.cause().words() + " (" + decided.source() + ", by " + decided.decidedBy()
                                + "). ")
                .orElse("Is not a member: nothing was decided about the person. ");
        return decision + wouldBe(person, matching);
    }

    /** D-22: what the conditions say now is not what the group does when it is not updated. */
    private static String whyNot(
            Optional<Standing> standing, Optional<PersonFacts> person, @Nullable String matching, boolean updates) {
        boolean ofTheSystem =
                standing.map(decided -> decided.source() == Source.SYSTEM).orElse(true);
        String held = standing.filter(Standing::active).map(Standing::role).orElse(null);
        return updates || !ofTheSystem || person.isEmpty() || Objects.equals(held, matching)
                ? ""
                : " The group stays as it is: its solution interest does not update existing buying groups.";
    }

    private static String wouldBe(Optional<PersonFacts> person, @Nullable String matching) {
        if (person.isEmpty()) {
            return "The person does not belong to the account now.";
        }
        return matching == null
                ? "The template's conditions give the person no role."
                : "The template's conditions give the person the role '" + matching + "'.";
    }
}
