package io.coterie.platform.paging;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.function.Function;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param next opaque cursor of the following page; null on the last one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Page<T>(List<T> items, @Nullable String next) {

    /**
     * Makes a page from rows read with {@code limit + 1}: the row too many tells that there is a next page.
     *
     * @param sortKey the last shown row's sort key, from which the next page continues
     */
    public static <T> Page<T> of(List<T> rows, int limit, Function<T, String> sortKey) {
        if (rows.size() <= limit) {
            return new Page<>(rows, null);
        }
        List<T> shown = List.copyOf(rows.subList(0, limit));
        return new Page<>(shown, Cursor.encode(sortKey.apply(shown.getLast())));
    }

    /** The page as answer, with an RFC 8288 link to the next one. */
    public RestResponse<Page<T>> response(UriInfo uri) {
        return linked(this, next, uri);
    }

    /** An answer that says more than its page, with the same link. */
    public static <B> RestResponse<B> linked(B body, @Nullable String next, UriInfo uri) {
        RestResponse.ResponseBuilder<B> answer = RestResponse.ResponseBuilder.ok(body);
        if (next != null) {
            String link = uri.getRequestUriBuilder()
                    .replaceQueryParam("cursor", next)
                    .build()
                    .toString();
            answer.header("Link", "<" + link + ">; rel=\"next\"");
        }
        return answer.build();
    }
}
