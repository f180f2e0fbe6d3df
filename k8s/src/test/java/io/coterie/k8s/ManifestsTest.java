package io.coterie.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coterie.k8s.kustomize.Manifest;
import io.coterie.k8s.manifest.Deployed;
import io.coterie.k8s.manifest.StrictReader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every object is one that the API server would take, field by field. */
class ManifestsTest {

    static Stream<Manifest> everyManifest() {
        return Stream.of("overlays/local", "overlays/local-cluster", "base")
                .flatMap(directory -> Deployed.by(directory).manifests().stream());
    }

    @ParameterizedTest
    @MethodSource("everyManifest")
    void everyObjectIsUnderstoodCompletely(Manifest manifest) {
        assertThat(StrictReader.read(manifest).problems()).isEmpty();
    }

    @Test
    void aMisspeltFieldIsFound() {
        Manifest deployment = copyOf("Deployment", "profile-service");
        ObjectNode container = (ObjectNode) deployment.tree().at("/spec/template/spec/containers/0");
        container.set("redinessProbe", container.remove("readinessProbe"));

        assertThat(StrictReader.read(deployment).problems())
                .anyMatch(problem -> problem.endsWith("containers/0/redinessProbe is no field of Deployment"));
    }

    @Test
    void aMisspeltFieldOfACustomResourceIsFound() {
        Manifest kafka = copyOf("Kafka", "coterie");
        ObjectNode listener = (ObjectNode) kafka.tree().at("/spec/kafka/listeners/0");
        listener.set("authentification", listener.remove("authentication"));

        assertThat(StrictReader.read(kafka).problems())
                .anyMatch(problem -> problem.endsWith("listeners/0/authentification is no field of Kafka"));
    }

    @Test
    void aMisspeltFieldOfARouteIsFound() {
        Manifest route = copyOf("HTTPRoute", "profile-service");
        ObjectNode rule = (ObjectNode) route.tree().at("/spec/rules/0");
        rule.set("backendRef", rule.remove("backendRefs"));

        assertThat(StrictReader.read(route).problems())
                .anyMatch(problem -> problem.endsWith("rules/0/backendRef is no field of HTTPRoute"));
    }

    @Test
    void aTextWhereANumberBelongsIsFound() {
        Manifest deployment = copyOf("Deployment", "profile-service");
        ((ObjectNode) deployment.tree().at("/spec")).put("replicas", "2");

        assertThat(StrictReader.read(deployment).problems())
                .containsExactly("/spec/replicas: \"2\" is understood as 2");
    }

    @Test
    void aNumberWhereATextBelongsIsFound() {
        Manifest deployment = copyOf("Deployment", "profile-service");
        JsonNode variables = deployment.tree().at("/spec/template/spec/containers/0/env");
        ((ObjectNode) variables.get(0)).put("value", 8080);

        assertThat(StrictReader.read(deployment).problems())
                .containsExactly("/spec/template/spec/containers/0/env/0/value: 8080 is understood as \"8080\"");
    }

    @Test
    void aMappingWhereAListBelongsIsFound() {
        Manifest deployment = copyOf("Deployment", "profile-service");
        ((ObjectNode) deployment.tree().at("/spec/template/spec")).putObject("volumes");

        assertThat(StrictReader.read(deployment).problems()).isNotEmpty();
    }

    @Test
    void aKindThatDoesNotExistIsFound() {
        Manifest deployment = copyOf("Deployment", "profile-service");
        deployment.tree().put("kind", "Deploymant");

        assertThat(StrictReader.read(deployment).problems()).containsExactly("no kind Deploymant in version apps/v1");
    }

    @Test
    void aVersionThatDoesNotExistIsFound() {
        Manifest topic = copyOf("KafkaTopic", "coterie.accounts");
        topic.tree().put("apiVersion", "kafka.strimzi.io/v1beta1");

        assertThat(StrictReader.read(topic).problems())
                .containsExactly("no kind KafkaTopic in version kafka.strimzi.io/v1beta1");
    }

    private static Manifest copyOf(String kind, String name) {
        return Deployed.local().manifests().stream()
                .filter(manifest ->
                        manifest.kind().equals(kind) && manifest.name().equals(name))
                .findFirst()
                .map(manifest -> new Manifest(manifest.tree().deepCopy()))
                .orElseThrow();
    }
}
