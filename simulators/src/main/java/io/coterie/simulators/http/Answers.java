package io.coterie.simulators.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;

/** The one place where a call is answered, so that a fault can take the answer away after the work is done. */
public final class Answers {

    private static final String CUT = "coterie.cut-connection";

    private Answers() {}

    /** From now on this call's answer is a closed connection. */
    public static void cut(RoutingContext call) {
        call.put(CUT, true);
    }

    public static void json(RoutingContext call, int status, Object body) {
        call.response().setStatusCode(status).putHeader("content-type", "application/json");
        send(call, Buffer.buffer(Json.write(body)));
    }

    public static void bytes(RoutingContext call, String contentType, byte[] body) {
        call.response().setStatusCode(200).putHeader("content-type", contentType);
        send(call, Buffer.buffer(body));
    }

    public static void empty(RoutingContext call, int status) {
        call.response().setStatusCode(status);
        send(call, Buffer.buffer());
    }

    private static void send(RoutingContext call, Buffer body) {
        if (call.response().ended() || call.response().closed()) {
            return;
        }
        if (Boolean.TRUE.equals(call.get(CUT))) {
            call.request().connection().close();
        } else {
            call.response().end(body);
        }
    }
}
