package io.coterie.k8s.manifest;

import io.coterie.k8s.kustomize.Kustomize;
import io.coterie.k8s.kustomize.Manifest;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** What an overlay deploys. */
public record Deployed(List<Manifest> manifests, List<HasMetadata> resources) {

    private static final ConcurrentHashMap<String, Deployed> RENDERED = new ConcurrentHashMap<>();

    /** The overlay for one small cluster. */
    public static Deployed local() {
        return by("overlays/local");
    }

    /** A directory of this module, rendered once. */
    public static Deployed by(String directory) {
        return RENDERED.computeIfAbsent(
                directory, path -> of(Kustomize.render(Path.of(path)).manifests()));
    }

    private static Deployed of(List<Manifest> manifests) {
        return new Deployed(
                manifests,
                manifests.stream()
                        .map(StrictReader::read)
                        .map(StrictReader.Result::resource)
                        .toList());
    }

    /** Something that runs pods. */
    public record Workload(HasMetadata resource, PodTemplateSpec template) {

        public String name() {
            return resource.getMetadata().getName();
        }

        /** All containers, those that only prepare included. */
        public Stream<Container> allContainers() {
            return Stream.concat(template.getSpec().getInitContainers().stream(), containers());
        }

        public Stream<Container> containers() {
            return template.getSpec().getContainers().stream();
        }

        /** One of the four services. */
        public boolean isService() {
            return "service".equals(template.getMetadata().getLabels().get("app.kubernetes.io/component"));
        }

        @Override
        public String toString() {
            return name();
        }
    }

    public <T extends HasMetadata> Stream<T> all(Class<T> type) {
        return resources.stream().filter(type::isInstance).map(type::cast);
    }

    public <T extends HasMetadata> Optional<T> find(Class<T> type, String name) {
        return all(type)
                .filter(resource -> resource.getMetadata().getName().equals(name))
                .findFirst();
    }

    public Stream<Workload> workloads() {
        return Stream.concat(
                all(Deployment.class)
                        .map(deployment ->
                                new Workload(deployment, deployment.getSpec().getTemplate())),
                all(StatefulSet.class)
                        .map(set -> new Workload(set, set.getSpec().getTemplate())));
    }

    /** The four services. */
    public Stream<Workload> services() {
        return workloads().filter(Workload::isService);
    }
}
