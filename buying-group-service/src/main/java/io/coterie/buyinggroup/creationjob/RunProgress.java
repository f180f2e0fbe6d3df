package io.coterie.buyinggroup.creationjob;

/** What a batch of accounts adds to a run's counts. */
public record RunProgress(
        int accountsEvaluated, int groupsCreated, int membersAdded, int membersRemoved, int rolesChanged) {

    /** Accounts that were looked at and in which nothing changed. */
    public static RunProgress ofAccounts(int evaluated) {
        return new RunProgress(evaluated, 0, 0, 0, 0);
    }

    public RunProgress plus(RunProgress other) {
        return new RunProgress(
                accountsEvaluated + other.accountsEvaluated,
                groupsCreated + other.groupsCreated,
                membersAdded + other.membersAdded,
                membersRemoved + other.membersRemoved,
                rolesChanged + other.rolesChanged);
    }
}
