package io.coterie.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.k8s.manifest.Deployed;
import io.coterie.k8s.manifest.Deployed.Workload;
import io.coterie.k8s.source.RestPaths;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.GatewayClass;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPBackendRef;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteMatch;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteRule;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ParentReference;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The gateway finds the service from the first path segment. */
class RoutesTest {

    private static final Deployed LOCAL = Deployed.local();

    /** Every service answers these about itself; they are asked inside the cluster. */
    private static final Set<String> ABOUT_THE_SERVICE = Set.of("/v1/replication", "/v1/dead-letters");

    static Stream<String> everyService() {
        return LOCAL.services().map(Workload::name);
    }

    @ParameterizedTest
    @MethodSource("everyService")
    void exactlyTheCapabilitiesOfAServiceAreRoutedToIt(String service) {
        Set<String> capabilities = new TreeSet<>(RestPaths.of(service));
        capabilities.removeAll(ABOUT_THE_SERVICE);

        assertThat(prefixes(service)).isEqualTo(capabilities);
    }

    @Test
    void noPathLeadsToTwoServices() {
        List<String> paths = LOCAL.all(HTTPRoute.class)
                .flatMap(route -> route.getSpec().getRules().stream())
                .flatMap(rule -> rule.getMatches().stream())
                .map(match -> match.getPath().getValue())
                .toList();

        assertThat(paths).doesNotHaveDuplicates();
    }

    @Test
    void healthAndReplicationStayInsideTheCluster() {
        assertThat(LOCAL.all(HTTPRoute.class)
                        .flatMap(route -> route.getSpec().getRules().stream())
                        .flatMap(rule -> rule.getMatches().stream())
                        .map(match -> match.getPath().getValue()))
                .noneMatch(path -> path.equals("/") || path.startsWith("/q") || ABOUT_THE_SERVICE.contains(path));
    }

    @Test
    void everyRouteLeadsFromTheGatewayToAPortThatExists() {
        assertThat(LOCAL.all(HTTPRoute.class)).isNotEmpty().allSatisfy(route -> {
            assertThat(route.getSpec().getParentRefs())
                    .extracting(ParentReference::getName)
                    .allMatch(gateway -> LOCAL.find(Gateway.class, gateway).isPresent());
            assertThat(route.getSpec().getRules())
                    .flatExtracting(HTTPRouteRule::getBackendRefs)
                    .isNotEmpty()
                    .allMatch(RoutesTest::exists);
        });
    }

    @Test
    void theGatewaysClassExists() {
        assertThat(LOCAL.all(Gateway.class))
                .extracting(gateway -> gateway.getSpec().getGatewayClassName())
                .isNotEmpty()
                .allMatch(name -> Deployed.by("overlays/local-cluster")
                        .find(GatewayClass.class, name)
                        .isPresent());
    }

    private static boolean exists(HTTPBackendRef backend) {
        return LOCAL.find(Service.class, backend.getName()).stream()
                .flatMap(service -> service.getSpec().getPorts().stream())
                .map(ServicePort::getPort)
                .anyMatch(backend.getPort()::equals);
    }

    private static Set<String> prefixes(String service) {
        return LOCAL.find(HTTPRoute.class, service).orElseThrow().getSpec().getRules().stream()
                .map(HTTPRouteRule::getMatches)
                .flatMap(List::stream)
                .map(HTTPRouteMatch::getPath)
                .filter(path -> path.getType().equals("PathPrefix"))
                .map(path -> path.getValue())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
