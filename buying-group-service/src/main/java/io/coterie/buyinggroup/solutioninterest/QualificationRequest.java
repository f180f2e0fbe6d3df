package io.coterie.buyinggroup.solutioninterest;

import io.coterie.buyinggroup.definition.DefinitionName;
import io.coterie.buyinggroup.qualification.QualificationRule;
import io.coterie.buyinggroup.rolestemplate.TemplateRole;
import io.coterie.buyinggroup.stage.Stage;
import io.coterie.buyinggroup.stage.StageGraph;
import io.coterie.platform.problem.Violation;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When groups are ready for sales, as it is asked for. Something has to be asked for.
 *
 * @param minCompleteness 0 to 100
 * @param minEngagement 0 to 100
 * @param roles of the interest's roles template
 * @param stages of the interest's stage model
 * @param completenessMargin 0 when left out
 * @param engagementMargin 0 when left out
 * @param conversionWindowDays 180 when left out
 */
record QualificationRequest(
        @Nullable BigDecimal minCompleteness,
        @Nullable BigDecimal minEngagement,
        @Nullable List<@Nullable String> roles,
        @Nullable List<@Nullable String> stages,
        @Nullable BigDecimal completenessMargin,
        @Nullable BigDecimal engagementMargin,
        @Nullable Integer conversionWindowDays) {

    private static final String AT = "/qualification/";
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final int MOST_NAMES = 100;
    private static final int DIGITS = 6;
    private static final int MOST_DAYS = 3_650;

    /** The rule in the spelling of template and model; what cannot be is added to the violations. */
    QualificationRule rule(List<TemplateRole> template, StageGraph graph, List<Violation> violations) {
        requireDays(violations);
        if (minCompleteness == null && minEngagement == null && isEmpty(roles) && isEmpty(stages)) {
            violations.add(new Violation(
                    "/qualification", "Expected at least one of minCompleteness, minEngagement, roles and stages."));
        }
        return new QualificationRule(
                percent("minCompleteness", minCompleteness, violations),
                percent("minEngagement", minEngagement, violations),
                names("roles", roles, role -> roleNamed(template, role), "a role of the roles template", violations),
                names(
                        "stages",
                        stages,
                        stage -> graph.find(stage).map(Stage::name),
                        "a stage of the interest's stage model",
                        violations),
                margin("completenessMargin", completenessMargin, violations),
                margin("engagementMargin", engagementMargin, violations),
                Objects.requireNonNullElse(conversionWindowDays, QualificationRule.CONVERSION_WINDOW_DAYS));
    }

    private interface Spelling {

        Optional<String> of(String name);
    }

    private static Optional<String> roleNamed(List<TemplateRole> template, String name) {
        return template.stream()
                .map(TemplateRole::role)
                .filter(role -> DefinitionName.same(role, name))
                .findFirst();
    }

    private static List<String> names(
            String field,
            @Nullable List<@Nullable String> asked,
            Spelling spelling,
            String expected,
            List<Violation> violations) {
        List<String> names = new ArrayList<>();
        if (asked == null) {
            return names;
        }
        if (asked.size() > MOST_NAMES) {
            violations.add(new Violation(AT + field, "Expected at most " + MOST_NAMES + " names."));
            return names;
        }
        for (int i = 0; i < asked.size(); i++) {
            String name = Objects.requireNonNullElse(asked.get(i), "");
            Optional<String> known = spelling.of(name);
            if (known.isEmpty()) {
                violations.add(new Violation(
                        AT + field + "/" + i, "Expected " + expected + ", but there is no '" + name + "'."));
            }
            known.filter(spelled -> !names.contains(spelled)).ifPresent(names::add);
        }
        return names;
    }

    private static BigDecimal margin(String field, @Nullable BigDecimal asked, List<Violation> violations) {
        return Objects.requireNonNullElse(percent(field, asked, violations), BigDecimal.ZERO);
    }

    private static @Nullable BigDecimal percent(String field, @Nullable BigDecimal asked, List<Violation> violations) {
        if (asked == null || (asked.signum() >= 0 && asked.compareTo(HUNDRED) <= 0 && asked.scale() <= DIGITS)) {
            return asked;
        }
        violations.add(
                new Violation(AT + field, "Expected a number of 0 to 100 with at most " + DIGITS + " decimal places."));
        return null;
    }

    private void requireDays(List<Violation> violations) {
        if (conversionWindowDays != null && (conversionWindowDays < 1 || conversionWindowDays > MOST_DAYS)) {
            violations.add(new Violation(AT + "conversionWindowDays", "Expected 1 to " + MOST_DAYS + " days."));
        }
    }

    private static boolean isEmpty(@Nullable List<@Nullable String> names) {
        return names == null || names.isEmpty();
    }
}
