package io.coterie.journey.execution;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Facts as a test states them. */
record KnownFacts(
        Map<String, Integer> matchingPath,
        Set<String> groupsToCome,
        Set<String> perhapsToCome,
        Map<String, Long> groupRevisions,
        List<String> people,
        Set<UUID> requested,
        Set<String> refusing)
        implements Facts {

    static KnownFacts none() {
        return new KnownFacts(Map.of(), Set.of(), Set.of(), Map.of(), List.of(), Set.of(), Set.of());
    }

    KnownFacts path(String split, int path) {
        return new KnownFacts(
                Map.of(split, path), groupsToCome, perhapsToCome, groupRevisions, people, requested, refusing);
    }

    KnownFacts toCome(String... interests) {
        return new KnownFacts(
                matchingPath, Set.of(interests), perhapsToCome, groupRevisions, people, requested, refusing);
    }

    /** Facts in which jobs make groups of these interests, and the account is not known to be in their audiences. */
    KnownFacts perhapsToCome(String... interests) {
        return new KnownFacts(
                matchingPath, groupsToCome, Set.of(interests), groupRevisions, people, requested, refusing);
    }

    KnownFacts revision(String interest, long revision) {
        return new KnownFacts(
                matchingPath, groupsToCome, perhapsToCome, Map.of(interest, revision), people, requested, refusing);
    }

    /** Facts in which no event satisfies this listen. */
    KnownFacts refusing(String listen) {
        return new KnownFacts(
                matchingPath, groupsToCome, perhapsToCome, groupRevisions, people, requested, Set.of(listen));
    }

    KnownFacts people(String... keys) {
        return new KnownFacts(
                matchingPath, groupsToCome, perhapsToCome, groupRevisions, List.of(keys), requested, refusing);
    }

    KnownFacts after(List<JourneyEvent> events) {
        Set<UUID> ids = new HashSet<>(requested);
        for (JourneyEvent event : events) {
            if (event instanceof JourneyEvent.ActionRequested action) {
                ids.add(action.actionId());
            }
        }
        return new KnownFacts(matchingPath, groupsToCome, perhapsToCome, groupRevisions, people, ids, refusing);
    }

    @Override
    public boolean matches(String splitNode, int path) {
        return matchingPath.getOrDefault(splitNode, -1) == path;
    }

    @Override
    public boolean satisfies(String listenNode, Map<String, Object> event) {
        return !refusing.contains(listenNode);
    }

    @Override
    public Set<String> groupsToCome(String node, boolean ofAnyJob) {
        return ofAnyJob && !perhapsToCome.isEmpty() ? perhapsToCome : groupsToCome;
    }

    @Override
    public long groupRevision(String solutionInterest) {
        return groupRevisions.getOrDefault(solutionInterest, 0L);
    }

    @Override
    public List<String> people(String actionNode) {
        return people;
    }

    @Override
    public boolean wasRequested(UUID actionId) {
        return requested.contains(actionId);
    }
}
