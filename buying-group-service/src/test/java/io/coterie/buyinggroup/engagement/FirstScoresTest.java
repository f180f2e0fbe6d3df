package io.coterie.buyinggroup.engagement;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.buyinggroup.RowsRead;
import io.coterie.buyinggroup.RunningService;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.coterie.platform.testing.SuiteInfrastructure;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The first night of a sandbox beside an older one: its scores came after the last analysis, so PostgreSQL believes that
 * it has next to none of them (decision 0020). What a batch reads must not depend on that.
 */
@RunningService
class FirstScoresTest {

    private static final Sandbox STRANGE = new Sandbox(900_002, "strange", "organisation");
    private static final int OLDER = 900_001;
    private static final UUID INTEREST = new UUID(9, 9);
    private static final int GROUPS = 2_000;
    private static final List<String> TABLES = List.of("buying_group", "buying_group_member", "person_engagement");

    /** Rows that a batch of ten may read: some for each of ten groups with two members. */
    private static final long FEW = 150;

    @Inject
    SandboxTransactions transactions;

    @Inject
    GroupScoreStatements scores;

    @Inject
    PublishedScores published;

    private Connection database;

    @BeforeEach
    void fill() throws SQLException {
        database = SuiteInfrastructure.postgres().connectAsSuperuser("buying_group");
        for (String table : TABLES) {
            execute("alter table " + table + " set (autovacuum_enabled = false)");
        }
        fillGroups(OLDER);
        fillScores(OLDER);
        fillGroups(STRANGE.id());
        execute("analyze " + String.join(", ", TABLES));
        fillScores(STRANGE.id());
        execute(String.format(Locale.ROOT, """
                insert into engagement_scale (sandbox_id, model_id, activity_types, weights, subtrahend, divisor, person_maximum,
                                              group_maximum)
                values (%d, '%s', '{}', '{}', 0, 60, 1, 1)""", STRANGE.id(), INTEREST));
    }

    @AfterEach
    void empty() throws SQLException {
        execute("delete from engagement_scale where sandbox_id = " + STRANGE.id());
        for (String table : TABLES) {
            execute("delete from " + table + " where sandbox_id in (900001, 900002)");
            execute("alter table " + table + " reset (autovacuum_enabled)");
            execute("analyze " + table);
        }
        database.close();
    }

    @Test
    @DisplayName("§11.3: live values of ten groups")
    void liveValues() {
        RoleWeights.Table weights = new RoleWeights.Table(List.of(INTEREST), List.of("Champion"), List.of(60), false);

        assertThat(RowsRead.by(
                        transactions,
                        STRANGE,
                        connection -> scores.live(connection, STRANGE.id(), someGroups(), weights, 10)
                                .invoke(found -> assertThat(found)
                                        .hasSize(10)
                                        .allSatisfy(
                                                (_, score) -> assertThat(score).isPositive()))))
                .isLessThan(FEW);
    }

    @Test
    @DisplayName("§11.2: the scores of ten persons")
    void scoresOfPersons() {
        List<String> persons =
                IntStream.rangeClosed(1, 10).mapToObj(number -> "p" + number).toList();

        assertThat(RowsRead.by(
                        transactions,
                        STRANGE,
                        connection -> published
                                .of(connection, STRANGE.id(), persons)
                                .invoke(found -> assertThat(found.values())
                                        .hasSize(10)
                                        .allSatisfy(score ->
                                                assertThat(score.engagement()).isEqualByComparingTo("50")))))
                .isLessThan(FEW);
    }

    private static List<UUID> someGroups() {
        return IntStream.rangeClosed(1, 10)
                .mapToObj(number -> new UUID(STRANGE.id(), number))
                .toList();
    }

    /** Of two members each. */
    private void fillGroups(int sandbox) throws SQLException {
        execute(String.format(Locale.ROOT, """
                insert into buying_group (sandbox_id, id, account_key, interest_id, name, completeness, roles, missing_roles,
                                          members, out_of_audience, deleted, revision, created_at, updated_at)
                select %d, %s, 'a' || number, '%s', 'Group', 0, '[]', '{}', 2, false, false, 1, now(), now()
                  from generate_series(1, %d) as number""", sandbox, idOf(sandbox), INTEREST, GROUPS));
        execute(String.format(Locale.ROOT, """
                insert into buying_group_member (sandbox_id, group_id, person_key, active, role, source, cause, decided_by,
                                                 decided_at, assigned_at)
                select %d, %s, 'p' || 2 * number - place, true, 'Champion', 'SYSTEM', 'QUALIFIES', 'system', now(), now()
                  from generate_series(1, %d) as number cross join generate_series(0, 1) as place""", sandbox, idOf(sandbox), GROUPS));
    }

    /** Of all members. */
    private void fillScores(int sandbox) throws SQLException {
        execute(String.format(Locale.ROOT, """
                insert into person_engagement (sandbox_id, person_key, raw, root, score, model_id, window_from, window_to,
                                               run_id, updated_at)
                select %d, 'p' || number, 1, 1, 50, '%s', now(), now(), '%s', now()
                  from generate_series(1, 2 * %d) as number""", sandbox, INTEREST, INTEREST, GROUPS));
    }

    /** SQL of the id of the group with this {@code number}. */
    private static String idOf(int sandbox) {
        return "('" + String.format(Locale.ROOT, "%08x-%04x-%04x", 0, sandbox >>> 16, sandbox & 0xffff)
                + "-0000-' || lpad(to_hex(number), 12, '0'))::uuid";
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = database.createStatement()) {
            var _ = statement.execute(sql);
        }
    }
}
