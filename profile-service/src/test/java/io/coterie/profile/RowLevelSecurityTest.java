package io.coterie.profile;

import static io.coterie.profile.ProfileTests.account;
import static io.coterie.profile.ProfileTests.accountKey;
import static io.coterie.profile.ProfileTests.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.platform.tenancy.SandboxTransactions;
import io.coterie.platform.testing.GuardedTables;
import io.coterie.platform.testing.SuiteInfrastructure;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What happens to a statement that forgets its sandbox. */
@QuarkusTest
@WithTestResource(
        value = SuiteInfrastructure.class,
        initArgs = @ResourceArg(name = SuiteInfrastructure.DATABASE, value = "profile"))
class RowLevelSecurityTest {

    private static final List<String> SCOPED = List.of(
            "account",
            "audience",
            "audience_membership",
            "custom_field",
            "custom_schema",
            "experience_event",
            "opportunity",
            "person",
            "person_account",
            "person_activity",
            "relation",
            "subject");

    /** They hold ids, times and payload for one reader; a table added here needs a reason. */
    private static final List<String> ACROSS_SANDBOXES = List.of(
            "audience_ageing_work",
            "audience_evaluation_work",
            "audience_streaming_work",
            "consumed_offset",
            "dead_letter",
            "flyway_schema_history",
            "inbox",
            "outbox",
            "sandbox",
            "sandbox_acknowledgement",
            "sandbox_registration");

    @Inject
    SandboxTransactions transactions;

    /** Decision 0020. */
    @Test
    void thePlannerIsHelpedWithEveryGuardedTable() throws SQLException {
        assertThat(GuardedTables.analysedLate("profile")).isEmpty();
        assertThat(GuardedTables.indexesByExpression("profile")).isEmpty();
    }

    @Test
    void everyTableIsGuardedOrListed() throws SQLException {
        Set<String> guarded = new TreeSet<>();
        Set<String> open = new TreeSet<>();
        try (Connection connection = SuiteInfrastructure.postgres().connectAsSuperuser("profile");
                Statement statement = connection.createStatement();
                ResultSet tables = statement.executeQuery("""
                        select relname, relrowsecurity from pg_class
                         where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace""")) {
            while (tables.next()) {
                (tables.getBoolean("relrowsecurity") ? guarded : open).add(tables.getString("relname"));
            }
        }

        assertThat(guarded).containsExactlyElementsOf(SCOPED);
        assertThat(open).containsExactlyElementsOf(ACROSS_SANDBOXES);
    }

    @Test
    void aQueryWithoutFilterSeesNothingOfAnotherSandboxOnAReusedConnectionToo() {
        ProfileTests mine = ProfileTests.inNewSandbox();
        ProfileTests other = ProfileTests.inNewSandbox();
        for (ProfileTests tests : List.of(mine, other)) {
            tests.request().body(account("1", "Acme", "Software")).put("/v1/accounts/" + accountKey("1"));
            tests.request().body(person("7", "CFO", "1")).put("/v1/persons/" + accountKey("7"));
        }

        // More rounds than the pool has connections, so that every connection has served both sandboxes and none.
        for (int round = 0; round < 30; round++) {
            for (String table : List.of("account", "person", "person_account")) {
                assertThat(sandboxesSeen(mine, table))
                        .containsExactly(mine.sandbox().id());
                assertThat(sandboxesSeen(other, table))
                        .containsExactly(other.sandbox().id());
                assertThat(sandboxesSeenOutside(table)).isEmpty();
            }
        }
    }

    @Test
    void aRowOfAnotherSandboxCannotBeWritten() {
        ProfileTests mine = ProfileTests.inNewSandbox();
        ProfileTests other = ProfileTests.inNewSandbox();

        Uni<Void> write = transactions.inSandbox(
                mine.sandbox(),
                connection -> connection
                        .query("insert into account (sandbox_id, account_key, revision, changed_at) values ("
                                + other.sandbox().id() + ", 'x', 1, now())")
                        .execute()
                        .replaceWithVoid());

        assertThat(write.onFailure()
                        .recoverWithUni(Uni.createFrom().voidItem())
                        .replaceWith("done")
                        .subscribeAsCompletionStage()
                        .join())
                .isEqualTo("done");
        assertThat(sandboxesSeen(other, "account")).isEmpty();
        assertThat(write.subscribeAsCompletionStage())
                .failsWithin(ProfileTests.PATIENCE)
                .withThrowableThat()
                .withMessageContaining("row-level security");
    }

    private List<Integer> sandboxesSeen(ProfileTests tests, String table) {
        return transactions
                .inSandbox(tests.sandbox(), connection -> sandboxIds(connection, table))
                .subscribeAsCompletionStage()
                .join();
    }

    private List<Integer> sandboxesSeenOutside(String table) {
        return transactions
                .acrossSandboxes(connection -> sandboxIds(connection, table))
                .subscribeAsCompletionStage()
                .join();
    }

    private static Uni<List<Integer>> sandboxIds(SqlConnection connection, String table) {
        return connection
                .query("select distinct sandbox_id from " + table)
                .execute()
                .map(rows -> {
                    List<Integer> ids = new ArrayList<>();
                    rows.forEach(row -> ids.add(row.getInteger("sandbox_id")));
                    return ids;
                });
    }
}
