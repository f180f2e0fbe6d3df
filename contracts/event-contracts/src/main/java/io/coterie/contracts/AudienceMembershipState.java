package io.coterie.contracts;

/**
 * Whether a member belongs to an audience.
 *
 * @param kind {@code account} or {@code person}
 * @param memberKey account key or person key
 */
public record AudienceMembershipState(String audienceId, String kind, String memberKey, boolean member) {

    public static final String ACCOUNT = "account";
    public static final String PERSON = "person";
}
