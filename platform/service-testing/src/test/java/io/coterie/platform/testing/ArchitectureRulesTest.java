package io.coterie.platform.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArchitectureRulesTest {

    @Test
    void everyRuleFindsWhatItForbids() {
        String root = "io.coterie.fixture.broken";
        List<ArchRule> rules =
                ArchitectureRules.of(root).pure(root + ".engine..").rules();

        assertThat(rules)
                .hasSize(12)
                .allSatisfy(rule -> assertThat(rule.evaluate(classes(root)).hasViolation())
                        .as(rule.getDescription())
                        .isTrue());
    }

    @Test
    void noRuleComplainsAboutAServiceInOrder() {
        String root = "io.coterie.fixture.kept";

        ArchitectureRules.of(root).pure(root + ".engine..").rules().forEach(rule -> rule.check(classes(root)));
    }

    @Test
    void aPurePackageThatIsGoneIsNoticed() {
        String root = "io.coterie.fixture.kept";
        List<ArchRule> rules = ArchitectureRules.of(root)
                .pure(root + ".engine..", root + ".gone..")
                .rules();

        assertThatThrownBy(() -> rules.forEach(rule -> rule.check(classes(root))))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(root + ".gone..");
    }

    private static JavaClasses classes(String root) {
        return new ClassFileImporter().importPackages(root);
    }
}
