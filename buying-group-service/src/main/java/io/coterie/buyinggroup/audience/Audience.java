package io.coterie.buyinggroup.audience;

import org.jspecify.annotations.Nullable;

/** An audience of profile-service, as far as it matters here. */
public record Audience(String id, String name, String kind, String status) {

    private static final String ARCHIVED = "archived";
    private static final String DELETED = "deleted";
    private static final String ACCOUNT = "account";

    /** Why no buying groups are made for its members, in words; null when they are. */
    public @Nullable String whyNoGroups() {
        return canHaveGroups() ? null : "The audience '" + name + "' is one of kind " + kind + " and " + status + ".";
    }

    /** Whether buying groups can be made for its members. */
    public boolean canHaveGroups() {
        return kind.equals(ACCOUNT) && !status.equals(ARCHIVED) && !status.equals(DELETED);
    }
}
