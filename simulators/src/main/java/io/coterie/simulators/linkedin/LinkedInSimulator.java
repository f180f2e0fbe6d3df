package io.coterie.simulators.linkedin;

import io.coterie.simulators.http.Answers;
import io.coterie.simulators.restli.ApiError;
import io.coterie.simulators.restli.ApiException;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.jboss.logging.Logger;

/** LinkedIn's Marketing API on this machine, strict where the real one is strict. */
public final class LinkedInSimulator implements AutoCloseable {

    private static final Logger LOGGER = Logger.getLogger(LinkedInSimulator.class);
    private static final int LARGEST_BODY = 16 * 1024 * 1024;

    private final Vertx vertx;
    private final Ledger ledger;
    private final Server server;

    private LinkedInSimulator(Vertx vertx, Ledger ledger, Server server) {
        this.vertx = vertx;
        this.ledger = ledger;
        this.server = server;
    }

    /** Returns when the simulator takes calls. */
    public static LinkedInSimulator start(LinkedInSettings settings) {
        Ledger ledger = Ledger.open(settings.data());
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(2));
        Server server = new Server(settings, ledger);
        LinkedInSimulator simulator = new LinkedInSimulator(vertx, ledger, server);
        try {
            join(vertx.deployVerticle(server));
        } catch (CompletionException e) {
            simulator.close();
            throw new IllegalStateException("LinkedIn cannot listen on port " + settings.port(), e);
        }
        return simulator;
    }

    public int port() {
        return server.port();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + port());
    }

    @Override
    public void close() {
        join(vertx.close());
        ledger.close();
    }

    private static void join(Future<?> future) {
        future.toCompletionStage().toCompletableFuture().join();
    }

    /** Everything that runs on the simulator's one event loop. */
    private static final class Server extends AbstractVerticle {

        private final LinkedInSettings settings;
        private final Ledger ledger;
        private volatile int port;

        Server(LinkedInSettings settings, Ledger ledger) {
            this.settings = settings;
            this.ledger = ledger;
        }

        int port() {
            return port;
        }

        @Override
        public void start(Promise<Void> started) {
            Workplace workplace =
                    new Workplace(vertx, context, settings, ledger, new Faults(settings.clock()), new RequestLog());
            WebhookClient webhooks = new WebhookClient(vertx, settings.application());
            LeadDelivery delivery = new LeadDelivery(workplace, webhooks);
            HttpServerOptions options = new HttpServerOptions()
                    .setHost("127.0.0.1")
                    .setPort(settings.port())
                    .setMaxInitialLineLength(64 * 1024);
            firstConsent(workplace)
                    .compose(_ -> vertx.createHttpServer(options)
                            .requestHandler(router(workplace, webhooks, delivery))
                            .listen())
                    .onSuccess(listening -> ready(listening, delivery))
                    .<Void>mapEmpty()
                    .onComplete(started);
        }

        private void ready(HttpServer listening, LeadDelivery delivery) {
            port = listening.actualPort();
            delivery.start();
        }

        /** The tokens of the settings are valid from the first start on, and journaled like all others. */
        private Future<Void> firstConsent(Workplace workplace) {
            LinkedInSettings.Application application = settings.application();
            List<Change> changes = new ArrayList<>();
            if (!ledger.tokens().knows(application.refreshToken())) {
                changes.add(new Change.ConsentGiven(application.refreshToken(), workplace.now()));
                changes.add(new Change.AccessTokenIssued(
                        application.accessToken(),
                        application.refreshToken(),
                        workplace.now() + application.accessTokenLifetime().toMillis()));
            }
            return changes.isEmpty() ? Future.succeededFuture() : workplace.commit(changes);
        }

        private Router router(Workplace workplace, WebhookClient webhooks, LeadDelivery delivery) {
            ProtocolRules rules = new ProtocolRules(workplace);
            FaultGate gate = new FaultGate(workplace);
            Router router = Router.router(vertx);
            router.route()
                    .handler(BodyHandler.create(false).setBodyLimit(LARGEST_BODY))
                    .failureHandler(Server::fail);
            router.route("/rest/*").handler(rules::tunnel);
            for (String path : List.of("/rest/*", "/oauth/*")) {
                router.route(path).handler(gate::log);
                router.route(path).handler(gate::pass);
            }
            router.route("/rest/*").handler(rules::check);
            new SegmentRoutes(workplace).register(router);
            new LeadRoutes(workplace).register(router);
            new NotificationRoutes(workplace, webhooks).register(router);
            new MemberRoutes().register(router);
            new OAuthRoutes(workplace).register(router);
            new Control(workplace).register(router);
            new LeadControl(workplace, delivery).register(router);
            router.errorHandler(404, call -> Answers.json(call, 404, ApiError.notFound("No such resource")));
            router.errorHandler(405, call -> Answers.json(call, 405, ApiError.ofStatus(405)));
            return router;
        }

        private static void fail(RoutingContext call) {
            switch (call.failure()) {
                case ApiException refusal -> Answers.json(call, refusal.error().status(), refusal.error());
                case null -> Answers.json(call, call.statusCode(), ApiError.ofStatus(call.statusCode()));
                default -> {
                    LOGGER.errorf(
                            call.failure(),
                            "%s %s failed",
                            call.request().method(),
                            call.request().path());
                    Answers.json(call, 500, ApiError.ofStatus(500));
                }
            }
        }
    }
}
