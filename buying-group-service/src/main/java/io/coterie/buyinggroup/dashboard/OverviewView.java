package io.coterie.buyinggroup.dashboard;

import io.coterie.buyinggroup.csv.CsvTable;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Groups counted (§17.1). The groups behind a count are those of {@code GET /v1/buying-groups} with the same filters
 * and the count's band or interest.
 *
 * @param total in the middle of each ring
 */
record OverviewView(
        long total, List<BandCount> completeness, List<BandCount> engagement, List<InterestCount> bySolutionInterest) {

    /** How many groups an interest has. */
    record InterestCount(UUID solutionInterest, String name, long groups) {}

    CsvTable table() {
        List<List<Object>> rows = new ArrayList<>();
        completeness.forEach(
                count -> rows.add(List.of("completeness", count.band().label(), count.groups())));
        engagement.forEach(count -> rows.add(List.of("engagement", count.band().label(), count.groups())));
        bySolutionInterest.forEach(count -> rows.add(List.of("solutionInterest", count.name(), count.groups())));
        return new CsvTable(List.of("distribution", "value", "groups"), rows);
    }
}
