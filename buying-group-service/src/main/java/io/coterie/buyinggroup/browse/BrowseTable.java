package io.coterie.buyinggroup.browse;

import io.coterie.buyinggroup.csv.CsvTable;
import io.coterie.buyinggroup.groupview.GroupView;
import java.util.Arrays;
import java.util.List;

/** A page of groups as a table. */
final class BrowseTable {

    private BrowseTable() {}

    static CsvTable of(List<GroupView> groups) {
        return new CsvTable(
                List.of(
                        "buyingGroup",
                        "solutionInterest",
                        "accountKey",
                        "accountName",
                        "status",
                        "rolesTemplate",
                        "stage",
                        "completeness",
                        "engagement",
                        "members",
                        "createdAt"),
                groups.stream().map(BrowseTable::row).toList());
    }

    private static List<Object> row(GroupView group) {
        return Arrays.asList(
                group.name(),
                group.solutionInterestName(),
                group.account(),
                group.accountName(),
                group.status(),
                group.rolesTemplateName(),
                group.stage(),
                group.completeness(),
                group.engagement(),
                group.members(),
                group.createdAt());
    }
}
