package io.coterie.localstack.screen;

import java.io.Console;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Lines that stay, and below them, on a terminal, lines that are rewritten until what they tell of is over. Where there is
 * no terminal, as in a log, only what stays is written.
 */
public final class Screen {

    // ANSI: to the beginning of the line some lines up, and clear from there; long lines are cut instead of wrapped,
    // because a wrapped one would count as two.
    private static final String CUT = "\u001b[?7l";
    private static final String WRAP = "\u001b[?7h";

    private final PrintStream out;
    private final boolean terminal;
    private final Map<String, String> passing = new LinkedHashMap<>();
    private int drawn;

    /** @param terminal whether what is written can be written over */
    public Screen(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** The screen behind standard output, whether a person sits before it or it goes to a file. */
    public static Screen of(PrintStream standardOutput) {
        // JDK 25 answers null where nobody sits; later ones need not.
        boolean attended = Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .isPresent();
        return new Screen(standardOutput, attended && !"dumb".equals(System.getenv("TERM")));
    }

    public boolean isTerminal() {
        return terminal;
    }

    /** A line that stays. */
    public synchronized void print(String text) {
        clear();
        out.println(text);
        draw();
    }

    /** A line that is rewritten with the next call for the same subject; nothing where there is no terminal. */
    public synchronized void show(String subject, String text) {
        passing.put(subject, text);
        clear();
        draw();
    }

    /** What is told of the subject in the end, in a line that stays. */
    public synchronized void settle(String subject, String text) {
        clear();
        passing.remove(subject);
        out.println(text);
        draw();
    }

    /** The subject needs no line any more. */
    public synchronized void forget(String subject) {
        clear();
        passing.remove(subject);
        draw();
    }

    private void clear() {
        if (drawn > 0) {
            out.print("\u001b[" + drawn + "F\u001b[J");
            drawn = 0;
        }
    }

    private void draw() {
        if (terminal && !passing.isEmpty()) {
            out.print(CUT);
            passing.values().forEach(out::println);
            out.print(WRAP);
            drawn = passing.size();
        }
        out.flush();
    }
}
