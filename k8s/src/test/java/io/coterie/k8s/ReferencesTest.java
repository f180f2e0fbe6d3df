package io.coterie.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.k8s.manifest.Deployed;
import io.coterie.k8s.manifest.Deployed.Workload;
import io.coterie.k8s.source.Repository;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapVolumeSource;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.SecretKeySelector;
import io.fabric8.kubernetes.api.model.SecretVolumeSource;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.user.KafkaUser;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every name that one object says of another exists. */
class ReferencesTest {

    private static final Deployed LOCAL = Deployed.local();

    static Stream<Workload> everyWorkload() {
        return LOCAL.workloads();
    }

    @ParameterizedTest
    @MethodSource("everyWorkload")
    void theServiceAccountExists(Workload workload) {
        String account = workload.template().getSpec().getServiceAccountName();

        assertThat(LOCAL.find(ServiceAccount.class, account)).as(account).isPresent();
    }

    @ParameterizedTest
    @MethodSource("everyWorkload")
    void theSelectorFindsTheWorkloadsOwnPodsAndNoOthers(Workload workload) {
        LabelSelector selector = workload.resource() instanceof Deployment deployment
                ? deployment.getSpec().getSelector()
                : ((StatefulSet) workload.resource()).getSpec().getSelector();

        assertThat(selectedBy(selector.getMatchLabels())).containsExactly(workload.name());
    }

    @ParameterizedTest
    @MethodSource("everyWorkload")
    void everyMountHasItsVolumeAndEveryVolumeItsMount(Workload workload) {
        Set<String> volumes = new TreeSet<>();
        workload.template().getSpec().getVolumes().stream().map(Volume::getName).forEach(volumes::add);
        if (workload.resource() instanceof StatefulSet set) {
            for (PersistentVolumeClaim claim : set.getSpec().getVolumeClaimTemplates()) {
                volumes.add(claim.getMetadata().getName());
            }
        }

        Set<String> mounted = workload.allContainers()
                .flatMap(container -> container.getVolumeMounts().stream())
                .map(VolumeMount::getName)
                .collect(Collectors.toSet());
        assertThat(mounted).isEqualTo(volumes);
    }

    @ParameterizedTest
    @MethodSource("everyWorkload")
    void everyConfigMapAndKeyExists(Workload workload) {
        workload.allContainers()
                .flatMap(container -> container.getEnvFrom().stream())
                .forEach(source -> assertThat(source.getConfigMapRef())
                        .as("variables come from a ConfigMap as a whole, from a Secret by key")
                        .isNotNull()
                        .satisfies(reference ->
                                assertThat(data(reference.getName())).isNotEmpty()));
        workload.template().getSpec().getVolumes().stream()
                .map(Volume::getConfigMap)
                .filter(Objects::nonNull)
                .forEach(volume -> {
                    Map<String, String> data = data(volume.getName());
                    assertThat(data).isNotEmpty();
                    assertThat(data.keySet()).containsAll(keys(volume));
                });
    }

    @ParameterizedTest
    @MethodSource("everyWorkload")
    void aMountedFileIsAKeyOfItsConfigMap(Workload workload) {
        Map<String, String> configMaps = workload.template().getSpec().getVolumes().stream()
                .filter(volume -> volume.getConfigMap() != null)
                .collect(Collectors.toMap(
                        Volume::getName, volume -> volume.getConfigMap().getName()));

        workload.allContainers()
                .flatMap(container -> container.getVolumeMounts().stream())
                .filter(mount -> mount.getSubPath() != null)
                .forEach(mount ->
                        assertThat(data(configMaps.get(mount.getName()))).containsKey(mount.getSubPath()));
    }

    @ParameterizedTest
    @MethodSource("everyWorkload")
    void everyProbeAsksAPortOfItsContainer(Workload workload) {
        workload.containers().forEach(container -> {
            Set<String> ports =
                    container.getPorts().stream().map(ContainerPort::getName).collect(Collectors.toSet());
            probes(container)
                    .map(Probe::getHttpGet)
                    .filter(Objects::nonNull)
                    .forEach(ask -> assertThat(ports).contains(ask.getPort().getStrVal()));
        });
    }

    @ParameterizedTest
    @MethodSource("everyWorkload")
    void noVariableIsSetTwice(Workload workload) {
        workload.allContainers().forEach(container -> {
            List<String> names = new ArrayList<>(
                    container.getEnv().stream().map(EnvVar::getName).toList());
            container
                    .getEnvFrom()
                    .forEach(source -> names.addAll(
                            data(source.getConfigMapRef().getName()).keySet()));

            assertThat(names).doesNotHaveDuplicates();
        });
    }

    /** Strimzi writes some Secrets; every other one is listed in the README for whoever deploys. */
    @Test
    void theReadmeListsExactlyTheSecretsThatAreUsed() {
        Set<SecretKey> used = LOCAL.workloads()
                .flatMap(ReferencesTest::secretKeys)
                .filter(secret -> !madeByStrimzi(secret.secret()))
                .collect(Collectors.toSet());

        assertThat(documentedSecrets()).isEqualTo(used);
    }

