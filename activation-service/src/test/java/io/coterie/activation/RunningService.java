package io.coterie.activation;

import io.coterie.platform.testing.SuiteInfrastructure;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The service with its own database, a broker, LinkedIn and a mailbox; started once for all classes that carry this. */
@QuarkusTest
@WithTestResource(
        value = SuiteInfrastructure.class,
        initArgs = @ResourceArg(name = SuiteInfrastructure.DATABASE, value = World.DATABASE))
@WithTestResource(Vendors.class)
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface RunningService {}
