package io.coterie.buyinggroup.engaged;

import io.coterie.buyinggroup.csv.CsvTable;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** A page of lines as a table, with the columns of its population (§17.2). */
final class EngagedTable {

    private EngagedTable() {}

    static CsvTable of(Population population, List<EngagedLine> lines) {
        return switch (population) {
            case ACCOUNTS ->
                table(
                        lines,
                        List.of("accountKey", "accountName", "status", "peopleEngaged", "activities", "lastEngagement"),
                        line -> Arrays.asList(
                                line.key(),
                                line.name(),
                                line.status(),
                                line.peopleEngaged(),
                                line.activities(),
                                line.lastEngagement()));
            case GROUPS ->
                table(
                        lines,
                        List.of("buyingGroup", "accountName", "solutionInterest", "status", "activities"),
                        line -> Arrays.asList(
                                line.name(),
                                line.accountName(),
                                line.solutionInterestName(),
                                line.status(),
                                line.activities()));
            case PEOPLE ->
                table(
                        lines,
                        List.of("person", "name", "status", "email", "activities", "lastEngagement"),
                        line -> Arrays.asList(
                                line.key(),
                                line.name(),
                                line.status(),
                                line.email(),
                                line.activities(),
                                line.lastEngagement()));
        };
    }

    private static CsvTable table(
            List<EngagedLine> lines, List<String> columns, Function<EngagedLine, List<Object>> row) {
        return new CsvTable(columns, lines.stream().map(row).toList());
    }
}
