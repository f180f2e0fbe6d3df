package io.coterie.buyinggroup.csv;

import io.coterie.platform.paging.Page;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
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
    public static Response answer(HttpHeaders headers, Object json, Supplier<CsvTable> table) {
        return prefersCsv(headers)
                ? Response.ok(table.get().text(), CSV_UTF_8).build()
                : Response.ok(json, MediaType.APPLICATION_JSON_TYPE).build();
    }

    /** A page in the form asked for, with the link to the next one in its header. */
    public static <T> Response answer(
            HttpHeaders headers, Page<T> page, UriInfo uri, Function<List<T>, CsvTable> table) {
        Response answer = page.response(uri);
        return prefersCsv(headers)
                ? Response.fromResponse(answer)
                        .entity(table.apply(page.items()).text())
                        .type(CSV_UTF_8)
                        .build()
                : Response.fromResponse(answer)
                        .type(MediaType.APPLICATION_JSON_TYPE)
                        .build();
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
