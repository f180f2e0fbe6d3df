package io.coterie.platform.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;

/**
 * Sends bodies that are one byte larger than allowed, in every way in which a client can send one. The body is blanks, which
 * every reader reads to their end before it can find anything else wrong.
 *
 * @param request what takes a body in, for example {@code POST /v1/emails}
 * @param token of somebody who may do so in the sandbox
 * @param maximum the limit
 */
public record LargeBodyProbe(String request, String token, String sandbox, int maximum) {

    /** Nothing but the head is sent. */
    public void requireRefusedUnread() {
        try (RawExchange exchange = begin("Content-Length: " + (maximum + 1))) {
            requireRefused(exchange);
        }
    }

    /** The client sends everything before it reads anything, as most do. */
    public void requireRefusedWhenSent() {
        try (RawExchange exchange = begin("Content-Length: " + (maximum + 1))) {
            requireRefused(exchange.send(blanks(maximum + 1)));
        }
    }

    /** The length is not announced, and the body has no end yet when it is too large. */
    public void requireRefusedWhenCounted() {
        try (RawExchange exchange = begin("Transfer-Encoding: chunked")) {
            requireRefused(exchange.sendChunk(blanks(maximum)).sendChunk(blanks(1)));
        }
    }

    private RawExchange begin(String length) {
        return RawExchange.open()
                .head(
                        request,
                        "Authorization: Bearer " + token,
                        "x-sandbox-name: " + sandbox,
                        "Content-Type: application/json",
                        length);
    }

    private void requireRefused(RawExchange exchange) {
        RawExchange.Answer answer = exchange.answer();
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.header("Connection")).isEqualTo("close");
        assertThat(answer.json().path("code").asText()).isEqualTo("payload-too-large");
        assertThat(answer.json().path("detail").asText())
                .isEqualTo("Expected a body of at most " + maximum + " bytes.");
        assertThat(answer.json().path("instance").asText()).isEqualTo(request.substring(request.indexOf(' ') + 1));
        assertThat(exchange.rest()).isEmpty();
    }

    private static byte[] blanks(int count) {
        byte[] blanks = new byte[count];
        Arrays.fill(blanks, (byte) ' ');
        return blanks;
    }
}
