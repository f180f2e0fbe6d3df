package io.coterie.benchmarks.report;

import com.google.errorprone.annotations.FormatMethod;
import java.util.Locale;

/** Numbers in sentences, written alike on every machine. */
public final class Text {

    private Text() {}

    @FormatMethod
    public static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
