package io.coterie.buyinggroup.solutioninterest;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * A solution interest in a list (SI-02).
 *
 * @param creationJobs how many creation jobs it has; the list of creation jobs shows which
 */
record ListedInterestView(@JsonUnwrapped SolutionInterestView interest, long creationJobs) {}
