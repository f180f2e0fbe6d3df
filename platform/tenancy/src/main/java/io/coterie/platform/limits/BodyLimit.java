package io.coterie.platform.limits;

import io.vertx.core.http.HttpMethod;

/** How large a body may be. A service whose paths differ provides a bean; the server's own limit must not be below it. */
public interface BodyLimit {

    /** The most bytes that the body of a request with this method to this path may have. */
    long of(HttpMethod method, String path);
}
