package io.coterie.buyinggroup.creationjob;

/**
 * What a creation job would do (JOB-01).
 *
 * @param accounts in the audience now
 * @param existingGroups of the interest now, of whatever account
 * @param newGroups at most, as some of the accounts may have groups already
 */
record Estimate(long accounts, long existingGroups, long newGroups) {}
