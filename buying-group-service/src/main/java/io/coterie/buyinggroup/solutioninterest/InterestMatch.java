package io.coterie.buyinggroup.solutioninterest;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.coterie.platform.conditions.ComparedText.Place;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A test by which a journey tells solution interests apart, as it is kept. It names an interest when one of its texts
 * is found in the interest's id or name; what a negated test excludes, it names too.
 *
 * @param part where in the id or name a text is looked for
 * @param exactly whether case matters; where it does not, it is as little as for {@link String#equalsIgnoreCase}
 */
record InterestMatch(Place part, boolean exactly, List<String> texts) {

    InterestMatch {
        texts = List.copyOf(texts);
    }

    boolean names(String id, String name) {
        return texts.stream().anyMatch(text -> isFound(text, id) || isFound(text, name));
    }

    private boolean isFound(String text, String idOrName) {
        int last = idOrName.length() - text.length();
        return switch (part) {
            case WHOLE -> last == 0 && isAt(0, text, idOrName);
            case START -> isAt(0, text, idOrName);
            case END -> isAt(last, text, idOrName);
            case INSIDE -> isInside(text, idOrName);
            case AROUND -> isInside(idOrName, text);
            case PATTERN -> matches(text, idOrName);
        };
    }

    private boolean isInside(String text, String whole) {
        return IntStream.rangeClosed(0, whole.length() - text.length()).anyMatch(place -> isAt(place, text, whole));
    }

    /** A place where the text would reach beyond the whole is none. */
    private boolean isAt(int place, String text, String whole) {
        return whole.regionMatches(!exactly, place, text, 0, text.length());
    }

    /** As conditions do it, in time that is linear whatever the pattern. */
    private boolean matches(String pattern, String idOrName) {
        try {
            int flags = exactly ? 0 : Pattern.CASE_INSENSITIVE;
            return Pattern.compile(pattern, flags).matcher(idOrName).find();
        } catch (PatternSyntaxException ofDraft) {
            return false;
        }
    }
}
