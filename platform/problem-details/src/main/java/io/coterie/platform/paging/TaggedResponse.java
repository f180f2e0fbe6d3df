package io.coterie.platform.paging;

import java.net.URI;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** Answers that show a record together with the entity tag of its revision. */
public final class TaggedResponse {

    private TaggedResponse() {}

    public static <T> RestResponse<T> ok(T record, long revision) {
        return of(RestResponse.Status.OK, record, revision);
    }

    /** @param location where the new record can be read */
    public static <T> RestResponse<T> created(URI location, T record, long revision) {
        return tagged(
                ResponseBuilder.create(RestResponse.Status.CREATED, record).location(location), revision);
    }

    public static <T> RestResponse<T> of(RestResponse.Status status, T record, long revision) {
        return tagged(ResponseBuilder.create(status, record), revision);
    }

    private static <T> RestResponse<T> tagged(ResponseBuilder<T> response, long revision) {
        return response.header("ETag", EntityTags.of(revision)).build();
    }
}
