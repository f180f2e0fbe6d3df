package io.coterie.platform.testing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;

/** Every package has a {@code package-info.java} that says {@code @NullMarked}: NullAway skips the others in silence. */
final class NullMarkedPackages {

    private NullMarkedPackages() {}

    static ArchRule rule() {
        ArchCondition<JavaClass> residesInANullMarkedPackage =
                new ArchCondition<>("reside in a package marked @NullMarked") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        boolean marked = type.getPackage()
                                .tryGetPackageInfo()
                                .map(info -> info.isAnnotatedWith(NullMarked.class))
                                .orElse(false);
                        events.add(
                                new SimpleConditionEvent(type, marked, type.getName() + " is in an unmarked package"));
                    }
                };
        return classes()
                .should(residesInANullMarkedPackage)
                .allowEmptyShould(true)
                .as("every package is @NullMarked")
                .because("the null checker skips unmarked packages in silence");
    }
}
