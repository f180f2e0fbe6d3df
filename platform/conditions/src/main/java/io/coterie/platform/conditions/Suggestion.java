package io.coterie.platform.conditions;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** "Did you mean": the known word that a mistyped one is closest to. */
final class Suggestion {

    private static final int LONGEST = 100;

    private Suggestion() {}

    /** The end of a sentence: empty, or a question with the closest word. */
    static String of(String typed, Collection<String> known) {
        return closest(typed, known)
                .map(word -> "; did you mean '" + word + "'?")
                .orElse("");
    }

    private static Optional<String> closest(String typed, Collection<String> known) {
        if (typed.length() > LONGEST) {
            return Optional.empty();
        }
        String lower = typed.toLowerCase(Locale.ROOT);
        String best = null;
        int least = Math.max(1, typed.length() / 4) + 1;
        for (String word : known) {
            String candidate = word.toLowerCase(Locale.ROOT);
            int distance = Math.min(distance(lower, candidate), distanceOfLast(last(lower), last(candidate)));
            if (distance < least) {
                least = distance;
                best = word;
            }
        }
        return Optional.ofNullable(best);
    }

    /** A field may be named without its parents, or with others; then its own name must be closer. */
    private static int distanceOfLast(String typed, String word) {
        int distance = distance(typed, word);
        return distance <= typed.length() / 4 ? distance : Integer.MAX_VALUE;
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replace = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replace, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
