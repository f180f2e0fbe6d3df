package io.coterie.platform.conditions;

import java.util.EnumSet;
import java.util.Set;

/** Where a condition stands, which decides the scopes it starts with and the facts it is evaluated over. */
public enum ConditionRoot {
    /** An account audience (§5): {@link AccountFacts}. */
    ACCOUNT_AUDIENCE,
    /** A role condition (RT-14) or the choice of an action's people: {@link PersonFacts}. */
    PERSON,
    /** A filter of buying groups (§15.2): {@link GroupFacts}. */
    GROUP,
    /** What a listen hears (§7): {@link EventFacts}. */
    EVENT,
    /** A path of a split by accounts (§16.1): {@link AccountFacts}. */
    JOURNEY_SPLIT;

    boolean accepts(Facts facts) {
        return switch (this) {
            case ACCOUNT_AUDIENCE, JOURNEY_SPLIT -> facts instanceof AccountFacts;
            case PERSON -> facts instanceof PersonFacts;
            case GROUP -> facts instanceof GroupFacts;
            case EVENT -> facts instanceof EventFacts;
        };
    }

    Set<ConditionScope> scopes() {
        return switch (this) {
            case ACCOUNT_AUDIENCE ->
                EnumSet.of(ConditionScope.ACCOUNT, ConditionScope.PEOPLE, ConditionScope.OPPORTUNITIES);
            case PERSON -> EnumSet.of(ConditionScope.PERSON);
            case GROUP -> EnumSet.of(ConditionScope.GROUP, ConditionScope.ROLE_MEMBERS);
            case EVENT -> EnumSet.of(ConditionScope.EVENT);
            case JOURNEY_SPLIT ->
                EnumSet.of(
                        ConditionScope.ACCOUNT,
                        ConditionScope.PEOPLE,
                        ConditionScope.BUYING_GROUP,
                        ConditionScope.AUDIENCE);
        };
    }
}
