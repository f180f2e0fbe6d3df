package io.coterie.journey.wait;

/**
 * What is new about a buying group, after the facts show it.
 *
 * @param completenessRevision revision of the newest change of completeness; 0 when none is known
 */
public record GroupChange(String accountKey, String solutionInterest, long completenessRevision) {}
