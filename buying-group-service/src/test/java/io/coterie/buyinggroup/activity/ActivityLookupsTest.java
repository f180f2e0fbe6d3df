package io.coterie.buyinggroup.activity;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.buyinggroup.RowsRead;
import io.coterie.buyinggroup.RunningService;
import io.coterie.buyinggroup.people.GonePeople;
import io.coterie.buyinggroup.people.People;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.coterie.platform.testing.SuiteInfrastructure;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Persons are looked up by key, however many a sandbox has, and whether or not the planner has heard of the sandbox
 * (decision 0020).
 */
@RunningService
class ActivityLookupsTest {

    private static final int KNOWN = 900_003;
    private static final int STRANGE = 900_004;
    private static final int PERSONS = 2_000;
    private static final LocalDate DAY = LocalDate.parse("2026-03-01");

    /** Rows that ten persons may take: themselves, who they were merged into, and their counts. */
    private static final long FEW = 60;

    @Inject
    SandboxTransactions transactions;

    @Inject
    ActivityStatements activities;

    @Inject
    People people;

    private Connection database;

    @BeforeEach
    void fill() throws SQLException {
        database = SuiteInfrastructure.postgres().connectAsSuperuser("buying_group");
        execute("alter table person set (autovacuum_enabled = false)");
        fillPersons(KNOWN);
        execute("analyze person");
        fillPersons(STRANGE);
    }

    @AfterEach
    void empty() throws SQLException {
        for (String table : List.of("person", "merged_person", "daily_activity")) {
            execute("delete from " + table + " where sandbox_id in (900003, 900004)");
        }
        execute("alter table person reset (autovacuum_enabled)");
        execute("analyze person");
        database.close();
    }

    @ParameterizedTest(name = "in sandbox {0}")
    @ValueSource(ints = {KNOWN, STRANGE})
    @DisplayName(
            "§11.1: ten persons' activities are counted, a merged one's for the winner, a deleted one's not at all")
    void activitiesOfTenPersons(int sandbox) {
        List<DailyCount> counts = tenPersons().stream()
                .map(person -> new DailyCount(person, "emailOpened", DAY, 1))
                .toList();

        assertThat(RowsRead.by(
                        transactions,
                        new Sandbox(sandbox, "lookups", "organisation"),
                        connection -> activities
                                .add(connection, sandbox, counts, DAY)
                                .invoke(counted -> assertThat(counted)
                                        .contains("p11")
                                        .doesNotContain("p1", "p2")
                                        .hasSize(9))))
                .isLessThan(FEW);
    }

    @ParameterizedTest(name = "in sandbox {0}")
    @ValueSource(ints = {KNOWN, STRANGE})
    @DisplayName("D-29: of ten persons the deleted one")
    void deletedOnesOfTenPersons(int sandbox) {
        assertThat(RowsRead.by(
                        transactions,
                        new Sandbox(sandbox, "lookups", "organisation"),
                        connection -> people.erased(connection, sandbox, tenPersons())
                                .invoke(erased -> assertThat(erased).containsExactly("p2"))))
                .isLessThan(FEW);
    }

    @ParameterizedTest(name = "in sandbox {0}")
    @ValueSource(ints = {KNOWN, STRANGE})
    @DisplayName("D-29: of ten persons the deleted one and the merged one, whatever else is looked for in the others")
    void goneOnesOfTenPersons(int sandbox) {
        assertThat(RowsRead.by(
                        transactions,
                        new Sandbox(sandbox, "lookups", "organisation"),
                        connection -> people.gone(connection, sandbox, tenPersons())
                                .invoke(gone -> assertThat(gone)
                                        .isEqualTo(new GonePeople(Set.of("p2"), Map.of("p1", "p11"), Map.of())))))
                .isLessThan(FEW);
    }

    private static List<String> tenPersons() {
        return IntStream.rangeClosed(1, 10).mapToObj(number -> "p" + number).toList();
    }

    /** The first is merged into the eleventh, the second is deleted. */
    private void fillPersons(int sandbox) throws SQLException {
        execute(String.format(Locale.ROOT, """
                insert into person (sandbox_id, person_key, revision, deleted, document)
                select %d, 'p' || number, 1, number <= 2, case when number > 2 then '{}'::jsonb end
                  from generate_series(1, %d) as number""", sandbox, PERSONS));
        execute(String.format(
                Locale.ROOT,
                "insert into merged_person (sandbox_id, person_key, merged_into) values (%d, 'p1', 'p11')",
                sandbox));
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = database.createStatement()) {
            var _ = statement.execute(sql);
        }
    }
}
