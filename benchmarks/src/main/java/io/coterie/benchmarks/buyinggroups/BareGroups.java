package io.coterie.benchmarks.buyinggroups;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.coterie.benchmarks.suite.CopiedRows;
import io.coterie.benchmarks.suite.Population;
import io.coterie.benchmarks.suite.Role;
import io.coterie.benchmarks.suite.Suite;
import io.coterie.benchmarks.suite.Usage;
import io.coterie.localstack.stack.Part;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What building groups is at least: reading the people of some accounts, decoding them, evaluating the roles by hand, and
 * writing groups, members, history and outbox. The rows are the service's own, held in memory.
 */
final class BareGroups {

    static final String[] TABLES = {"buying_group", "buying_group_member", "buying_group_history", "outbox"};

    /** As many accounts as one transaction of the service takes on. */
    private static final int ACCOUNTS_PER_TRANSACTION = 500;

    private static final String PEOPLE = """
            select relation.account_key, person.person_key, person.document::text as document
              from person_account as relation
              join person using (sandbox_id, person_key)
             where relation.sandbox_id = ? and relation.account_key = any(?) and not person.deleted""";

    private static final ObjectReader JSON = new ObjectMapper().reader();

    private final Population population;
    private final int sandboxId;
    private final List<CopiedRows> tables;

    private BareGroups(Population population, int sandboxId, List<CopiedRows> tables) {
        this.population = population;
        this.sandboxId = sandboxId;
        this.tables = tables;
    }

    /** Copies what the service has written for the population, and what it told. */
    static BareGroups of(Suite suite, Population population, int sandboxId) throws SQLException {
        try (Connection connection = suite.connect(Part.BUYING_GROUP_SERVICE, sandboxId)) {
            return new BareGroups(
                    population,
                    sandboxId,
                    List.of(
                            CopiedRows.read(connection, "buying_group", "public.buying_group order by id"),
                            CopiedRows.read(
                                    connection,
                                    "buying_group_member",
                                    "public.buying_group_member order by group_id, person_key"),
                            CopiedRows.read(
                                    connection,
                                    "buying_group_history",
                                    "public.buying_group_history order by group_id, revision, place"),
                            CopiedRows.read(
                                    connection,
                                    "outbox",
                                    "bare.told where sandbox_id = " + sandboxId
                                            + " and subject like 'buying-groups/%' order by position")));
        }
    }

    int persons() {
        return population.persons();
    }

    int rows() {
        return tables.stream().mapToInt(CopiedRows::size).sum();
    }

    Usage build(Suite suite) throws Exception {
        suite.emptyBareTables(Part.BUYING_GROUP_SERVICE, TABLES);
        int transactions = Math.ceilDiv(population.accounts(), ACCOUNTS_PER_TRANSACTION);
        try (Connection connection = suite.connect(Part.BUYING_GROUP_SERVICE, sandboxId);
                PreparedStatement people = connection.prepareStatement(PEOPLE)) {
            connection.setAutoCommit(false);
            int[] members = {0};
            Usage usage = suite.<Exception>until(() -> {
                for (int transaction = 0; transaction < transactions; transaction++) {
                    members[0] += evaluate(connection, people, transaction);
                    for (CopiedRows table : tables) {
                        table.write(connection, transaction, transactions);
                    }
                    connection.commit();
                }
            });
            if (members[0] != tables.get(1).size()) {
                throw new IllegalStateException("The bare loop found " + members[0] + " members, the service "
                        + tables.get(1).size());
            }
            return usage;
        }
    }

    private int evaluate(Connection connection, PreparedStatement people, int transaction)
            throws SQLException, IOException {
        int begin = transaction * ACCOUNTS_PER_TRANSACTION;
        int end = Math.min(population.accounts(), begin + ACCOUNTS_PER_TRANSACTION);
        people.setInt(1, sandboxId);
        people.setArray(
                2,
                connection.createArrayOf(
                        "text",
                        IntStream.range(begin, end)
                                .mapToObj(population::accountKey)
                                .toArray()));
        int members = 0;
        try (ResultSet rows = people.executeQuery()) {
            while (rows.next()) {
                String title = JSON.readTree(rows.getString("document"))
                        .path("extendedWorkDetails")
                        .path("jobTitle")
                        .asText();
                members += Role.isAny(title) ? 1 : 0;
            }
        }
        return members;
    }
}
