package io.coterie.buyinggroup.groupstore;

import io.coterie.buyinggroup.solutioninterest.InterestFollower;
import io.coterie.buyinggroup.work.AccountSelection;
import io.coterie.buyinggroup.work.AccountWork;
import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Has groups looked at again when what they were built with changes. */
@ApplicationScoped
public class GroupFollower implements InterestFollower {

    private final AccountWork work;

    GroupFollower(AccountWork work) {
        this.work = work;
    }

    @Override
    public Uni<Void> interestChanged(SqlConnection connection, Sandbox sandbox, UUID interestId) {
        return work.enqueueSelected(connection, sandbox, null, new AccountSelection("""
                                select account_key from buying_group
                                 where sandbox_id = $1 and interest_id = $3 and not deleted""", Tuple.of(interestId)))
                .replaceWithVoid();
    }

    @Override
    public Uni<Long> groupCount(SqlConnection connection, int sandboxId, UUID interestId) {
        return connection
                .preparedQuery("""
                        select count(*) as groups from buying_group
                         where sandbox_id = $1 and interest_id = $2 and not deleted""")
                .execute(Tuple.of(sandboxId, interestId))
                .map(rows -> rows.iterator().next().getLong("groups"));
    }

    @Override
    public Uni<Long> accountsWithGroup(
            SqlConnection connection, int sandboxId, UUID interestId, AccountSelection accounts) {
        Tuple parameters = accounts.after(Tuple.of(sandboxId, interestId));
        return connection
                .preparedQuery("""
                        select count(*) as accounts from buying_group
                         where sandbox_id = $1 and interest_id = $2 and not deleted and account_key in
                        """ + "(" + accounts.sql() + ")")
                .execute(parameters)
                .map(rows -> rows.iterator().next().getLong("accounts"));
    }

    /** All groups of the sandbox, because what conditions can read has changed. */
    public Uni<Void> lookAgain(SqlConnection connection, Sandbox sandbox) {
        return work.enqueueSelected(connection, sandbox, null, new AccountSelection("""
                                select distinct account_key from buying_group
                                 where sandbox_id = $1 and not deleted""", Tuple.tuple()))
                .replaceWithVoid();
    }

    /** Groups that no job's run comes across, because their accounts are in no job's audience any more. */
    public Uni<Void> lookAgainOutOfAudience(SqlConnection connection, Sandbox sandbox) {
        return work.enqueueSelected(connection, sandbox, null, new AccountSelection("""
                                select distinct account_key from buying_group
                                 where sandbox_id = $1 and out_of_audience and not deleted""", Tuple.tuple()))
                .replaceWithVoid();
    }
}
