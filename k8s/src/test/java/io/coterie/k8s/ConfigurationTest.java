package io.coterie.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coterie.k8s.manifest.Deployed;
import io.coterie.k8s.manifest.Deployed.Workload;
import io.coterie.k8s.source.Repository;
import io.coterie.k8s.source.ServiceKeys;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.SecretKeySelector;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the pods get in their environment is what the services read, no less and no more. */
class ConfigurationTest {

    /** Read by the Java launcher itself. */
    private static final Set<String> JAVA = Set.of("JDK_JAVA_OPTIONS");

    private static final Set<String> QUARKUS = quarkusRunTimeVariables();

    static Stream<Workload> everyService() {
        return Deployed.local().services();
    }

    @ParameterizedTest
    @MethodSource("everyService")
    void everyVariableIsReadByTheService(Workload service) {
        Set<String> unknown = new TreeSet<>(environment(service).keySet());
        ServiceKeys.of(service.name()).known().forEach(key -> unknown.remove(ServiceKeys.environmentVariable(key)));
        unknown.removeAll(QUARKUS);
        unknown.removeAll(kafkaVariables());
        unknown.removeAll(JAVA);

        assertThat(unknown).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("everyService")
    void everyKeyWithoutAValueIsGivenOne(Workload service) {
        Set<String> needed = new TreeSet<>(ServiceKeys.of(service.name()).withoutValue());
        needed.add("kafka.bootstrap.servers");
        needed.add("quarkus.oidc.auth-server-url");

        Set<String> given = environment(service).keySet();
        assertThat(needed).map(ServiceKeys::environmentVariable).isSubsetOf(given);
    }

    @ParameterizedTest
    @MethodSource("everyService")
    void theDatabaseAndItsRolesAreTheServicesOwn(Workload service) {
        String database = service.name().replace("-service", "").replace('-', '_');

        assertThat(environment(service))
                .containsEntry("COTERIE_DATABASE_NAME", database)
                .containsEntry("COTERIE_DATABASE_OWNER_USER", database + "_owner")
                .containsEntry("COTERIE_DATABASE_SERVICE_USER", database + "_service");
    }

    @ParameterizedTest
    @MethodSource("everyService")
    void noSecretStandsInTheManifest(Workload service) {
        assertThat(environment(service)).allSatisfy((name, value) -> {
            if (name.matches(".*(PASSWORD|SECRET|PRIVATE_KEY|JAAS).*")) {
                assertThat(value).as(name).startsWith("secret ");
            }
        });
    }

    @Test
    void theRealmIsTheOneOfTheLocalStack() {
        // When this fails: cp local-stack/src/main/resources/keycloak/coterie-realm.json k8s/components/keycloak/
        assertThat(Repository.text("k8s/components/keycloak/coterie-realm.json"))
                .isEqualTo(Repository.text("local-stack/src/main/resources/keycloak/coterie-realm.json"));
    }

    @Test
    void everyPlaceholderOfTheRealmIsFilled() {
        Workload keycloak = workload("keycloak");
        Set<String> placeholders = new TreeSet<>();
        Matcher placeholder = Pattern.compile("\\$\\{([A-Z][A-Z_]*)}")
                .matcher(Repository.text("k8s/components/keycloak/coterie-realm.json"));
        while (placeholder.find()) {
            placeholders.add(placeholder.group(1));
        }

        assertThat(environment(keycloak).keySet()).containsAll(placeholders);
    }

    @Test
    void everyServiceTrustsTheRealmOfTheManifests() {
        assertThat(everyService())
                .allSatisfy(service -> assertThat(environment(service))
                        .containsEntry("QUARKUS_OIDC_AUTH_SERVER_URL", "http://keycloak:8080/realms/coterie"));
    }

    private static Workload workload(String name) {
        return Deployed.local()
                .workloads()
                .filter(workload -> workload.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The variables of a workload's container; values from Secrets are shown as such. */
    private static Map<String, String> environment(Workload workload) {
        Map<String, String> environment = new TreeMap<>();
        workload.containers().forEach(container -> {
            container
                    .getEnvFrom()
                    .forEach(source -> environment.putAll(Deployed.local()
                            .find(ConfigMap.class, source.getConfigMapRef().getName())
                            .orElseThrow()
                            .getData()));
            container.getEnv().forEach(variable -> environment.put(variable.getName(), value(variable)));
        });
        return environment;
    }

    private static String value(EnvVar variable) {
        if (variable.getValueFrom() == null) {
            return variable.getValue();
        }
        SecretKeySelector secret = variable.getValueFrom().getSecretKeyRef();
        return "secret " + secret.getName() + "/" + secret.getKey();
    }

    /** From the model that every Quarkus extension carries; what is fixed at build time cannot be set here. */
    private static Set<String> quarkusRunTimeVariables() {
        Set<String> variables = new HashSet<>();
        try {
            ClassLoader loader = ConfigurationTest.class.getClassLoader();
            for (URL model :
                    Collections.list(loader.getResources("META-INF/quarkus-config-doc/quarkus-config-model.json"))) {
                try (InputStream content = model.openStream()) {
                    addRunTimeVariables(new ObjectMapper().readTree(content), variables);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Expected to read the model of Quarkus' configuration", e);
        }
        return variables;
    }

    private static void addRunTimeVariables(JsonNode model, Set<String> variables) {
        for (JsonNode property : model.findParents("phase")) {
            if (property.path("phase").asText().equals("RUN_TIME")) {
                variables.add(property.at("/path/environmentVariable").asText());
            }
        }
    }

    /** Settings that consumers, producers and the admin client all know. */
    private static Set<String> kafkaVariables() {
        Set<String> common = new HashSet<>(ConsumerConfig.configNames());
        common.retainAll(ProducerConfig.configNames());
        common.retainAll(AdminClientConfig.configNames());
        return common.stream()
                .map(name -> "KAFKA_" + name.replace('.', '_').toUpperCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }
}
