package io.coterie.platform.testing;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * The structure every service promises, as rules that read its classes.
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicTest> theServiceKeepsItsStructure() {
 *     return ArchitectureRules.of("io.coterie.journey").pure("..journey.execution..").tests();
 * }
 * }</pre>
 */
public final class ArchitectureRules {

    private static final String[] SERVICES = {
        "io.coterie.profile..", "io.coterie.buyinggroup..", "io.coterie.journey..", "io.coterie.activation.."
    };

    private static final String[] SQL = {
        "io.vertx.sqlclient..",
        "io.vertx.mutiny.sqlclient..",
        "io.vertx.pgclient..",
        "io.vertx.mutiny.pgclient..",
        "org.hibernate..",
        "java.sql..",
        "javax.sql.."
    };

    /** What a decision may be written with besides the JDK: values of ours and of JSON, and annotations. */
    private static final String[] VALUES = {
        "java..",
        "io.coterie.platform.conditions..",
        "io.coterie.platform.problem..",
        "com.fasterxml.jackson..",
        "com.google.errorprone.annotations..",
        "org.jspecify.annotations.."
    };

    private final String root;
    private final List<String> purePackages;

    private ArchitectureRules(String root, List<String> purePackages) {
        this.root = root;
        this.purePackages = purePackages;
    }

    /** The rules of the code below a root package. */
    public static ArchitectureRules of(String rootPackage) {
        return new ArchitectureRules(rootPackage, List.of());
    }

    /** Names packages of pure functions, which no framework may enter (ArchUnit's notation, {@code ..engine..}). */
    public ArchitectureRules pure(String... packages) {
        return new ArchitectureRules(root, List.of(packages));
    }

    /** One test for each rule. */
    public Stream<DynamicTest> tests() {
        JavaClasses classes = imported();
        return rules().stream().map(rule -> DynamicTest.dynamicTest(rule.getDescription(), () -> rule.check(classes)));
    }

    /** Checks every rule and fails at the first that is broken. */
    public void check() {
        JavaClasses classes = imported();
        rules().forEach(rule -> rule.check(classes));
    }

    private JavaClasses imported() {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(root);
    }

    List<ArchRule> rules() {
        List<ArchRule> rules = new ArrayList<>(List.of(
                capabilitiesAreFreeOfCycles(),
                resourcesKnowNoSql(),
                entitiesStayInTheirPackage(),
                nothingIsInjectedIntoFields(),
                packagesAreNamedAfterCapabilities(),
                messagesEnterThroughConsumers(),
                whatTheClockStartsIsAJob(),
                transactionsOpenInOnePlace(),
                messagesLeaveThroughTheOutbox(),
                servicesDoNotImportEachOther(),
                MarkedPackages.rule()));
        purePackages.forEach(pure -> rules.add(purePackagesKnowNoFramework(pure)));
        return rules;
    }

    private ArchRule capabilitiesAreFreeOfCycles() {
        return slices().matching(root + ".(*)..")
                .should()
                .beFreeOfCycles()
                .as("capabilities do not depend on each other in a circle")
                .because("a reader of one capability opens one folder");
    }

    private static ArchRule resourcesKnowNoSql() {
        return noClasses()
                .that()
                .areAnnotatedWith("jakarta.ws.rs.Path")
                .should()
                .dependOnClassesThat(resideInAnyPackage(SQL)
                        .or(annotatedWith("jakarta.persistence.Entity"))
                        .or(simpleNameEndingWith("Repository"))
                        .or(simpleNameEndingWith("Statements"))
                        .or(simpleName("SandboxTransactions")))
                .as("resources parse, call and map; they know neither SQL nor entities")
                .because("a transaction opened at the HTTP edge spreads over the network's pace");
    }

    private static ArchRule entitiesStayInTheirPackage() {
        return noClasses()
                .that()
                .areNotPackagePrivate()
                .should()
                .beAnnotatedWith("jakarta.persistence.Entity")
                .as("entities are package-private")
                .because("a capability never reads another's tables");
    }

    private static ArchRule nothingIsInjectedIntoFields() {
        return fields().should()
                .notBeAnnotatedWith("jakarta.inject.Inject")
                .as("dependencies arrive through constructors")
                .because("a class that cannot be built without its parts needs no container in a test");
    }

    private static ArchRule packagesAreNamedAfterCapabilities() {
        return noClasses()
                .should()
                .resideInAnyPackage(
                        "..common..", "..util..", "..utils..", "..helper..", "..helpers..", "..misc..", "..impl..")
                .as("packages are named after what they do")
                .because("a package for anything becomes a package of everything");
    }

    private static ArchRule messagesEnterThroughConsumers() {
        return methods()
                .that()
                .areAnnotatedWith("org.eclipse.microprofile.reactive.messaging.Incoming")
                .should()
                .beDeclaredInClassesThat()
                .haveSimpleNameEndingWith("Consumer")
                .as("messages enter through classes named …Consumer")
                .because("the edges of a service are found by name");
    }

    private static ArchRule whatTheClockStartsIsAJob() {
        return methods()
                .that()
                .areAnnotatedWith("io.quarkus.scheduler.Scheduled")
                .or()
                .areAnnotatedWith("io.quarkus.scheduler.Scheduled$Schedules")
                .should()
                .beDeclaredInClassesThat()
                .haveSimpleNameEndingWith("Job")
                .as("what the clock starts is in classes named …Job")
                .because("whoever asks what runs at night finds it by name");
    }

    private static ArchRule transactionsOpenInOnePlace() {
        return noClasses()
                .that(not(resideInAPackage("io.coterie.platform.tenancy..")))
                .should(TransactionUse.condition())
                .as("transactions open through SandboxTransactions only")
                .because(
                        "a transaction without app.sandbox_id sees no row, and one with the wrong sandbox sees another's");
    }

    private static ArchRule messagesLeaveThroughTheOutbox() {
        return noClasses()
                .that(not(resideInAPackage("io.coterie.platform.messaging..")))
                .should()
                .dependOnClassesThat(named("org.eclipse.microprofile.reactive.messaging.Emitter")
                        .or(named("io.smallrye.reactive.messaging.MutinyEmitter"))
                        .or(resideInAPackage("org.apache.kafka.clients.producer..")))
                .as("messages leave through the outbox")
                .because("a send beside a commit is lost, or happens without it, in a crash");
    }

    private ArchRule servicesDoNotImportEachOther() {
        return noClasses()
                .should()
                .dependOnClassesThat(resideInAnyPackage(SERVICES).and(not(resideInAPackage(root + ".."))))
                .as("no service imports another")
                .because("services meet in events and REST only");
    }

    /** One rule for each package, so that a name that no package has any more fails. */
    private ArchRule purePackagesKnowNoFramework(String pure) {
        return classes()
                .that(resideInAPackage(pure))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(VALUES)
                        .and(not(resideInAPackage("java.sql..")))
                        .or(resideInAnyPackage(purePackages.toArray(String[]::new))))
                .as("the rules of " + pure + " are plain Java")
                .because("decisions that need no framework are tested in milliseconds and replayed anywhere");
    }

    private static DescribedPredicate<JavaClass> annotatedWith(String annotation) {
        return DescribedPredicate.describe("annotated with " + annotation, type -> type.isAnnotatedWith(annotation));
    }

    private static DescribedPredicate<JavaClass> named(String name) {
        return DescribedPredicate.describe(
                "named " + name, type -> type.getName().equals(name));
    }
}
