package io.coterie.buyinggroup.coverage;

import io.coterie.buyinggroup.browse.GroupFinder;
import io.coterie.buyinggroup.parameter.Days;
import io.coterie.buyinggroup.parameter.Parameter;
import io.coterie.buyinggroup.solutioninterest.SolutionInterests;
import io.coterie.platform.paging.Cursor;
import io.coterie.platform.paging.Page;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Answers who covers which role (§13.3). */
@ApplicationScoped
class CoverageReader {

    private final SandboxTransactions transactions;
    private final CoverageStatements statements;
    private final GroupFinder finder;
    private final SolutionInterests interests;
    private final Clock clock;

    CoverageReader(
            SandboxTransactions transactions,
            CoverageStatements statements,
            GroupFinder finder,
            SolutionInterests interests,
            Clock clock) {
        this.transactions = transactions;
        this.statements = statements;
        this.finder = finder;
        this.interests = interests;
        this.clock = clock;
    }

    Uni<CoverageView> matrix(Sandbox sandbox, CoverageFilter filter) {
        Days period = filter.period(clock.instant());
        return transactions.inSandbox(
                sandbox,
                connection -> finder.requireKnown(connection, sandbox.id(), filter.search())
                        .chain(() -> statements.matrix(
                                connection, sandbox.id(), filter.interests(), filter.accounts(), period))
                        .map(CoverageView::of));
    }

    /** The contacts of one cell, the most engaged first. */
    Uni<ContactsView> contacts(
            Sandbox sandbox,
            @Nullable String solutionInterest,
            @Nullable String role,
            CoverageFilter filter,
            @Nullable String cursor,
            int limit) {
        String held = required("role", role);
        String interest = required("solutionInterest", solutionInterest);
        Days period = filter.period(clock.instant());
        ContactPlace after = ContactPlace.after(cursor);
        return transactions.inSandbox(
                sandbox,
                connection -> interests
                        .parameter(connection, sandbox.id(), interest)
                        .map(id -> id.orElseThrow())
                        .chain(id -> contacts(connection, sandbox, id, held, filter.accounts(), period, after, limit)));
    }

    private Uni<ContactsView> contacts(
            SqlConnection connection,
            Sandbox sandbox,
            UUID interestId,
            String role,
            List<String> accounts,
            @Nullable Days period,
            ContactPlace after,
            int limit) {
        return interests
                .byIds(connection, sandbox.id(), List.of(interestId))
                .map(found -> Objects.requireNonNull(found.get(interestId)).name())
                .chain(name -> statements
                        .countContacts(connection, sandbox.id(), interestId, accounts, period, role)
                        .chain(count -> statements
                                .contacts(
                                        connection, sandbox.id(), interestId, accounts, period, role, after, limit + 1)
                                .map(contacts -> Page.of(contacts, limit, ContactView::sortKey))
                                .map(page ->
                                        new ContactsView(words(count, role, name), count, page.items(), page.next()))));
    }

    private static String words(long count, String role, String interest) {
        return (count == 1 ? "1 person has" : count + " people have") + " the role '" + role
                + "' for the solution interest '" + interest + "'.";
    }

    Uni<Page<OverlapView>> overlap(
            Sandbox sandbox, ContactFilter filter, @Nullable List<String> role, @Nullable String cursor, int limit) {
        List<String> roles = Parameter.texts("role", role);
        String after = Cursor.decode(cursor);
        return transactions.inSandbox(
                sandbox,
                connection -> finder.requireKnown(connection, sandbox.id(), filter.search())
                        .chain(() -> statements.overlap(
                                connection,
                                sandbox.id(),
                                after,
                                filter.interests(),
                                roles,
                                filter.accounts(),
                                limit + 1))
                        .map(contacts -> Page.of(contacts, limit, OverlapView::personKey)));
    }

    private static String required(String name, @Nullable String value) {
        String text = Parameter.text(name, value);
        if (text == null) {
            throw Parameter.refused(name, "Expected a value.");
        }
        return text;
    }
}
