package io.coterie.simulators.mailbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Optional;

/** Speaks SMTP line by line, so that tests see every reply and every silence. */
final class SmtpClient implements AutoCloseable {

    private final Socket socket;
    private final BufferedReader replies;
    private final OutputStream out;

    SmtpClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        replies = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
        out = socket.getOutputStream();
        expect(reply(), "220");
        expect(command("EHLO test.example"), "250");
    }

    /** The reply to the final dot; empty when the connection ended instead. */
    Optional<String> send(String from, String to, String message) throws IOException {
        handOver(from, to, message);
        return answer();
    }

    /** Everything up to and with the final dot. */
    void handOver(String from, String to, String message) throws IOException {
        expect(command("MAIL FROM:<" + from + ">"), "250");
        expect(command("RCPT TO:<" + to + ">"), "250");
        expect(command("DATA"), "354");
        out.write((message + "\r\n.\r\n").getBytes(UTF_8));
        out.flush();
    }

    /** Everything but the final dot, then the end of the connection. */
    void cutOff(String from, String to, String message) throws IOException {
        expect(command("MAIL FROM:<" + from + ">"), "250");
        expect(command("RCPT TO:<" + to + ">"), "250");
        expect(command("DATA"), "354");
        out.write((message + "\r\n").getBytes(UTF_8));
        out.flush();
        socket.shutdownOutput();
        Optional<String> farewell = answer();
        if (farewell.filter(reply -> reply.startsWith("250")).isPresent()) {
            throw new IOException("Half a message was accepted: " + farewell.get());
        }
    }

    Optional<String> answer() throws IOException {
        return Optional.ofNullable(reply());
    }

    String command(String line) throws IOException {
        out.write((line + "\r\n").getBytes(UTF_8));
        out.flush();
        return Optional.ofNullable(reply()).orElse("");
    }

    private String reply() throws IOException {
        String line = replies.readLine();
        while (line != null && line.length() > 3 && line.charAt(3) == '-') {
            line = replies.readLine();
        }
        return line;
    }

    private static void expect(String reply, String code) throws IOException {
        if (!reply.startsWith(code)) {
            throw new IOException("Expected " + code + ", but got " + reply);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
