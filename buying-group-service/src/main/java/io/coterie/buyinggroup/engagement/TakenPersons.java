package io.coterie.buyinggroup.engagement;

import io.vertx.mutiny.sqlclient.Row;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;

/**
 * Persons whose live value is computed together.
 *
 * @param active those who did something
 * @param inBulk those who became members of groups, and did nothing
 */
record TakenPersons(List<String> active, List<String> inBulk) {

    static TakenPersons of(Iterable<Row> rows) {
        TreeSet<String> active = new TreeSet<>();
        TreeSet<String> inBulk = new TreeSet<>();
        for (Row row : rows) {
            (row.getBoolean("bulk") ? inBulk : active).add(row.getString("person_key"));
        }
        inBulk.removeAll(active);
        return new TakenPersons(List.copyOf(active), List.copyOf(inBulk));
    }

    boolean isEmpty() {
        return active.isEmpty() && inBulk.isEmpty();
    }

    /** In the order of their keys. */
    List<String> all() {
        List<String> all = new ArrayList<>(active);
        all.addAll(inBulk);
        Collections.sort(all);
        return all;
    }
}
