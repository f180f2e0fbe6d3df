package io.coterie.platform.limits;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.ConstrainedTo;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Counts a body whose length was not announced while it is read, and refuses it once it is too large. */
@Provider
@ConstrainedTo(RuntimeType.SERVER)
public class UnannouncedBodies implements ReaderInterceptor {

    private final CurrentVertxRequest current;

    UnannouncedBodies(CurrentVertxRequest current) {
        this.current = current;
    }

    @Override
    public @Nullable Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        RoutingContext exchange = current.getCurrent();
        Long maximum = exchange.get(LargeBodies.MAXIMUM);
        if (maximum == null) {
            return context.proceed();
        }
        CountedBody body = new CountedBody(context.getInputStream(), maximum);
        context.setInputStream(body);
        try {
            Object document = context.proceed();
            if (!body.isTooLarge()) {
                return document;
            }
        } catch (IOException | RuntimeException failure) {
            if (!body.isTooLarge()) {
                throw failure;
            }
        }
        UnreadBody.dropAfterAnswer(exchange);
        throw LargeBodies.refusal(maximum);
    }
}
