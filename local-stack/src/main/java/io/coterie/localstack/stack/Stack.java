package io.coterie.localstack.stack;

import io.coterie.platform.testing.PostgresServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * The whole suite on this machine, made of real parts.
 *
 * <pre>
 *   PostgreSQL ─┬─► the four services, at once     Keycloak     simulators
 *   Kafka ──────┘        (they find the identity server and the simulators when they need them)
 * </pre>
 *
 * Tests start one, kill and restart its parts, and look into it through the same public doors as everybody else.
 */
public final class Stack implements AutoCloseable {

    private final StackSettings settings;
    private final Secrets secrets;
    private final Progress progress;
    private final DataLock lock;
    private final Map<Part, StackPart> parts;
    private final RealmTokens tokens;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Stack(
            StackSettings settings, Secrets secrets, Progress progress, DataLock lock, Map<Part, StackPart> parts) {
        this.settings = settings;
        this.secrets = secrets;
        this.progress = progress;
        this.lock = lock;
        this.parts = parts;
        this.tokens = new RealmTokens(
                HttpClient.newHttpClient(), URI.create(issuer() + "/protocol/openid-connect/token"), secrets);
    }

    /** Prepares a stack whose ports and data nobody else uses; nothing runs yet. */
    public static Stack prepare(StackSettings settings, Progress progress) {
        List<String> taken = settings.ports().taken(settings.parts());
        if (!taken.isEmpty()) {
            throw new StackException("Taken by another program: port " + String.join(", ", taken)
                    + ".\nChoose other ports with --port-base N or COTERIE_PORT_BASE=N (now "
                    + settings.ports().base() + "), for example --port-base "
                    + settings.ports().anotherBase() + ".");
        }
        DataLock lock = DataLock.of(settings.data());
        try {
            if (settings.fresh()) {
                Leftovers.forget(settings.data());
            }
            Leftovers.rotate(settings.logs());
            Secrets secrets = Secrets.of(settings.data());
            return new Stack(settings, secrets, progress, lock, partsOf(settings, secrets));
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** Protects what this stack stores: no later start that wants empty stores takes its directory. */
    public Stack keepData() {
        Leftovers.keep(settings.data());
        return this;
    }

    /** Starts every part and returns when all are ready; after a failure everything is stopped again. */
    public Stack start() {
        try (ExecutorService starter = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture<Void> postgres = starting(Part.POSTGRESQL, starter);
            CompletableFuture<Void> kafka = starting(Part.KAFKA, starter);
            CompletableFuture<Void> stores = CompletableFuture.allOf(postgres, kafka);
            List<CompletableFuture<Void>> all = Stream.concat(
                            Stream.of(stores, starting(Part.KEYCLOAK, starter), starting(Part.SIMULATORS, starter)),
                            Part.SERVICES.stream()
                                    .map(service -> stores.thenRunAsync(() -> startIfWanted(service), starter)))
                    .toList();
            CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
            return this;
        } catch (CompletionException e) {
            close();
            throw e.getCause() instanceof StackException known ? known : new StackException(reason(e), e);
        }
    }

    public StackSettings settings() {
        return settings;
    }

    public Secrets secrets() {
        return secrets;
    }

    /** Where a service, Keycloak or LinkedIn's simulator answers. */
    public URI url(Part part) {
        return URI.create("http://127.0.0.1:" + settings.ports().of(part));
    }

    /** Where the mailbox shows what it received. */
    public URI mailboxUrl() {
        return URI.create("http://127.0.0.1:" + settings.ports().mailboxHttp());
    }

    public String bootstrapServers() {
        return environment().bootstrapServers();
    }

    /** A valid access token of the client {@code coterie-services}: organisation acme, every sandbox and permission. */
    public String token() {
        return tokens.valid();
    }

    /** DNS name of the public key that verifies our mail. */
    public String dkimName() {
        return environment().dkimName();
    }

    /** The TXT record at {@link #dkimName}. */
    public String dkimRecord() {
        return environment().dkimRecord();
    }

    /** OpenID Connect issuer of the local realm. */
    public String issuer() {
        return environment().issuer();
    }

    /** The database server, for tests that look at rows from above. */
    public PostgresServer postgres() {
        if (parts.get(Part.POSTGRESQL) instanceof PostgresPart postgres) {
            return postgres.server();
        }
        throw new StackException("This stack runs without PostgreSQL");
    }

    /** Ends a part as a crash would (SIGKILL). */
    public void kill(Part part) {
        part(part).kill();
    }

    /** Asks a part to end and waits for it. */
    public void stop(Part part) {
        part(part).stop();
    }

    /** Starts a part again, on the same data and ports, and returns when it is ready. */
    public void restart(Part part) {
        StackPart stackPart = part(part);
        if (stackPart.isAlive()) {
            stackPart.stop();
        }
        stackPart.start();
    }

    public boolean isClosed() {
        return closed.get();
    }

    public boolean isAlive(Part part) {
        return part(part).isAlive();
    }

    /** The environment a service needs to run against this stack, for example in dev mode. */
    public Map<String, String> environmentOf(Part service) {
        return environment().of(service);
    }

    /** Stops everything: the services together, then what they stand on. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        progress.stopping();
        long begin = System.nanoTime();
        try (ExecutorService stopper = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Part> early = Stream.concat(Part.SERVICES.stream(), Stream.of(Part.SIMULATORS, Part.KEYCLOAK))
                    .toList();
            for (List<Part> together : List.of(early, List.of(Part.KAFKA, Part.POSTGRESQL))) {
                CompletableFuture.allOf(together.stream()
                                .filter(parts::containsKey)
                                .map(part -> CompletableFuture.runAsync(part(part)::stop, stopper))
                                .toArray(CompletableFuture[]::new))
                        .join();
            }
        } finally {
            lock.close();
        }
        progress.stopped(Duration.ofNanos(System.nanoTime() - begin));
    }

    /** The parts this stack has. */
    public Set<Part> parts() {
        return parts.keySet();
    }

    private CompletableFuture<Void> starting(Part part, ExecutorService starter) {
        return CompletableFuture.runAsync(() -> startIfWanted(part), starter);
    }

    private void startIfWanted(Part part) {
        StackPart stackPart = parts.get(part);
        if (stackPart == null || closed.get()) {
            return;
        }
        progress.starting(part);
        long begin = System.nanoTime();
        try {
            stackPart.start();
        } catch (RuntimeException e) {
            if (!closed.get()) {
                progress.failed(part, reason(e));
            }
            throw new StackException(part.label() + " did not start", e);
        }
        if (closed.get()) {
            // Asked to stop while it was starting; whoever closes ends it.
            return;
        }
        progress.ready(part, Duration.ofNanos(System.nanoTime() - begin), where(part));
    }

    private String where(Part part) {
        return switch (part) {
            case POSTGRESQL, KAFKA -> "127.0.0.1:" + settings.ports().of(part);
            case SIMULATORS ->
                "LinkedIn " + url(part) + ", mailbox " + mailboxUrl() + ", SMTP 127.0.0.1:"
                        + settings.ports().mailboxSmtp();
            case KEYCLOAK, PROFILE_SERVICE, BUYING_GROUP_SERVICE, JOURNEY_SERVICE, ACTIVATION_SERVICE ->
                url(part).toString();
        };
    }

    private StackPart part(Part part) {
        StackPart stackPart = parts.get(part);
        if (stackPart == null) {
            throw new StackException("This stack runs without " + part.label());
        }
        return stackPart;
    }

    private ServiceEnvironment environment() {
        return new ServiceEnvironment(settings.ports(), secrets, settings.environment());
    }

    private static Map<Part, StackPart> partsOf(StackSettings settings, Secrets secrets) {
        HttpClient client =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
        PartFactory factory = new PartFactory(settings, secrets, client);
        Map<Part, StackPart> parts = new EnumMap<>(Part.class);
        settings.parts().forEach(part -> parts.put(part, factory.create(part)));
        return parts;
    }

    private static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        return message == null ? cause.toString() : message;
    }
}
