package io.coterie.platform.conditions;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * "Has opportunity" (§16.1): all nested tests hold for the same opportunity.
 *
 * @param exists false: no opportunity of the account satisfies the nested tests
 * @param where null: any opportunity
 */
record OpportunitiesTest(
        String pointer, boolean exists, @Nullable Node where) implements Node {

    @Override
    public String kind() {
        return ConditionScope.OPPORTUNITIES.key();
    }

    @Override
    public boolean matches(Facts facts, Instant now) {
        if (!(facts instanceof AccountFacts account)) {
            return false;
        }
        for (OpportunityFacts opportunity : account.opportunities()) {
            if (satisfies(opportunity, now)) {
                return exists;
            }
        }
        return !exists;
    }

    @Override
    public Explanation explain(Facts facts, Instant now) {
        List<OpportunityFacts> opportunities =
                facts instanceof AccountFacts account ? account.opportunities() : List.of();
        List<OpportunityFacts> matching = opportunities.stream()
                .filter(opportunity -> satisfies(opportunity, now))
                .toList();
        var counts = new Explanation.Counts(
                matching.size(),
                opportunities.size(),
                matching.stream()
                        .limit(ConditionLimits.NAMED)
                        .map(OpportunityFacts::key)
                        .toList());
        boolean matched = facts instanceof AccountFacts && matching.isEmpty() != exists;
        return Explanation.counted(this, matched, counts, explained(opportunities, now));
    }

    @Override
    public String words() {
        Node nested = where;
        String opportunity = exists ? "the account has an opportunity" : "the account has no opportunity";
        return nested == null ? opportunity : opportunity + " with " + nested.words();
    }

    @Override
    public void collect(ReadsCollector reads) {
        Node nested = where;
        reads.opportunities();
        if (nested != null) {
            nested.collect(reads);
        }
    }

    @Override
    public Optional<String> expression() {
        return Optional.empty();
    }

    private boolean satisfies(OpportunityFacts opportunity, Instant now) {
        return where == null || where.matches(opportunity, now);
    }

    private List<Explanation> explained(List<OpportunityFacts> opportunities, Instant now) {
        Node nested = where;
        return nested == null
                ? List.of()
                : opportunities.stream()
                        .limit(ConditionLimits.NAMED)
                        .map(opportunity -> nested.explain(opportunity, now).labelled(opportunity.key()))
                        .toList();
    }
}
