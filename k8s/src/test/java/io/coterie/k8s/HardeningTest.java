package io.coterie.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.k8s.manifest.Deployed;
import io.coterie.k8s.manifest.Deployed.Workload;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A pod may do what it needs and nothing else; it says when it lives, and it leaves in order. */
class HardeningTest {

    static Stream<Workload> everyWorkload() {
        return Stream.concat(Deployed.local().workloads(), Deployed.by("base").workloads());
    }

    static Stream<Workload> everyService() {
        return Stream.concat(Deployed.local().services(), Deployed.by("base").services());
    }

    static Stream<Container> everyContainer() {
        return everyWorkload().flatMap(Workload::allContainers);
    }

    static Stream<Container> everyLastingContainer() {
        return everyWorkload().flatMap(Workload::containers);
    }

    @Test
    void theFourServicesAreThere() {
        assertThat(Deployed.local().services().map(Workload::name))
                .containsExactlyInAnyOrder(
                        "profile-service", "buying-group-service", "journey-service", "activation-service");
    }

    @ParameterizedTest
    @MethodSource("everyWorkload")
    void thePodRunsAsAnOrdinaryUser(Workload workload) {
        PodSpec pod = workload.template().getSpec();
        PodSecurityContext security = pod.getSecurityContext();

        assertThat(security.getRunAsNonRoot()).isTrue();
        assertThat(security.getRunAsUser()).isPositive();
        assertThat(security.getFsGroup()).isPositive();
        assertThat(security.getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(pod.getAutomountServiceAccountToken()).isFalse();
        assertThat(pod.getEnableServiceLinks()).isFalse();
        assertThat(pod.getHostNetwork()).isNull();
        assertThat(pod.getHostPID()).isNull();
        assertThat(pod.getHostIPC()).isNull();
    }

    @ParameterizedTest
    @MethodSource("everyContainer")
    void theContainerHasNoPrivileges(Container container) {
        SecurityContext security = container.getSecurityContext();

        assertThat(security.getRunAsNonRoot()).isTrue();
        assertThat(security.getPrivileged()).isFalse();
        assertThat(security.getAllowPrivilegeEscalation()).isFalse();
        assertThat(security.getReadOnlyRootFilesystem()).isTrue();
        assertThat(security.getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(security.getCapabilities().getAdd()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("everyContainer")
    void theContainerSaysWhatItNeeds(Container container) {
        Map<String, Quantity> requests = container.getResources().getRequests();
        Map<String, Quantity> limits = container.getResources().getLimits();

        assertThat(requests).containsOnlyKeys("cpu", "memory");
        assertThat(limits).containsOnlyKeys("memory");
        assertThat(requests.get("cpu").getNumericalAmount()).isPositive();
        assertThat(requests.get("memory").getNumericalAmount())
                .isPositive()
                .isLessThanOrEqualTo(limits.get("memory").getNumericalAmount());
    }

    @ParameterizedTest
    @MethodSource("everyLastingContainer")
    void theContainerIsProbed(Container container) {
        assertThat(container.getStartupProbe()).isNotNull();
        assertThat(container.getLivenessProbe()).isNotNull();
        assertThat(container.getReadinessProbe()).isNotNull();
    }

    @ParameterizedTest
    @MethodSource("everyLastingContainer")
    void aTemporaryFolderCanBeWritten(Container container) {
        assertThat(container.getVolumeMounts())
                .filteredOn(mount -> mount.getMountPath().equals("/tmp"))
                .extracting(VolumeMount::getName)
                .containsExactly("temporary");
    }

    @ParameterizedTest
    @MethodSource("everyService")
    void aServiceIsProbedAtItsHealthPaths(Workload service) {
        assertThat(service.containers()).singleElement().satisfies(container -> {
            assertThat(container.getStartupProbe().getHttpGet().getPath()).isEqualTo("/q/health/started");
            assertThat(container.getLivenessProbe().getHttpGet().getPath()).isEqualTo("/q/health/live");
            assertThat(container.getReadinessProbe().getHttpGet().getPath()).isEqualTo("/q/health/ready");
        });
    }

    /** Before it is told to stop, a pod must be out of every list; then requests in flight are finished. */
    @ParameterizedTest
    @MethodSource("everyService")
    void aServiceHasTimeToLeave(Workload service) {
        PodSpec pod = service.template().getSpec();
        long preparation = pod.getContainers()
                .getFirst()
                .getLifecycle()
                .getPreStop()
                .getSleep()
                .getSeconds();

        assertThat(preparation).isEqualTo(5);
        assertThat(pod.getTerminationGracePeriodSeconds()).isGreaterThanOrEqualTo(preparation + 30 + 10);
    }

    @ParameterizedTest
    @MethodSource("localWorkloads")
    void everyImageHasAVersion(Workload workload) {
        assertThat(workload.allContainers().map(Container::getImage))
                .allSatisfy(image -> assertThat(image)
                        .matches("[a-z0-9./-]+:[A-Za-z0-9._-]+")
                        .doesNotEndWith(":latest"));
    }

    @ParameterizedTest
    @MethodSource("localWorkloads")
    void theNetworkIsClosedInBothDirectionsUnlessAPolicyOpensIt(Workload workload) {
        Map<String, Long> policies = Deployed.local()
                .all(NetworkPolicy.class)
                .map(NetworkPolicy::getSpec)
                .filter(policy -> selects(policy, workload.template()))
                .flatMap(policy -> policy.getPolicyTypes().stream())
                .collect(Collectors.groupingBy(type -> type, Collectors.counting()));

        assertThat(policies).containsOnlyKeys("Ingress", "Egress");
    }

    @Test
    void noPolicyOpensAPortToEveryone() {
        assertThat(Deployed.local().all(NetworkPolicy.class).map(NetworkPolicy::getSpec))
                .allSatisfy(policy -> {
                    assertThat(policy.getIngress()).allSatisfy(rule -> {
                        assertThat(rule.getFrom()).isNotEmpty();
                        assertThat(rule.getPorts()).isNotEmpty();
                    });
                    assertThat(policy.getEgress()).allSatisfy(rule -> {
                        assertThat(rule.getTo()).isNotEmpty();
                        assertThat(rule.getPorts()).isNotEmpty();
                    });
                });
    }

    static Stream<Workload> localWorkloads() {
        return Deployed.local().workloads();
    }

    private static boolean selects(NetworkPolicySpec policy, PodTemplateSpec pod) {
        Map<String, String> labels = pod.getMetadata().getLabels();
        Map<String, String> wanted = policy.getPodSelector().getMatchLabels();
        return (wanted == null || labels.entrySet().containsAll(wanted.entrySet()))
                && policy.getPodSelector().getMatchExpressions().stream()
                        .allMatch(expression -> expression.getOperator().equals("In")
                                && expression.getValues().contains(labels.get(expression.getKey())));
    }
}
