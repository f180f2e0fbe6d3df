package io.coterie.buyinggroup.engaged;

import io.coterie.buyinggroup.csv.CsvTable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Who engages (§17.2).
 *
 * @param overTime accounts by month
 */
record EngagedView(Split accounts, Split buyingGroups, Split people, List<Month> overTime) {

    /** Those with at least one activity in the range, and the others. */
    record Split(long total, long engaged, long notEngaged) {

        static Split of(long total, long engaged) {
            return new Split(total, engaged, total - engaged);
        }
    }

    /**
     * A month of the range.
     *
     * @param month its first day
     */
    record Month(LocalDate month, long engaged, long notEngaged) {}

    CsvTable table() {
        List<List<Object>> rows = new ArrayList<>();
        rows.add(List.of("accounts", "", accounts.engaged(), accounts.notEngaged()));
        rows.add(List.of("buyingGroups", "", buyingGroups.engaged(), buyingGroups.notEngaged()));
        rows.add(List.of("people", "", people.engaged(), people.notEngaged()));
        overTime.forEach(month -> rows.add(List.of("accounts", month.month(), month.engaged(), month.notEngaged())));
        return new CsvTable(List.of("population", "month", "engaged", "notEngaged"), rows);
    }
}
