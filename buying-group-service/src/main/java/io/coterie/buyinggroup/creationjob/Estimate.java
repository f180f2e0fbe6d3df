package io.coterie.buyinggroup.creationjob;

/**
 * What a creation job would do now (JOB-01).
 *
 * @param accounts in the audience
 * @param existingGroups of the interest, of those accounts
 * @param newGroups the accounts that have none and can have one: they have arrived here, with a name (ACC-01)
 */
record Estimate(long accounts, long existingGroups, long newGroups) {}
