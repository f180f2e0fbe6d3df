package io.coterie.platform.conditions;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Membership of an audience. */
record AudienceTest(String pointer, String audience) implements Node {

    @Override
    public String kind() {
        return ConditionScope.AUDIENCE.key();
    }

    @Override
    public boolean matches(Facts facts, Instant now) {
        return facts instanceof AccountFacts account && account.audiences().contains(audience);
    }

    @Override
    public Explanation explain(Facts facts, Instant now) {
        return new Explanation(
                kind(),
                pointer,
                matches(facts, now),
                words(),
                null,
                null,
                audience,
                null,
                false,
                null,
                null,
                List.of());
    }

    @Override
    public String words() {
        return "member of audience " + audience;
    }

    @Override
    public void collect(ReadsCollector reads) {
        reads.audience(audience);
    }

    @Override
    public Optional<String> expression() {
        return Optional.empty();
    }
}
