package io.coterie.buyinggroup.browse;

import io.coterie.buyinggroup.parameter.Parameter;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An order of groups; equal ones follow by id, in the same direction. What a group does not have sorts lowest.
 *
 * @param descending the highest first
 */
record GroupSort(Key key, boolean descending) {

    private static final GroupSort LATEST_FIRST = new GroupSort(Key.UPDATED_AT, true);

    /** By what groups can be put in order, as an expression of the type that a cursor's text is cast to. */
    enum Key {
        ID("grp.id", "uuid"),
        NAME("lower(grp.name)", "text"),
        SOLUTION_INTEREST("lower(interest.name)", "text"),
        ACCOUNT("coalesce(lower(account.document ->> 'accountName'), '')", "text"),
        STATUS("coalesce(lower(grp.status), '')", "text"),
        STAGE("coalesce(lower(grp.stage), '')", "text"),
        ROLES_TEMPLATE("""
                (select lower(template.name) from roles_template as template
                  where template.sandbox_id = grp.sandbox_id and template.id = interest.template_id)""", "text"),
        COMPLETENESS("grp.completeness", "numeric"),
        ENGAGEMENT("coalesce(grp.engagement, 0)", "numeric"),
        MEMBERS("grp.members", "int"),
        CREATED_AT("grp.created_at", "timestamptz"),
        UPDATED_AT("grp.updated_at", "timestamptz");

        private final String expression;
        private final String type;

        Key(String expression, String type) {
            this.expression = expression;
            this.type = type;
        }

        String expression() {
            return expression;
        }

        String type() {
            return type;
        }

        /** The key's value as a cursor keeps it: exactly, so that the next page begins right after it. */
        String text() {
            return type.equals("timestamptz")
                    ? "to_char(sort_key at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"
                    : "sort_key::text";
        }
    }

    /** A key, with a minus before it for the highest first; the last updated first when none is asked for. */
    static GroupSort of(@Nullable String sort) {
        String text = Parameter.text("sort", sort);
        if (text == null) {
            return LATEST_FIRST;
        }
        boolean descending = text.startsWith("-");
        String name = descending ? text.substring(1) : text;
        return Arrays.stream(Key.values())
                .filter(key -> Parameter.spelled(key).equals(name))
                .findFirst()
                .map(key -> new GroupSort(key, descending))
                .orElseThrow(() -> Parameter.refused(
                        "sort",
                        "Expected one of "
                                + Arrays.stream(Key.values())
                                        .map(Parameter::spelled)
                                        .collect(Collectors.joining(", "))
                                + ", with '-' before it for the highest first."));
    }

    String text() {
        return (descending ? "-" : "") + Parameter.spelled(key);
    }

    String order() {
        String direction = descending ? " desc" : "";
        return " order by sort_key" + direction + ", id" + direction;
    }
}
