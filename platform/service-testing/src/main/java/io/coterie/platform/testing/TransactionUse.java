package io.coterie.platform.testing;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;

/** Finds the ways around {@code SandboxTransactions}: a pool, a session factory, Panache's own transactions. */
final class TransactionUse {

    private static final Set<String> ANNOTATIONS = Set.of(
            "io.quarkus.hibernate.reactive.panache.common.WithTransaction",
            "io.quarkus.hibernate.reactive.panache.common.WithSession",
            "io.quarkus.hibernate.reactive.panache.common.WithSessionOnDemand",
            "jakarta.transaction.Transactional");

    private static final Set<String> OWNERS = Set.of(
            "io.vertx.sqlclient.Pool",
            "io.vertx.mutiny.sqlclient.Pool",
            "io.vertx.pgclient.PgPool",
            "io.vertx.mutiny.pgclient.PgPool",
            "io.quarkus.hibernate.reactive.panache.Panache",
            "org.hibernate.reactive.mutiny.Mutiny$SessionFactory",
            "org.hibernate.reactive.stage.Stage$SessionFactory",
            "io.agroal.api.AgroalDataSource",
            "javax.sql.DataSource",
            "java.sql.DriverManager");

    private TransactionUse() {}

    /** Satisfied by a class that opens a transaction or takes a connection by itself. */
    static ArchCondition<JavaClass> condition() {
        return new ArchCondition<>("open transactions or take connections themselves") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                report(type, type.getAnnotations(), events);
                for (JavaMethod method : type.getMethods()) {
                    report(type, method.getAnnotations(), events);
                }
                // Not only calls: who merely holds a pool can hand it on.
                for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                    if (OWNERS.contains(dependency.getTargetClass().getName())) {
                        events.add(SimpleConditionEvent.satisfied(type, dependency.getDescription()));
                    }
                }
            }
        };
    }

    private static void report(JavaClass type, Set<? extends JavaAnnotation<?>> annotations, ConditionEvents events) {
        for (JavaAnnotation<?> annotation : annotations) {
            if (ANNOTATIONS.contains(annotation.getRawType().getName())) {
                events.add(SimpleConditionEvent.satisfied(
                        type,
                        type.getName() + " carries @" + annotation.getRawType().getSimpleName()));
            }
        }
    }
}
