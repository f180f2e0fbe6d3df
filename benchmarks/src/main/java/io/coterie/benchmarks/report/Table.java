package io.coterie.benchmarks.report;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A Markdown table, padded so that it reads as well in a terminal; the first column is text, the others are numbers. */
public final class Table {

    private final List<List<String>> rows = new ArrayList<>();

    private Table(List<String> header) {
        rows.add(header);
    }

    public static Table of(String... header) {
        return new Table(List.of(header));
    }

    @CanIgnoreReturnValue
    public Table row(String... cells) {
        if (cells.length != rows.getFirst().size()) {
            throw new IllegalArgumentException(
                    "Expected " + rows.getFirst().size() + " cells, but got " + cells.length);
        }
        rows.add(List.of(cells));
        return this;
    }

    /** A row of minimum, median and maximum. */
    @CanIgnoreReturnValue
    public Table row(String label, Spread spread, int decimals) {
        return row(
                label,
                number(spread.min(), decimals),
                number(spread.median(), decimals),
                number(spread.max(), decimals));
    }

    public static String number(double value, int decimals) {
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }

    public String markdown() {
        int[] widths = new int[rows.getFirst().size()];
        rows.forEach(row -> {
            for (int column = 0; column < widths.length; column++) {
                widths[column] =
                        Math.max(widths[column], Math.max(3, row.get(column).length()));
            }
        });
        StringBuilder text = new StringBuilder();
        write(text, rows.getFirst(), widths);
        for (int column = 0; column < widths.length; column++) {
            text.append(column == 0 ? "| " : " | ").append("-".repeat(widths[column] - 1));
            text.append(column == 0 ? "-" : ":");
        }
        text.append(" |\n");
        rows.stream().skip(1).forEach(row -> write(text, row, widths));
        return text.toString();
    }

    private static void write(StringBuilder text, List<String> row, int[] widths) {
        for (int column = 0; column < widths.length; column++) {
            String padding = " ".repeat(widths[column] - row.get(column).length());
            text.append(column == 0 ? "| " : " | ");
            text.append(column == 0 ? row.get(column) + padding : padding + row.get(column));
        }
        text.append(" |\n");
    }
}
