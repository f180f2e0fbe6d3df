package io.coterie.buyinggroup.membership;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The members of a group as one pure function of the people, the template (already applied to them, as
 * {@link Candidate#matchingRole}) and everything decided earlier.
 */
public final class Memberships {

    private Memberships() {}

    /** Which persons a re-evaluation may change. */
    public enum Scope {
        /**
         * Everyone: settling groups, and groups whose interest has <em>Update existing buying groups</em> on (D-22).
         */
        EVERYONE,
        /** Only those who are not there any more (D-29). */
        DEPARTED_ONLY
    }

    /**
     * What has to change so that the group is as template, people and earlier decisions imply. Nothing to change gives
     * an empty list, and applying the result once leaves nothing to change.
     *
     * @param people everyone who belongs to the account now
     * @param standings what was decided earlier, by person
     * @param mergedInto who people that are gone turned out to be
     * @param whyGone tells why a member is not among the people
     */
    public static List<Ruling.Applied> reevaluate(
            Collection<Candidate> people,
            Map<String, Standing> standings,
            Map<String, String> mergedInto,
            Scope scope,
            Function<String, Cause> whyGone,
            Instant now) {
        Set<String> present = people.stream().map(Candidate::personKey).collect(Collectors.toSet());
        List<Ruling.Applied> changes = Mergers.rule(present, standings, mergedInto, now);
        Map<String, Standing> known = new TreeMap<>(standings);
        changes.forEach(change -> known.put(change.after().personKey(), change.after()));
        if (scope == Scope.EVERYONE) {
            // In the order of their keys, so that the history does not depend on how they were read.
            people.stream()
                    .sorted(Comparator.comparing(Candidate::personKey))
                    .forEach(candidate ->
                            Ruling.collect(changes, evaluate(candidate, known.get(candidate.personKey()), now)));
        }
        for (Standing standing : known.values()) {
            if (standing.active() && !present.contains(standing.personKey())) {
                Decision.Depart departure =
                        new Decision.Depart(standing.personKey(), whyGone.apply(standing.personKey()));
                Ruling.collect(changes, Precedence.rule(standing, departure, now));
            }
        }
        return changes;
    }

    private static Ruling evaluate(Candidate candidate, @Nullable Standing standing, Instant now) {
        String role = candidate.matchingRole();
        if (role != null) {
            return Precedence.rule(
                    standing,
                    new Decision.Assign(
                            candidate.personKey(), role, Source.SYSTEM, Cause.QUALIFIES, Decision.SYSTEM_ACTOR),
                    now);
        }
        if (standing == null || !standing.active()) {
            return new Ruling.Unchanged();
        }
        return Precedence.rule(
                standing,
                new Decision.Remove(
                        candidate.personKey(), Source.SYSTEM, Cause.NO_LONGER_QUALIFIES, Decision.SYSTEM_ACTOR),
                now);
    }
}
