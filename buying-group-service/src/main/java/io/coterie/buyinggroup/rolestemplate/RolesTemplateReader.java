package io.coterie.buyinggroup.rolestemplate;

import io.coterie.buyinggroup.definition.ListPlace;
import io.coterie.buyinggroup.field.SandboxFields;
import io.coterie.platform.conditions.FieldCatalogue;
import io.coterie.platform.paging.Page;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Answers questions about roles templates: what they say, what is wrong with them by now, and who uses them. */
@ApplicationScoped
class RolesTemplateReader {

    private final SandboxTransactions transactions;
    private final RolesTemplateStatements statements;
    private final RolesTemplates templates;
    private final SandboxFields fields;
    private final Instance<TemplateUser> users;

    RolesTemplateReader(
            SandboxTransactions transactions,
            RolesTemplateStatements statements,
            RolesTemplates templates,
            SandboxFields fields,
            Instance<TemplateUser> users) {
        this.transactions = transactions;
        this.statements = statements;
        this.templates = templates;
        this.fields = fields;
        this.users = users;
    }

    Uni<Page<RolesTemplateView>> list(Sandbox sandbox, ListPlace after, String namePrefix, int limit) {
        return transactions
                .inSandbox(
                        sandbox,
                        connection -> fields.catalogue(connection, sandbox.id())
                                .chain(known -> statements
                                        .list(connection, sandbox.id(), after, namePrefix, limit + 1)
                                        .map(found -> found.stream()
                                                .map(template -> view(sandbox, template, known))
                                                .toList())))
                .map(views -> Page.of(views, limit, view -> new ListPlace(view.updatedAt(), view.id()).sortKey()));
    }

    Uni<RolesTemplateView> read(Sandbox sandbox, UUID id) {
        return transactions.inSandbox(
                sandbox,
                connection -> statements
                        .require(connection, sandbox.id(), id)
                        .chain(template -> fields.catalogue(connection, sandbox.id())
                                .map(known -> view(sandbox, template, known))));
    }

    private RolesTemplateView view(Sandbox sandbox, RolesTemplate template, FieldCatalogue known) {
        return RolesTemplateView.of(template, templates.conditions(sandbox.id(), template, known));
    }

    Uni<TemplateUsage> usage(Sandbox sandbox, UUID id) {
        return transactions.inSandbox(
                sandbox,
                connection -> statements
                        .require(connection, sandbox.id(), id)
                        .chain(() -> interests(connection, sandbox, id))
                        .map(TemplateUsage::of));
    }

    private Uni<List<TemplateUsage.Interest>> interests(SqlConnection connection, Sandbox sandbox, UUID id) {
        Uni<List<TemplateUsage.Interest>> all = Uni.createFrom().item(new ArrayList<>());
        for (TemplateUser user : users) {
            all = all.call(
                    found -> user.interestsWith(connection, sandbox.id(), id).invoke(found::addAll));
        }
        return all;
    }
}
