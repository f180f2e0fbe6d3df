package io.coterie.buyinggroup.work;

import io.vertx.mutiny.sqlclient.Tuple;

/**
 * Accounts chosen by a capability from its own tables, so that any number of them becomes work with one statement.
 *
 * @param sql a select of one column {@code account_key}; its parameters start at $3
 * @param parameters those from $3 on
 */
public record AccountSelection(String sql, Tuple parameters) {

    /** Its parameters behind the two that come first. */
    public Tuple after(Tuple firstTwo) {
        for (int i = 0; i < parameters.size(); i++) {
            firstTwo.addValue(parameters.getValue(i));
        }
        return firstTwo;
    }
}
