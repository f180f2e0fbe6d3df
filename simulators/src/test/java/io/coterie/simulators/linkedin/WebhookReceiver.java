package io.coterie.simulators.linkedin;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A receiver that follows LinkedIn's documentation: answers challenges, takes what is signed rightly. */
final class WebhookReceiver implements AutoCloseable {

    private static final String SECRET = "coterie-local-client-secret";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<String> accepted = new CopyOnWriteArrayList<>();
    private final List<String> refused = new CopyOnWriteArrayList<>();
    private final AtomicInteger challenges = new AtomicInteger();
    private final AtomicInteger failuresToCome = new AtomicInteger();
    private volatile String secret = SECRET;

    WebhookReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/lead-webhooks/token";
    }

    void failNext(int times) {
        failuresToCome.set(times);
    }

    void forgetTheSecret() {
        secret = "something else";
    }

    List<String> accepted() {
        return accepted;
    }

    List<String> refused() {
        return refused;
    }

    int challenges() {
        return challenges.get();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (exchange.getRequestMethod().equals("GET")) {
                challenge(exchange);
            } else {
                notification(exchange);
            }
        }
    }

    private void challenge(HttpExchange exchange) throws IOException {
        challenges.incrementAndGet();
        String code = exchange.getRequestURI().getQuery().replaceAll(".*challengeCode=([^&]+).*", "$1");
        byte[] body = "{\"challengeCode\":\"%s\",\"challengeResponse\":\"%s\"}"
                .formatted(code, LeadSignature.hmac(code, secret))
                .getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
    }

    private void notification(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        String signature = exchange.getRequestHeaders().getFirst(LeadSignature.HEADER);
        boolean genuine = LeadSignature.hmac("hmacsha256=" + body, SECRET).equals(signature);
        int status = 200;
        if (!genuine) {
            refused.add(body);
            status = 401;
        } else if (failuresToCome.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            status = 503;
        } else {
            accepted.add(body);
        }
        exchange.sendResponseHeaders(status, -1);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
