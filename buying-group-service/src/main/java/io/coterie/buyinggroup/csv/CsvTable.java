package io.coterie.buyinggroup.csv;

import io.coterie.platform.paging.Page;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** A small table that is answered as JSON or, when asked for ({@code Accept: text/csv}), as CSV. */
public record CsvTable(List<String> columns, List<? extends List<? extends @Nullable Object>> rows) {

    /** The media type of CSV. */
    public static final String TEXT_CSV = "text/csv";

    private static final MediaType CSV = new MediaType("text", "csv");
    private static final MediaType CSV_UTF_8 = CSV.withCharset("utf-8");

    public String text() {
        StringBuilder text = new StringBuilder(Csv.row(columns));
        rows.forEach(row -> text.append(Csv.row(row)));
        return text.toString();
    }

    /** The answer in the form asked for; JSON where both are welcome. */
    public static <T> RestResponse<T> answer(HttpHeaders headers, T json, Supplier<CsvTable> table) {
        return prefersCsv(headers)
                ? csv(table.get(), RestResponse.ResponseBuilder.ok())
                : RestResponse.ResponseBuilder.ok(json, MediaType.APPLICATION_JSON_TYPE)
                        .build();
    }

    /** A page in the form asked for, with the link to the next one in its header. */
    public static <T> RestResponse<Page<T>> answer(
            HttpHeaders headers, Page<T> page, UriInfo uri, Function<List<T>, CsvTable> table) {
        RestResponse<Page<T>> answer = page.response(uri);
        return prefersCsv(headers)
                ? csv(table.apply(page.items()), RestResponse.ResponseBuilder.fromResponse(answer))
                : RestResponse.ResponseBuilder.fromResponse(answer)
                        .type(MediaType.APPLICATION_JSON_TYPE)
                        .build();
    }

    /** An answer is named by its JSON form; CSV says the same as text. */
    @SuppressWarnings("unchecked")
    private static <T> RestResponse<T> csv(CsvTable table, RestResponse.ResponseBuilder<?> answer) {
        RestResponse.ResponseBuilder<Object> any = (RestResponse.ResponseBuilder<Object>) answer;
        return (RestResponse<T>) any.entity(table.text()).type(CSV_UTF_8).build();
    }

    private static boolean prefersCsv(HttpHeaders headers) {
        for (MediaType accepted : headers.getAcceptableMediaTypes()) {
            if (accepted.isCompatible(MediaType.APPLICATION_JSON_TYPE)) {
                return false;
            }
            if (accepted.isCompatible(CSV)) {
                return true;
            }
        }
        return false;
    }
}
