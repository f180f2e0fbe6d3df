package io.coterie.platform.testing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.google.errorprone.annotations.CheckReturnValue;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;

/** Every package has a {@code package-info.java} that switches the compiler's checks on: they skip others in silence. */
final class MarkedPackages {

    private MarkedPackages() {}

    static ArchRule rule() {
        ArchCondition<JavaClass> residesInAMarkedPackage =
                new ArchCondition<>("reside in a package marked @NullMarked and @CheckReturnValue") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        boolean marked = type.getPackage()
                                .tryGetPackageInfo()
                                .map(info -> info.isAnnotatedWith(NullMarked.class)
                                        && info.isAnnotatedWith(CheckReturnValue.class))
                                .orElse(false);
                        events.add(
                                new SimpleConditionEvent(type, marked, type.getName() + " is in an unmarked package"));
                    }
                };
        return classes()
                .should(residesInAMarkedPackage)
                .as("every package is @NullMarked and @CheckReturnValue")
                .because("the checks for null and for a dropped Uni skip unmarked packages in silence");
    }
}
