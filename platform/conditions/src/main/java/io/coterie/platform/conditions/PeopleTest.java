package io.coterie.platform.conditions;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A quantified test of the account's people. Counted here and not by a comprehension of CEL, which is thirty times slower. */
record PeopleTest(String pointer, Quantifier quantifier, Node where) implements Node {

    @Override
    public String kind() {
        return ConditionScope.PEOPLE.key();
    }

    @Override
    public boolean matches(Facts facts, Instant now) {
        if (!(facts instanceof AccountFacts account)) {
            return false;
        }
        int matching = 0;
        int seen = 0;
        for (PersonFacts person : account.people()) {
            seen++;
            if (where.matches(person, now)) {
                matching++;
            }
            if (quantifier.settled(matching, seen)) {
                break;
            }
        }
        return quantifier.holds(matching, seen);
    }

    @Override
    public Explanation explain(Facts facts, Instant now) {
        List<PersonFacts> people = facts instanceof AccountFacts account ? account.people() : List.of();
        boolean namesMatching = !(quantifier instanceof Quantifier.All);
        List<PersonFacts> named = new ArrayList<>();
        int matching = 0;
        for (PersonFacts person : people) {
            boolean matches = where.matches(person, now);
            matching += matches ? 1 : 0;
            if (matches == namesMatching && named.size() < ConditionLimits.NAMED) {
                named.add(person);
            }
        }
        var counts = new Explanation.Counts(
                matching, people.size(), named.stream().map(PersonFacts::key).toList());
        List<Explanation> children = named.stream()
                .map(person -> where.explain(person, now).labelled(person.key()))
                .toList();
        boolean matched = facts instanceof AccountFacts && quantifier.holds(matching, people.size());
        return Explanation.counted(this, matched, counts, children);
    }

    @Override
    public String words() {
        return quantifier.words() + " " + where.words();
    }

    @Override
    public void collect(ReadsCollector reads) {
        reads.people();
        where.collect(reads);
    }

    @Override
    public Optional<String> expression() {
        return Optional.empty();
    }
}
