package io.coterie.buyinggroup.membership;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How a role of a template fills itself.
 *
 * @param autoAssign whether the system fills the role at all (RT-07)
 * @param qualifies the role's condition, compiled
 */
public record RoleRule<P>(String role, boolean autoAssign, Predicate<P> qualifies) {

    /**
     * The role a person gets: of those whose condition holds, the first, because rules come in priority order (RT-09).
     */
    public static <P> @Nullable String firstMatch(List<RoleRule<P>> rules, P person) {
        for (RoleRule<P> rule : rules) {
            if (rule.autoAssign() && rule.qualifies().test(person)) {
                return rule.role();
            }
        }
        return null;
    }
}
