package io.coterie.buyinggroup.audience;

import org.jspecify.annotations.Nullable;

/** An audience of profile-service, as far as it matters here. */
public record Audience(String id, String name, String kind, String status) {

    private static final String ARCHIVED = "archived";
    private static final String DELETED = "deleted";
    private static final String ACCOUNT = "account";

    /** Why no buying groups are made for its members, in words; null when they are. */
    public @Nullable String whyNoGroups() {
        if (status.equals(ARCHIVED) || status.equals(DELETED)) {
            return "The audience '" + name + "' is " + status + ".";
        }
        return kind.equals(ACCOUNT) ? null : "The audience '" + name + "' is one of kind " + kind + ".";
    }
}
