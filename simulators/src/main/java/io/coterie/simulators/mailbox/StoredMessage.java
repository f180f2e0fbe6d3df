package io.coterie.simulators.mailbox;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A message as it lies in its file. A delivering mail server writes the envelope in front of the message; here it is a
 * {@code Return-Path}, a {@code Delivered-To} for each recipient and, as the last line, when it was received. What
 * comes behind is the message, byte for byte.
 */
final class StoredMessage {

    private static final String RETURN_PATH = "Return-Path";
    private static final String DELIVERED_TO = "Delivered-To";
    private static final String RECEIVED = "X-Mailbox-Received";

    private final byte[] file;
    private final int start;
    private final List<Header> envelope;

    private StoredMessage(byte[] file, int start) {
        this.file = file;
        this.start = start;
        this.envelope = Header.parse(Arrays.copyOf(file, start), 0);
    }

    static byte[] write(String from, List<String> recipients, Instant received, byte[] message) {
        StringBuilder envelope = new StringBuilder();
        line(envelope, RETURN_PATH, "<" + from + ">");
        recipients.forEach(recipient -> line(envelope, DELIVERED_TO, recipient));
        line(envelope, RECEIVED, received.toString());
        ByteArrayOutputStream file = new ByteArrayOutputStream(envelope.length() + message.length);
        file.writeBytes(envelope.toString().getBytes(StandardCharsets.UTF_8));
        file.writeBytes(message);
        return file.toByteArray();
    }

    /** @param file the whole file or at least its headers */
    static StoredMessage read(byte[] file) {
        int start = 0;
        boolean last = false;
        while (!last && start < file.length) {
            int end = start;
            while (file[end] != '\n') {
                end++;
            }
            last = new String(file, start, end - start, StandardCharsets.UTF_8).startsWith(RECEIVED);
            start = end + 1;
        }
        return new StoredMessage(file, start);
    }

    private static void line(StringBuilder envelope, String name, String value) {
        envelope.append(name).append(": ").append(value).append("\r\n");
    }

    String from() {
        return values(RETURN_PATH).getFirst().replaceAll("^<|>$", "");
    }

    List<String> recipients() {
        return values(DELIVERED_TO);
    }

    Instant received() {
        return Instant.parse(values(RECEIVED).getFirst());
    }

    /** The headers of the message itself. */
    List<Header> headers() {
        return Header.parse(file, start);
    }

    Optional<String> firstHeader(String name) {
        return headers().stream()
                .filter(header -> header.isNamed(name))
                .map(Header::value)
                .findFirst();
    }

    /** The message as it was handed over. */
    byte[] message() {
        return Arrays.copyOfRange(file, start, file.length);
    }

    private List<String> values(String name) {
        return envelope.stream()
                .filter(header -> header.isNamed(name))
                .map(Header::value)
                .toList();
    }
}
