package io.coterie.buyinggroup.completeness;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A group's completeness: the mean over the roles that count of {@code min(assigned / required, 1) · 100} (CMP-01,
 * D-36).
 *
 * @param percent 0 to 100, unrounded: what conditions compare (CMP-07, D-37)
 * @param roles in the template's order
 */
public record Completeness(BigDecimal percent, List<RoleCompleteness> roles) {

    /** Sixteen digits: as exact as what any reader of the JSON can hold. */
    private static final MathContext UNROUNDED = MathContext.DECIMAL64;

    private static final BigInteger HUNDRED = BigInteger.valueOf(100);

    /**
     * Computes a group's completeness. Roles outside the template do not count (CMP-05); when the template flags no
     * role as required, all of them count (D-36).
     *
     * @param assigned active members by role
     */
    public static Completeness of(List<RoleRequirement> template, Map<String, Integer> assigned) {
        boolean anyFlagged = template.stream().anyMatch(RoleRequirement::requiredForCompleteness);
        // Exact fractions until the end: thirds that add up to a whole must give 100, not 99.99.
        Fraction sum = Fraction.ZERO;
        int counting = 0;
        List<RoleCompleteness> roles = new ArrayList<>(template.size());
        for (RoleRequirement requirement : template) {
            int members = assigned.getOrDefault(requirement.role(), 0);
            Fraction filled =
                    Fraction.of(Math.min(members, requirement.membersRequired()), requirement.membersRequired());
            if (requirement.requiredForCompleteness() || !anyFlagged) {
                sum = sum.plus(filled);
                counting++;
            }
            roles.add(new RoleCompleteness(
                    requirement.role(),
                    members,
                    requirement.membersRequired(),
                    requirement.requiredForCompleteness(),
                    filled.percent(1)));
        }
        return new Completeness(counting == 0 ? BigDecimal.ZERO : sum.percent(counting), List.copyOf(roles));
    }

    /** Roles that count: those that are flagged, or all of them when none is (D-36); in the template's order. */
    public List<RoleCompleteness> counting() {
        boolean anyFlagged = roles.stream().anyMatch(RoleCompleteness::requiredForCompleteness);
        return roles.stream()
                .filter(role -> role.requiredForCompleteness() || !anyFlagged)
                .toList();
    }

    /** Roles that count and have no member at all, in the template's order. */
    public List<String> missingRoles() {
        return counting().stream()
                .filter(role -> role.assigned() == 0)
                .map(RoleCompleteness::role)
                .toList();
    }

    /** As people see it: whole percent, half up (D-37). */
    public static int displayed(BigDecimal percent) {
        return percent.setScale(0, RoundingMode.HALF_UP).intValueExact();
    }

    private record Fraction(BigInteger numerator, BigInteger denominator) {

        static final Fraction ZERO = of(0, 1);

        static Fraction of(int numerator, int denominator) {
            return new Fraction(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator));
        }

        Fraction plus(Fraction other) {
            return new Fraction(
                    numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
                    denominator.multiply(other.denominator));
        }

        BigDecimal percent(int parts) {
            BigDecimal percent = new BigDecimal(numerator.multiply(HUNDRED))
                    .divide(new BigDecimal(denominator.multiply(BigInteger.valueOf(parts))), UNROUNDED)
                    .stripTrailingZeros();
            // 1E+2 is a hundred to a computer and a riddle to a reader.
            return percent.scale() < 0 ? percent.setScale(0) : percent;
        }
    }
}
