package io.coterie.buyinggroup.role;

import io.coterie.buyinggroup.definition.DefinitionName;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The roles every sandbox has; they neither change nor go (ROL-01). */
enum FixedRole {
    DECISION_MAKER("Decision Maker"),
    INFLUENCER("Influencer"),
    PRACTITIONER("Practitioner"),
    EXECUTIVE_STEERING_COMMITTEE("Executive Steering Committee"),
    CHAMPION("Champion"),
    OTHER("Other");

    private final String title;

    FixedRole(String title) {
        this.title = title;
    }

    static Optional<FixedRole> named(String name) {
        return Arrays.stream(values())
                .filter(role -> DefinitionName.same(role.title, name))
                .findFirst();
    }

    static Optional<FixedRole> withId(String id) {
        return Arrays.stream(values()).filter(role -> role.id().equals(id)).findFirst();
    }

    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String title() {
        return title;
    }
}
