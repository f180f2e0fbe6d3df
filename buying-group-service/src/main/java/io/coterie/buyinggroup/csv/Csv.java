package io.coterie.buyinggroup.csv;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes RFC 4180 rows. A text that a spreadsheet would take for a formula begins with an apostrophe, so that a name
 * typed by a stranger stays a name; numbers are written as they are.
 */
public final class Csv {

    /** With the wide forms that spreadsheets read the same way. */
    private static final String FORMULA_BEGINNINGS = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    private Csv() {}

    /** One row with its line end. */
    public static String row(List<? extends @Nullable Object> cells) {
        StringBuilder row = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            row.append(i == 0 ? "" : ",").append(cell(cells.get(i)));
        }
        return row.append("\r\n").toString();
    }

    private static String cell(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case BigDecimal number -> number.toPlainString();
            case Number number -> number.toString();
            default -> quoted(harmless(value.toString()));
        };
    }

    private static String harmless(String text) {
        return !text.isEmpty() && FORMULA_BEGINNINGS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    /**
     * Where lists are separated by semicolons a spreadsheet would split there, and read the rest as a cell of its own.
     */
    private static String quoted(String text) {
        boolean plain = text.chars()
                        .noneMatch(character ->
                                character == ',' || character == ';' || character == '"' || character < ' ')
                && text.strip().length() == text.length();
        return plain ? text : "\"" + text.replace("\"", "\"\"") + "\"";
    }
}
