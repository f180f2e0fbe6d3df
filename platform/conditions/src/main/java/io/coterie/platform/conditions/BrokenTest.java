package io.coterie.platform.conditions;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A test that was valid once and cannot work any more, because a field it reads is gone or has another type: no match, and
 * explained as such.
 *
 * @param problem what is wrong with it now
 */
record BrokenTest(String pointer, String kind, String problem) implements Node {

    @Override
    public boolean matches(Facts facts, Instant now) {
        return false;
    }

    @Override
    public Explanation explain(Facts facts, Instant now) {
        return new Explanation(kind, pointer, false, words(), null, null, null, null, true, null, problem, List.of());
    }

    @Override
    public String words() {
        return "a test that cannot work any more (" + problem + ")";
    }

    @Override
    public void collect(ReadsCollector reads) {
        // Nothing that changes can change the answer.
    }

    @Override
    public Optional<String> expression() {
        return Optional.empty();
    }
}
