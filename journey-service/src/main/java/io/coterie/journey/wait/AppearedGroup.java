package io.coterie.journey.wait;

/** A buying group of an account that is known now. */
public record AppearedGroup(String accountKey, String solutionInterest) {}
