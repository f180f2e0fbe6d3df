package io.coterie.buyinggroup.creationjob;

/**
 * What a creation job would do now (JOB-01).
 *
 * @param accounts in the audience
 * @param existingGroups of the interest, of those accounts
 * @param newGroups the accounts that have none
 */
record Estimate(long accounts, long existingGroups, long newGroups) {}
