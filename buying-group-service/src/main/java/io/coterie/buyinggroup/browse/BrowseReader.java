package io.coterie.buyinggroup.browse;

import io.coterie.buyinggroup.groupview.GroupReader;
import io.coterie.buyinggroup.groupview.GroupView;
import io.coterie.platform.paging.Page;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** Lists groups (§13.1). */
@ApplicationScoped
class BrowseReader {

    private final SandboxTransactions transactions;
    private final GroupFinder finder;
    private final GroupReader groups;

    BrowseReader(SandboxTransactions transactions, GroupFinder finder, GroupReader groups) {
        this.transactions = transactions;
        this.finder = finder;
        this.groups = groups;
    }

    Uni<Page<GroupView>> list(
            Sandbox sandbox, GroupSearch search, @Nullable String sort, @Nullable String cursor, int limit) {
        GroupSort order = GroupSort.of(sort);
        SearchPlace after = SearchPlace.after(order, cursor);
        return transactions.inSandbox(
                sandbox,
                connection -> finder.requireKnown(connection, sandbox.id(), search)
                        .chain(() -> finder.find(connection, sandbox.id(), search, after, limit + 1))
                        .map(found -> Page.of(found, limit, last -> SearchPlace.text(order, last.id(), last.key())))
                        .chain(page -> groups.inOrder(
                                        connection,
                                        sandbox,
                                        page.items().stream()
                                                .map(GroupFinder.Found::id)
                                                .toList())
                                .map(views -> new Page<>(views, page.next()))));
    }
}
