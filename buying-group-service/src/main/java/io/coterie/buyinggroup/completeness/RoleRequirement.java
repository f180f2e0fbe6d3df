package io.coterie.buyinggroup.completeness;

/**
 * What a template asks for in one role.
 *
 * @param membersRequired at least 1 (RT-11)
 * @param requiredForCompleteness whether the role counts for the group (CMP-04)
 */
public record RoleRequirement(String role, int membersRequired, boolean requiredForCompleteness) {

    public RoleRequirement {
        if (membersRequired < 1) {
            throw new IllegalArgumentException("A role requires at least one member: " + role);
        }
    }
}
