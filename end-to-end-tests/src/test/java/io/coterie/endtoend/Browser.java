package io.coterie.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** As much of a browser as a sign-in needs. It keeps cookies, and shows where it is sent to instead of going there. */
final class Browser {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern FORM = Pattern.compile("<form[^>]* action=\"([^\"]+)\"");

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, String> cookies = new LinkedHashMap<>();

    /** A page, or where the answer sends to. */
    record Page(int status, Map<String, List<String>> headers, String text) {

        /** What the address carries that the answer sends to. */
        Map<String, String> carried(String address) {
            String location =
                    headers.getOrDefault("location", List.of("nowhere")).getFirst();
            if (!location.startsWith(address + "?")) {
                throw new AssertionError(
                        "Expected to be sent to " + address + ", but got " + status + " to " + location + "\n" + text);
            }
            Map<String, String> carried = new LinkedHashMap<>();
            for (String pair : location.substring(address.length() + 1).split("&", -1)) {
                String[] parts = pair.split("=", 2);
                carried.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
            }
            return carried;
        }

        /** Where the page's form goes. */
        URI form() {
            Matcher form = FORM.matcher(text);
            if (!form.find()) {
                throw new AssertionError("Expected a form, but got " + status + " " + text);
            }
            return URI.create(form.group(1).replace("&amp;", "&"));
        }
    }

    Page open(URI url) {
        return send(HttpRequest.newBuilder(url).GET());
    }

    Page submit(URI url, Map<String, String> form) {
        return send(HttpRequest.newBuilder(url)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(encoded(form))));
    }

    static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private Page send(HttpRequest.Builder request) {
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        try {
            HttpResponse<String> answer =
                    client.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
            answer.headers().allValues("set-cookie").forEach(this::keep);
            return new Page(answer.statusCode(), answer.headers().map(), answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Sent back without TLS too, as browsers do to their own machine. */
    private void keep(String cookie) {
        String[] parts = cookie.split(";", 2)[0].split("=", 2);
        cookies.put(parts[0], parts[1]);
    }
}
