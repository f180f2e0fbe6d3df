package io.coterie.buyinggroup.qualification;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * When a group is ready for sales. All that is said has to hold. A group that is ready stays so until a score falls
 * below its least value by more than the margin: without one, a score that trembles at the line would call sales every
 * day.
 *
 * @param minCompleteness 0 to 100; null for whatever
 * @param minEngagement 0 to 100; null for whatever
 * @param roles each of which has a member
 * @param stages one of which the group is in; none for whatever
 * @param completenessMargin points below the least completeness that a ready group may fall
 * @param engagementMargin points below the least engagement that a ready group may fall
 * @param conversionWindowDays how long after it became ready an opportunity of the account converts it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record QualificationRule(
        @Nullable BigDecimal minCompleteness,
        @Nullable BigDecimal minEngagement,
        List<String> roles,
        List<String> stages,
        BigDecimal completenessMargin,
        BigDecimal engagementMargin,
        int conversionWindowDays) {

    /** How long a qualification counts where nobody said. */
    public static final int CONVERSION_WINDOW_DAYS = 180;

    public QualificationRule {
        minCompleteness = normal(minCompleteness);
        minEngagement = normal(minEngagement);
        completenessMargin = Objects.requireNonNullElse(normal(completenessMargin), BigDecimal.ZERO);
        engagementMargin = Objects.requireNonNullElse(normal(engagementMargin), BigDecimal.ZERO);
        roles = List.copyOf(roles);
        stages = List.copyOf(stages);
    }

    /** 80.0 asks for the same as 80, and is the same rule. */
    private static @Nullable BigDecimal normal(@Nullable BigDecimal number) {
        BigDecimal stripped = number == null ? null : number.stripTrailingZeros();
        return stripped != null && stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    /** Whether a group is ready, given whether it was until now; without a rule none is. */
    public static boolean decide(@Nullable QualificationRule rule, Measures measures, boolean qualifiedNow) {
        return rule != null && rule.criteria(measures, qualifiedNow).stream().allMatch(Criterion::met);
    }

    /** Each thing the rule asks for; of a ready group the margins are allowed for. */
    public List<Criterion> criteria(Measures measures, boolean qualifiedNow) {
        List<Criterion> criteria = new ArrayList<>();
        if (minCompleteness != null) {
            criteria.add(score(
                    Criterion.Kind.COMPLETENESS,
                    measures.completeness(),
                    qualifiedNow ? minCompleteness.subtract(completenessMargin) : minCompleteness));
        }
        if (minEngagement != null) {
            criteria.add(score(
                    Criterion.Kind.ENGAGEMENT,
                    measures.engagement(),
                    qualifiedNow ? minEngagement.subtract(engagementMargin) : minEngagement));
        }
        for (String role : roles) {
            boolean filled = measures.roles().contains(role);
            criteria.add(new Criterion(Criterion.Kind.ROLE, role, filled ? "filled" : "empty", filled));
        }
        if (!stages.isEmpty()) {
            criteria.add(new Criterion(
                    Criterion.Kind.STAGE,
                    String.join(", ", stages),
                    measures.stage(),
                    measures.stage() != null && stages.contains(measures.stage())));
        }
        return criteria;
    }

    private static Criterion score(Criterion.Kind kind, @Nullable BigDecimal score, BigDecimal least) {
        return new Criterion(
                kind,
                least.toPlainString(),
                score == null ? null : score.toPlainString(),
                score != null && score.compareTo(least) >= 0);
    }

    /** The rule when stages have become others. */
    public QualificationRule withStages(List<String> others) {
        return new QualificationRule(
                minCompleteness,
                minEngagement,
                roles,
                others,
                completenessMargin,
                engagementMargin,
                conversionWindowDays);
    }
}
