package io.coterie.localstack.stack;

import io.coterie.platform.testing.ChildJvm;
import io.coterie.platform.testing.SupervisedProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Knows how each part is run. */
record PartFactory(StackSettings settings, Secrets secrets, HttpClient client) {

    // A part that dies is noticed at once; these limits are for machines that are busy with other things.
    private static final Duration KEYCLOAK_STARTS_WITHIN = Duration.ofMinutes(8);
    private static final Duration STARTS_WITHIN = Duration.ofMinutes(5);
    private static final Duration STOPS_WITHIN = Duration.ofSeconds(20);

    /** Four services together stay under 2 GB of resident memory. */
    private static final List<String> SERVICE_FLAGS = List.of(
            "-Xms64m",
            "-XX:+UseCompactObjectHeaders",
            "-XX:MaxMetaspaceSize=192m",
            "-XX:+ExitOnOutOfMemoryError",
            "-Djava.util.logging.manager=org.jboss.logmanager.LogManager");

    private static final List<String> SMALL = List.of("-Xmx256m", "-XX:ReservedCodeCacheSize=64m");

    /** Six tenths of the memory that the manifests allow. */
    private static final List<String> AS_DEPLOYED = List.of("-Xmx537m");

    StackPart create(Part part) {
        return switch (part) {
            case POSTGRESQL -> new PostgresPart(settings, secrets);
            case KAFKA -> new KafkaPart(settings);
            case KEYCLOAK -> keycloak();
            case SIMULATORS -> simulators();
            case PROFILE_SERVICE, BUYING_GROUP_SERVICE, JOURNEY_SERVICE, ACTIVATION_SERVICE -> service(part);
        };
    }

    private StackPart keycloak() {
        KeycloakHome home = new KeycloakHome(
                settings.installation().keycloak(), settings.data().resolve("keycloak"));
        int port = settings.ports().of(Part.KEYCLOAK);
        return new ProcessPart(
                () -> {
                    home.prepare();
                    return command(Part.KEYCLOAK, home.commandLine(port), KeycloakHome.environment(secrets));
                },
                probe(port, "/realms/coterie/.well-known/openid-configuration"),
                KEYCLOAK_STARTS_WITHIN,
                home::shareGenerated);
    }

    private StackPart simulators() {
        Path data = settings.data().resolve("simulators");
        ChildJvm program = ChildJvm.ofClass(
                        "io.coterie.simulators.Simulators",
                        "--linkedin-port",
                        Integer.toString(settings.ports().of(Part.SIMULATORS)),
                        "--mailbox-http-port",
                        Integer.toString(settings.ports().mailboxHttp()),
                        "--smtp-port",
                        Integer.toString(settings.ports().mailboxSmtp()),
                        "--data",
                        data.toString(),
                        "--dkim-record",
                        environment().dkimName() + "=" + environment().dkimRecord())
                .without("quarkus-")
                .with("-Xmx192m", "-Djava.util.logging.manager=org.jboss.logmanager.LogManager");
        return new ProcessPart(
                () -> command(Part.SIMULATORS, program.commandLine(), Map.of()),
                probe(settings.ports().mailboxHttp(), "/health"),
                STARTS_WITHIN);
    }

    private StackPart service(Part service) {
        Path jar = settings.installation().serviceJar(service);
        List<String> line = ChildJvm.ofJar(jar)
                .longRunning(settings.longRunning())
                .with(SERVICE_FLAGS.toArray(String[]::new))
                .with((settings.longRunning() ? AS_DEPLOYED : SMALL).toArray(String[]::new))
                .commandLine();
        return new ProcessPart(
                () -> command(service, line, environment().of(service)),
                probe(settings.ports().of(service), "/q/health/ready"),
                STARTS_WITHIN);
    }

    private SupervisedProcess.Command command(Part part, List<String> line, Map<String, String> environment) {
        return new SupervisedProcess.Command(part.label(), line, environment, settings.logs(), "TERM", STOPS_WITHIN);
    }

    private HttpProbe probe(int port, String path) {
        return new HttpProbe(client, URI.create("http://127.0.0.1:" + port + path));
    }

    private ServiceEnvironment environment() {
        return new ServiceEnvironment(settings.ports(), secrets, settings.environment());
    }
}
