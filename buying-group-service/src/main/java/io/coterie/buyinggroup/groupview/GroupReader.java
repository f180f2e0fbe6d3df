package io.coterie.buyinggroup.groupview;

import io.coterie.buyinggroup.parameter.CursorPlace;
import io.coterie.buyinggroup.people.KnownAccount;
import io.coterie.buyinggroup.people.People;
import io.coterie.buyinggroup.rolestemplate.RolesTemplates;
import io.coterie.buyinggroup.solutioninterest.SolutionInterest;
import io.coterie.buyinggroup.solutioninterest.SolutionInterests;
import io.coterie.platform.paging.Page;
import io.coterie.platform.problem.ProblemException;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Answers questions about groups: one, many, what happened to one, and counts. */
@ApplicationScoped
public class GroupReader {

    private final SandboxTransactions transactions;
    private final GroupQueries queries;
    private final SolutionInterests interests;
    private final RolesTemplates templates;
    private final People people;

    GroupReader(
            SandboxTransactions transactions,
            GroupQueries queries,
            SolutionInterests interests,
            RolesTemplates templates,
            People people) {
        this.transactions = transactions;
        this.queries = queries;
        this.interests = interests;
        this.templates = templates;
        this.people = people;
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
    public Uni<GroupView> view(SqlConnection connection, Sandbox sandbox, UUID id) {
        return queries.require(connection, sandbox.id(), id)
                .chain(listed -> views(connection, sandbox, List.of(listed)))
                .map(List::getFirst);
    }

    /** Also of a group that has been deleted: why it went is part of what happened. */
    Uni<Page<HistoryView>> history(Sandbox sandbox, UUID id, @Nullable String cursor, int limit) {
        HistoryPlace before = HistoryPlace.before(cursor);
        return transactions.inSandbox(
                sandbox,
                connection -> requireEver(connection, sandbox, id)
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

    private Uni<Void> requireEver(SqlConnection connection, Sandbox sandbox, UUID id) {
        return queries.wasEver(connection, sandbox.id(), id)
                .invoke(known -> {
                    if (!known) {
                        throw ProblemException.notFound("a buying group", id);
                    }
                })
                .replaceWithVoid();
    }

    private Uni<List<GroupView>> views(SqlConnection connection, Sandbox sandbox, List<GroupQueries.Listed> listed) {
        List<String> accounts =
                listed.stream().map(one -> one.group().accountKey()).distinct().toList();
        List<UUID> interestIds =
                listed.stream().map(one -> one.group().interestId()).distinct().toList();
        return people.accounts(connection, sandbox.id(), accounts)
                .chain(knownAccounts -> interests
                        .byIds(connection, sandbox.id(), interestIds)
                        .chain(knownInterests -> templates
                                .names(connection, sandbox.id(), templateIds(knownInterests.values()))
                                .map(templateNames -> listed.stream()
                                        .map(one -> view(one, knownAccounts, knownInterests, templateNames))
                                        .toList())));
    }

    private static List<UUID> templateIds(Collection<SolutionInterest> interests) {
        return interests.stream().map(SolutionInterest::templateId).distinct().toList();
    }

    private static GroupView view(
            GroupQueries.Listed listed,
            Map<String, KnownAccount> accounts,
            Map<UUID, SolutionInterest> interests,
            Map<UUID, String> templateNames) {
        KnownAccount account = accounts.get(listed.group().accountKey());
        SolutionInterest interest =
                Objects.requireNonNull(interests.get(listed.group().interestId()), "a group has an interest");
        return GroupView.of(
                listed,
                account == null ? null : account.name(),
                interest,
                Objects.requireNonNull(templateNames.get(interest.templateId()), "an interest has a template"));
    }

    private record HistoryPlace(long revision, int place) {

        private static final HistoryPlace END = new HistoryPlace(Long.MAX_VALUE, Integer.MAX_VALUE);

        static HistoryPlace before(@Nullable String cursor) {
            return CursorPlace.after(cursor, END, HistoryPlace::read);
        }

        private static HistoryPlace read(String text) {
            List<String> parts = CursorPlace.parts(text, 2);
            return new HistoryPlace(Long.parseLong(parts.getFirst()), Integer.parseInt(parts.getLast()));
        }
    }
}
