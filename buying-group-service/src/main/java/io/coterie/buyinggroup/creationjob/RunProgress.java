package io.coterie.buyinggroup.creationjob;

/** What a batch of accounts adds to a run's counts. */
public record RunProgress(
        int accountsEvaluated, int groupsCreated, int membersAdded, int membersRemoved, int rolesChanged) {

    public RunProgress plus(RunProgress other) {
        return new RunProgress(
                accountsEvaluated + other.accountsEvaluated,
                groupsCreated + other.groupsCreated,
                membersAdded + other.membersAdded,
                membersRemoved + other.membersRemoved,
                rolesChanged + other.rolesChanged);
    }
}
