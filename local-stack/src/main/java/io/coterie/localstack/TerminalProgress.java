package io.coterie.localstack;

import com.google.errorprone.annotations.FormatMethod;
import io.coterie.localstack.stack.Part;
import io.coterie.localstack.stack.Progress;
import java.time.Duration;
import java.util.Locale;

/** One line for each thing that happens, readable in a terminal and in a log. */
@CommandLineProgram
final class TerminalProgress implements Progress {

    @Override
    public synchronized void starting(Part part) {
        line("%-22s starting", part.label());
    }

    @Override
    public synchronized void ready(Part part, Duration took, String where) {
        line("%-22s ready after %5.1f s   %s", part.label(), seconds(took), where);
    }

    @Override
    public synchronized void failed(Part part, String reason) {
        line("%-22s FAILED", part.label());
        System.out.println(reason.indent(4));
    }

    @Override
    public synchronized void stopping() {
        System.out.println();
        System.out.println("Stopping …");
    }

    @Override
    public synchronized void stopped(Duration took) {
        System.out.println(String.format(Locale.ROOT, "Stopped after %.1f s; no process is left.", seconds(took)));
    }

    @FormatMethod
    private static void line(String format, Object... values) {
        System.out.println("  " + String.format(Locale.ROOT, format, values));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
