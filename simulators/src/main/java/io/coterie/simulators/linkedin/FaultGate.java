package io.coterie.simulators.linkedin;

import io.coterie.simulators.http.Answers;
import io.coterie.simulators.restli.ApiError;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** Where calls meet the faults that were asked for, and where they are logged. */
final class FaultGate {

    private final Workplace workplace;

    FaultGate(Workplace workplace) {
        this.workplace = workplace;
    }

    void log(RoutingContext call) {
        long start = workplace.now();
        String path = call.request().uri();
        String method = call.request().method().name();
        call.addEndHandler(_ -> workplace
                .requests()
                .add(new RequestLog.Entry(
                        method,
                        path,
                        call.response().ended() ? call.response().getStatusCode() : 0,
                        start,
                        workplace.now() - start)));
        call.next();
    }

    void pass(RoutingContext call) {
        String method = call.request().method().name();
        String path = Calls.path(call);
        Faults faults = workplace.faults();
        if (faults.take(Fault.Kind.DROP_REQUEST, method, path).isPresent()) {
            call.request().connection().close();
            return;
        }
        if (faults.take(Fault.Kind.DROP_ANSWER, method, path).isPresent()) {
            Answers.cut(call);
        }
        Optional<Fault> slow = faults.take(Fault.Kind.SLOW, method, path);
        if (slow.isPresent()) {
            long timer = workplace.vertx().setTimer(Math.max(1, slow.get().milliseconds()), _ -> respondOrGoOn(call));
            call.addEndHandler(_ -> workplace.vertx().cancelTimer(timer));
        } else {
            respondOrGoOn(call);
        }
    }

    private void respondOrGoOn(RoutingContext call) {
        Optional<Fault> respond = workplace
                .faults()
                .take(Fault.Kind.RESPOND, call.request().method().name(), Calls.path(call));
        if (respond.isPresent()) {
            respond.get()
                    .retryAfter()
                    .ifPresent(seconds -> call.response().putHeader("Retry-After", Long.toString(seconds)));
            Answers.json(
                    call,
                    respond.get().status(),
                    ApiError.ofStatus(respond.get().status()));
        } else {
            call.next();
        }
    }
}
