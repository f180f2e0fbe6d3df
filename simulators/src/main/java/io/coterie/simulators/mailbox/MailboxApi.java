package io.coterie.simulators.mailbox;

import io.coterie.simulators.http.Answers;
import io.coterie.simulators.http.Json;
import io.coterie.simulators.restli.ApiError;
import io.coterie.simulators.restli.ApiException;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** Looks into the mailbox over HTTP. Everything that reads files does so on a worker thread. */
final class MailboxApi {

    private static final Logger LOGGER = Logger.getLogger(MailboxApi.class);
    private static final int DEFAULT_PAGE = 100;
    private static final int LARGEST_PAGE = 1_000;

    private final Vertx vertx;
    private final MessageStore store;
    private final SmtpFaults faults;
    private final DkimCheck dkim;

    MailboxApi(Vertx vertx, MessageStore store, SmtpFaults faults, DkimCheck dkim) {
        this.vertx = vertx;
        this.store = store;
        this.faults = faults;
        this.dkim = dkim;
    }

    Router router() {
        Router router = Router.router(vertx);
        router.route().handler(BodyHandler.create(false)).failureHandler(MailboxApi::fail);
        router.get("/health").handler(call -> Answers.json(call, 200, Map.of("status", "UP")));
        router.get("/messages").handler(this::list);
        router.delete("/messages").handler(this::deleteAll);
        router.get("/messages/count").handler(this::count);
        router.get("/messages/values").handler(this::values);
        router.get("/messages/:id").handler(this::raw);
        router.get("/messages/:id/dkim").handler(this::verify);
        router.get("/dkim-summary").handler(this::summarize);
        router.get("/dkim-records").handler(call -> Answers.json(call, 200, dkim.allRecords()));
        router.put("/dkim-records/:name").handler(this::putRecord);
        router.get("/faults").handler(this::listFaults);
        router.post("/faults").handler(this::addFault);
        router.delete("/faults").handler(this::clearFaults);
        router.errorHandler(404, call -> Answers.json(call, 404, ApiError.notFound("No such resource")));
        return router;
    }

    private void list(RoutingContext call) {
        MessageFilter filter = MessageFilter.of(call.queryParams());
        int limit = number(call, "limit", DEFAULT_PAGE);
        int after = number(call, "after", 0);
        if (limit < 1 || limit > LARGEST_PAGE) {
            throw ApiError.invalidParameter("limit must be between 1 and " + LARGEST_PAGE)
                    .toException();
        }
        work(call, () -> page(filter, limit, after), page -> Answers.json(call, 200, page));
    }

    private Page page(MessageFilter filter, int limit, int after) {
        int[] found = store.index().find(filter);
        List<MessageView> messages = Arrays.stream(found)
                .filter(id -> id > after)
                .limit(limit)
                .boxed()
                .flatMap(id -> store.find(id).map(message -> MessageView.of(id, message)).stream())
                .toList();
        return new Page(found.length, messages);
    }

    private void count(RoutingContext call) {
        int count = store.index().find(MessageFilter.of(call.queryParams())).length;
        Answers.json(call, 200, Map.of("count", count));
    }

    /** Shows at a glance whether a header that must be unique is unique. */
    private void values(RoutingContext call) {
        String header =
                MessageFilter.indexed(Optional.ofNullable(call.queryParams().get("header"))
                        .orElseThrow(() ->
                                ApiError.invalidParameter("header is required").toException()));
        Map<String, Integer> counts = store.index().values(header);
        Map<String, Integer> repeated = new TreeMap<>(counts);
        repeated.values().removeIf(count -> count < 2);
        Answers.json(
                call,
                200,
                new Values(
                        header,
                        counts.values().stream().mapToInt(Integer::intValue).sum(),
                        counts.size(),
                        repeated));
    }

    private void raw(RoutingContext call) {
        int id = id(call);
        work(call, () -> require(id).message(), message -> Answers.bytes(call, "message/rfc822", message));
    }

    private void verify(RoutingContext call) {
        int id = id(call);
        work(call, () -> dkim.verify(require(id)), verdict -> Answers.json(call, 200, verdict));
    }

    private void summarize(RoutingContext call) {
        MessageFilter filter = MessageFilter.of(call.queryParams());
        work(call, () -> dkim.summarize(store.index().find(filter)), summary -> Answers.json(call, 200, summary));
    }

    private void putRecord(RoutingContext call) {
        String name = Optional.ofNullable(call.pathParam("name")).orElse("");
        byte[] record = Optional.ofNullable(call.body().buffer())
                .map(buffer -> buffer.getBytes())
                .orElse(new byte[0]);
        if (record.length == 0) {
            throw ApiError.illegalArgument("The record is expected as the body").toException();
        }
        dkim.putRecord(name, new String(record, StandardCharsets.UTF_8).strip());
        Answers.empty(call, 204);
    }

    private void deleteAll(RoutingContext call) {
        work(
                call,
                () -> {
                    store.deleteAll();
                    dkim.forget();
                    return true;
                },
                _ -> Answers.empty(call, 204));
    }

    private void listFaults(RoutingContext call) {
        Answers.json(
                call,
                200,
                Map.of("faults", faults.active().stream().map(SmtpFault::view).toList()));
    }

    private void addFault(RoutingContext call) {
        byte[] body = Optional.ofNullable(call.body().buffer())
                .map(buffer -> buffer.getBytes())
                .orElse(new byte[0]);
        try {
            Answers.json(call, 201, faults.add(Json.read(body)).view());
        } catch (IOException _) {
            throw ApiError.illegalArgument("The body is not one JSON document").toException();
        }
    }

    private void clearFaults(RoutingContext call) {
        faults.clear();
        Answers.empty(call, 204);
    }

    private StoredMessage require(int id) {
        return store.find(id)
                .orElseThrow(
                        () -> ApiError.notFound("There is no message " + id).toException());
    }

    private <T> void work(RoutingContext call, Callable<T> work, Consumer<T> answer) {
        vertx.executeBlocking(work, false).onSuccess(answer::accept).onFailure(call::fail);
    }

    private static int id(RoutingContext call) {
        String text = Optional.ofNullable(call.pathParam("id")).orElse("");
        if (!text.matches("[0-9]{1,9}")) {
            throw ApiError.notFound("There is no message " + text).toException();
        }
        return Integer.parseInt(text);
    }

    private static int number(RoutingContext call, String name, int byDefault) {
        String text = call.queryParams().get(name);
        if (text == null) {
            return byDefault;
        }
        if (!text.matches("[0-9]{1,9}")) {
            throw ApiError.invalidParameter(name + " must be a number").toException();
        }
        return Integer.parseInt(text);
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

    private record Page(int total, List<MessageView> messages) {}

    /** @param repeated the values that more than one message carries, with their counts */
    private record Values(String header, int messages, int distinct, Map<String, Integer> repeated) {}
}
