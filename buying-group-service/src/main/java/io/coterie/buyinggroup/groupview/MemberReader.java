package io.coterie.buyinggroup.groupview;

import io.coterie.buyinggroup.groupview.RuledGroups.Ruled;
import io.coterie.buyinggroup.membership.Standing;
import io.coterie.buyinggroup.people.People;
import io.coterie.buyinggroup.people.PersonScores;
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
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Answers questions about the people of groups: who is in, why or why not (BEY-05), and who almost is. */
@ApplicationScoped
class MemberReader {

    /** How many people of an account are looked at for suggestions, besides those who are in the group. */
    private static final int MOST_CONSIDERED = 1_000;

    private final SandboxTransactions transactions;
    private final RuledGroups groups;
    private final GroupQueries queries;
    private final People people;
    private final PersonScores scores;
    private final Clock clock;

    MemberReader(
            SandboxTransactions transactions,
            RuledGroups groups,
            GroupQueries queries,
            People people,
            PersonScores scores,
            Clock clock) {
        this.transactions = transactions;
        this.groups = groups;
        this.queries = queries;
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
                connection -> groups.require(connection, sandbox.id(), id)
                        .chain(ruled -> queries.members(connection, sandbox.id(), id, after, active, limit + 1)
                                .chain(standings -> members(connection, sandbox.id(), ruled, standings)))
                        .map(views -> Page.of(views, limit, MemberView::personKey)));
    }

    private Uni<List<MemberView>> members(
            SqlConnection connection, int sandboxId, Ruled ruled, List<Standing> standings) {
        List<String> keys = standings.stream().map(Standing::personKey).toList();
        return ofAccount(connection, sandboxId, ruled, keys)
                .chain(known -> scores.of(connection, sandboxId, keys)
                        .map(scored -> standings.stream()
                                .map(standing -> MemberView.of(
                                        standing,
                                        known.get(standing.personKey()),
                                        scored.get(standing.personKey()),
                                        ruled.template()))
                                .toList()));
    }

    /**
     * Somebody who has left the account is still answered for, as long as something was decided about them; a test profile
     * of the account always.
     */
    Uni<WhyView> why(Sandbox sandbox, UUID id, String personKey) {
        return transactions.inSandbox(
                sandbox,
                connection -> groups.require(connection, sandbox.id(), id)
                        .chain(ruled -> facts(connection, sandbox.id(), ruled, personKey))
                        .invoke(MemberReader::requireKnown)
                        .map(Why::answer));
    }

    private Uni<Why.Facts> facts(SqlConnection connection, int sandboxId, Ruled ruled, String personKey) {
        return relation(connection, sandboxId, ruled, personKey)
                .map(relation -> new Why.Facts(ruled, personKey, relation))
                .chain(facts -> queries.standing(
                                connection, sandboxId, ruled.group().id(), personKey)
                        .map(facts::withStanding))
                .chain(facts -> scores.of(connection, sandboxId, List.of(personKey))
                        .map(scored -> facts.withScore(scored.get(personKey))));
    }

    private Uni<Why.Relation> relation(SqlConnection connection, int sandboxId, Ruled ruled, String personKey) {
        return ofAccount(connection, sandboxId, ruled, List.of(personKey)).chain(known -> {
            PersonFacts person = known.get(personKey);
            return person == null
                    ? otherRelation(connection, sandboxId, ruled, personKey)
                    : Uni.createFrom().item(new Why.Relation.OfAccount(person));
        });
    }

    private Uni<Why.Relation> otherRelation(SqlConnection connection, int sandboxId, Ruled ruled, String personKey) {
        return people.gone(connection, sandboxId, List.of(personKey))
                .map(gone -> gone.isTestProfileOf(ruled.group().accountKey(), personKey)
                        ? new Why.Relation.TestProfile()
                        : new Why.Relation.Stranger());
    }

    private static void requireKnown(Why.Facts facts) {
        if (facts.standing() == null && facts.relation() instanceof Why.Relation.Stranger) {
            throw ProblemException.notFound("a person of the group's account", facts.personKey());
        }
    }

    /** For every role that lacks members, the people of the account who come closest to its condition. */
    Uni<SuggestionsView> suggestions(Sandbox sandbox, UUID id) {
        return transactions.inSandbox(
                sandbox,
                connection -> groups.requireWithStandings(connection, sandbox.id(), id)
                        .chain(ruled ->
                                others(connection, sandbox.id(), ruled).map(found -> suggestions(ruled, found))));
    }

    /** People who may be suggested; one more than are looked at tells that there are more. */
    private Uni<List<PersonFacts>> others(SqlConnection connection, int sandboxId, Ruled ruled) {
        return people.someOthersOf(
                connection,
                sandboxId,
                ruled.group().accountKey(),
                Suggestions.neverSuggested(ruled.group()),
                ruled.template().eventTypes(),
                MOST_CONSIDERED + 1,
                clock.instant());
    }

    private static SuggestionsView suggestions(Ruled ruled, List<PersonFacts> found) {
        List<PersonFacts> considered = found.stream().limit(MOST_CONSIDERED).toList();
        return SuggestionsView.of(
                ruled.group(),
                Suggestions.of(ruled.group(), ruled.template(), considered),
                considered,
                found.size() > MOST_CONSIDERED);
    }

    /** Those of these persons who are the account's people. */
    private Uni<Map<String, PersonFacts>> ofAccount(
            SqlConnection connection, int sandboxId, Ruled ruled, List<String> personKeys) {
        return people.ofAccount(
                connection,
                sandboxId,
                ruled.group().accountKey(),
                personKeys,
                ruled.template().eventTypes(),
                clock.instant());
    }
}
