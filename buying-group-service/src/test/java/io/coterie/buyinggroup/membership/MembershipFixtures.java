package io.coterie.buyinggroup.membership;

import java.time.Instant;

/** New values for the tests of membership: one person, known roles, two moments. */
final class MembershipFixtures {

    static final String PERSON = "p1@crm.Test";
    static final String INFLUENCER = "Influencer";
    static final String CHAMPION = "Champion";
    static final String DECISION_MAKER = "Decision Maker";
    static final Instant EARLIER = Instant.parse("2026-01-01T00:00:00Z");
    static final Instant NOW = Instant.parse("2026-02-01T00:00:00Z");

    private MembershipFixtures() {}

    static Standing added(Source source) {
        return standing(PERSON, true, INFLUENCER, source);
    }

    static Standing removed(Source source) {
        return standing(PERSON, false, INFLUENCER, source);
    }

    static Standing standing(String person, boolean active, String role, Source source) {
        return new Standing(person, active, role, source, cause(source, active), "somebody", EARLIER, EARLIER);
    }

    static Decision assign(Source source, String role) {
        return new Decision.Assign(PERSON, role, source, cause(source, true), "somebody");
    }

    static Decision remove(Source source) {
        return new Decision.Remove(PERSON, source, cause(source, false), "somebody");
    }

    private static Cause cause(Source source, boolean active) {
        return switch (source) {
            case MANUAL -> Cause.BY_HAND;
            case JOURNEY -> Cause.JOURNEY_ACTION;
            case SYSTEM -> active ? Cause.QUALIFIES : Cause.NO_LONGER_QUALIFIES;
        };
    }
}