    @Test
    void everySecretOfStrimziBelongsToAUserOrToTheCluster() {
        assertThat(LOCAL.services()
                        .flatMap(ReferencesTest::secretKeys)
                        .filter(secret -> madeByStrimzi(secret.secret())))
                .contains(
                        new SecretKey("coterie-cluster-ca-cert", "ca.crt", false),
                        new SecretKey("profile-service", "sasl.jaas.config", false),
                        new SecretKey("buying-group-service", "sasl.jaas.config", false),
                        new SecretKey("journey-service", "sasl.jaas.config", false),
                        new SecretKey("activation-service", "sasl.jaas.config", false));
    }

    @Test
    void everyServiceFindsPodsWithItsPorts() {
        assertThat(LOCAL.all(Service.class)).isNotEmpty().allSatisfy(service -> {
            List<String> workloads = selectedBy(service.getSpec().getSelector());
            assertThat(workloads).hasSize(1);
            Set<String> offered = portsOf(workloads.getFirst());
            assertThat(service.getSpec().getPorts())
                    .extracting(ServicePort::getTargetPort)
                    .allSatisfy(port -> assertThat(offered).contains(port.getStrVal()));
        });
    }

    @Test
    void everyServiceOfTheSuiteHasADisruptionBudget() {
        assertThat(LOCAL.all(PodDisruptionBudget.class)
                        .flatMap(budget ->
                                selectedBy(budget.getSpec().getSelector().getMatchLabels()).stream()))
                .containsExactlyInAnyOrderElementsOf(
                        LOCAL.services().map(Workload::name).toList());
    }

    @Test
    void everyStatefulSetHasItsHeadlessService() {
        assertThat(LOCAL.all(StatefulSet.class))
                .allSatisfy(set -> assertThat(
                                LOCAL.find(Service.class, set.getSpec().getServiceName()))
                        .hasValueSatisfying(service ->
                                assertThat(service.getSpec().getClusterIP()).isEqualTo("None")));
    }

    /** A Secret's key that a pod reads. */
    private record SecretKey(String secret, String key, boolean optional) {}

    private static Stream<SecretKey> secretKeys(Workload workload) {
        Stream<SecretKey> variables = workload.allContainers()
                .flatMap(container -> container.getEnv().stream())
                .map(EnvVar::getValueFrom)
                .filter(Objects::nonNull)
                .map(EnvVarSource::getSecretKeyRef)
                .filter(Objects::nonNull)
                .map(ReferencesTest::secretKey);
        Stream<SecretKey> files = workload.template().getSpec().getVolumes().stream()
                .map(Volume::getSecret)
                .filter(Objects::nonNull)
                .flatMap(ReferencesTest::secretKeys);
        return Stream.concat(variables, files);
    }

    private static SecretKey secretKey(SecretKeySelector selector) {
        return new SecretKey(selector.getName(), selector.getKey(), Boolean.TRUE.equals(selector.getOptional()));
    }

    private static Stream<SecretKey> secretKeys(SecretVolumeSource volume) {
        return volume.getItems().stream().map(item -> new SecretKey(volume.getSecretName(), item.getKey(), false));
    }

    private static boolean madeByStrimzi(String secret) {
        return LOCAL.find(KafkaUser.class, secret).isPresent()
                || LOCAL.all(Kafka.class)
                        .anyMatch(kafka -> secret.equals(kafka.getMetadata().getName() + "-cluster-ca-cert"));
    }

    /** Rows such as {@code | `keycloak` | `admin-password` | required | … |}. */
    private static Set<SecretKey> documentedSecrets() {
        Pattern row = Pattern.compile("^ *\\| `([a-z-]+)` \\| `([a-z.-]+)` \\| (required|optional) \\|");
        return Repository.lines("k8s/README.md")
                .map(row::matcher)
                .filter(Matcher::find)
                .map(found -> new SecretKey(
                        found.group(1), found.group(2), found.group(3).equals("optional")))
                .collect(Collectors.toSet());
    }

    private static Map<String, String> data(String configMap) {
        Optional<ConfigMap> found = LOCAL.find(ConfigMap.class, configMap);
        assertThat(found).as(configMap).isPresent();
        return found.get().getData();
    }

    private static Set<String> keys(ConfigMapVolumeSource volume) {
        return volume.getItems().stream().map(KeyToPath::getKey).collect(Collectors.toCollection(HashSet::new));
    }

    private static Stream<Probe> probes(Container container) {
        return Stream.of(container.getStartupProbe(), container.getLivenessProbe(), container.getReadinessProbe());
    }

    private static List<String> selectedBy(Map<String, String> labels) {
        return LOCAL.workloads()
                .filter(workload ->
                        workload.template().getMetadata().getLabels().entrySet().containsAll(labels.entrySet()))
                .map(Workload::name)
                .toList();
    }

    private static Set<String> portsOf(String workload) {
        return LOCAL.workloads()
                .filter(candidate -> candidate.name().equals(workload))
                .flatMap(Workload::containers)
                .flatMap(container -> container.getPorts().stream())
                .map(ContainerPort::getName)
                .collect(Collectors.toSet());
    }
}
