package io.coterie.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.k8s.manifest.Deployed;
import io.coterie.k8s.manifest.Deployed.Workload;
import io.coterie.k8s.source.Repository;
import io.fabric8.kubernetes.api.model.Container;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The cluster runs the versions that the local stack and the tests run. */
class VersionsTest {

    @Test
    void keycloakIsTheOneOfTheLocalStack() {
        assertThat(imageOf("keycloak")).isEqualTo("quay.io/keycloak/keycloak:" + property("keycloak.version"));
    }

    @Test
    void postgresIsTheOneOfTheLocalStack() {
        // The binaries' version has a third part of its packager.
        String version = property("postgres-binaries.version").replaceAll("\\.\\d+$", "");

        assertThat(imageOf("postgres")).isEqualTo("postgres:" + version);
    }

    @Test
    void everyServiceHasAnImageOfItsName() {
        assertThat(Deployed.by("base").services())
                .isNotEmpty()
                .allSatisfy(service -> assertThat(imageOf(service)).isEqualTo("coterie/" + service.name()));
    }

    @Test
    void theImagesRunOnTheJavaOfTheBuild() {
        assertThat(Repository.text("k8s/images/Dockerfile"))
                .contains("FROM eclipse-temurin:" + property("maven.compiler.release") + "-jre");
    }

    @Test
    void theImagesRunAsTheUserOfTheManifests() {
        Workload service = Deployed.local().services().findFirst().orElseThrow();
        var security = service.template().getSpec().getSecurityContext();

        assertThat(Repository.lines("k8s/images/Dockerfile"))
                .contains("USER " + security.getRunAsUser() + ":" + security.getRunAsGroup());
    }

    private static String imageOf(String workload) {
        return Deployed.local()
                .workloads()
                .filter(candidate -> candidate.name().equals(workload))
                .map(VersionsTest::imageOf)
                .findFirst()
                .orElseThrow();
    }

    private static String imageOf(Workload workload) {
        return workload.containers().map(Container::getImage).findFirst().orElseThrow();
    }

    private static String property(String name) {
        Matcher property =
                Pattern.compile("<" + Pattern.quote(name) + ">([^<]+)</").matcher(Repository.text("pom.xml"));
        assertThat(property.find()).as(name).isTrue();
        return property.group(1);
    }
}
