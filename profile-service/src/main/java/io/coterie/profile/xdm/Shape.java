package io.coterie.profile.xdm;

import java.util.Map;
import java.util.Set;

/** What a value of an XDM document may be. */
public sealed interface Shape {

    /** Text of at most so many characters. */
    record Text(int maximumLength) implements Shape {}

    /** One of some words. */
    record Choice(Set<String> words) implements Shape {}

    /** A calendar day, {@code YYYY-MM-DD}. */
    record Day() implements Shape {}

    /** A calendar day, or an instant with its offset. */
    record DayOrMoment() implements Shape {}

    /** An instant with its offset, RFC 3339. */
    record Moment() implements Shape {}

    /** An e-mail address. */
    record Address() implements Shape {}

    /** A whole number that fits 64 bits. */
    record Whole() implements Shape {}

    /** Any number of up to 38 digits. */
    record Decimal() implements Shape {}

    record Truth() implements Shape {}

    /** A key object (KEY-01); completed to its four members while it is checked. */
    record Key() implements Shape {}

    /**
     * An object with known members; any other member is refused, unless the structure is extensible and the member begins with
     * an underscore, as the namespaces of tenants do: what stands there is for the sandbox's own fields to judge.
     */
    record Structure(Map<String, Shape> members, boolean isExtensible) implements Shape {

        public Structure(Map<String, Shape> members) {
            this(members, false);
        }
    }

    /** An object whose member names are data, for example namespaces. */
    record Dictionary(Shape values) implements Shape {}

    record Sequence(Shape items, int maximumSize) implements Shape {}
}
