package io.coterie.buyinggroup.audience;

/** An audience of profile-service, as far as it matters here. */
public record Audience(String id, String name, String kind, String status) {

    private static final String ARCHIVED = "archived";
    private static final String DELETED = "deleted";
    private static final String ACCOUNT = "account";

    /** Whether buying groups can be made for its members. */
    public boolean canHaveGroups() {
        return kind.equals(ACCOUNT) && !status.equals(ARCHIVED) && !status.equals(DELETED);
    }
}
