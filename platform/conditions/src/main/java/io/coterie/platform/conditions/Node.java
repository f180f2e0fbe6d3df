package io.coterie.platform.conditions;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** A place in a compiled condition. */
sealed interface Node
        permits AllOf,
                AnyOf,
                Negation,
                FieldTest,
                ExpressionTest,
                PeopleTest,
                BuyingGroupTest,
                RoleMembersTest,
                BuyingGroupMemberTest,
                AudienceTest,
                EventsTest,
                OpportunitiesTest,
                BrokenTest {

    /** JSON pointer of the place in the tree. */
    String pointer();

    /** The key of the place in the tree. */
    String kind();

    boolean matches(Facts facts, Instant now);

    Explanation explain(Facts facts, Instant now);

    String words();

    void collect(ReadsCollector reads);

    /** The same test as one CEL expression over one record; empty when there is none. */
    Optional<String> expression();

    /** The solution interests that a group must have one of to match; empty when groups of any interest can match. */
    default Optional<Set<String>> interests() {
        return Optional.empty();
    }
}
