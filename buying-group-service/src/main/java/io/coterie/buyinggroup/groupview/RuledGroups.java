package io.coterie.buyinggroup.groupview;

import io.coterie.buyinggroup.group.BuyingGroup;
import io.coterie.buyinggroup.groupstore.GroupRulesReader;
import io.coterie.buyinggroup.groupstore.GroupStatements;
import io.coterie.buyinggroup.rolestemplate.CompiledTemplate;
import io.coterie.platform.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** Groups with the template that says who becomes a member. Every connection has entered its sandbox. */
@ApplicationScoped
class RuledGroups {

    private final GroupQueries queries;
    private final GroupStatements statements;
    private final GroupRulesReader rules;
    private final Clock clock;

    RuledGroups(GroupQueries queries, GroupStatements statements, GroupRulesReader rules, Clock clock) {
        this.queries = queries;
        this.statements = statements;
        this.rules = rules;
        this.clock = clock;
    }

    /**
     * A group and its template.
     *
     * @param updates whether the group still becomes what the template's conditions say (D-22)
     */
    record Ruled(BuyingGroup group, CompiledTemplate template, boolean updates) {}

    /** Fails with 404 when there is no such group; what was decided about people is not read. */
    Uni<Ruled> require(SqlConnection connection, int sandboxId, UUID id) {
        return queries.require(connection, sandboxId, id)
                .map(GroupQueries.Listed::group)
                .chain(group -> ruled(connection, sandboxId, group));
    }

    /** The same, with what was decided about people. */
    Uni<Ruled> requireWithStandings(SqlConnection connection, int sandboxId, UUID id) {
        return statements
                .byIds(connection, sandboxId, List.of(id))
                .map(found -> found.stream()
                        .filter(group -> !group.deleted())
                        .findFirst()
                        .orElseThrow(() -> ProblemException.notFound("a buying group", id)))
                .chain(group -> ruled(connection, sandboxId, group));
    }

    /** Nothing is decided here, so no group has to follow its interest's stages. */
    private Uni<Ruled> ruled(SqlConnection connection, int sandboxId, BuyingGroup group) {
        return rules.byIds(connection, sandboxId, List.of(group.interestId()), List.of())
                .map(known -> Objects.requireNonNull(known.get(group.interestId()), "a group has an interest"))
                .map(known -> new Ruled(group, known.template(), group.follows(known.interest(), clock.instant())));
    }
}
