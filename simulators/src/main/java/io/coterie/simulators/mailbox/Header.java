package io.coterie.simulators.mailbox;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** One header field, unfolded. */
record Header(String name, String value) {

    boolean isNamed(String wanted) {
        return name.equalsIgnoreCase(wanted);
    }

    /** The fields before the first empty line. */
    static List<Header> parse(byte[] message, int offset) {
        List<Header> headers = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        int position = offset;
        while (position < message.length) {
            int end = endOfLine(message, position);
            String line = new String(message, position, end - position, StandardCharsets.UTF_8).stripTrailing();
            boolean continues = !line.isEmpty() && position < end && isSpace(message[position]);
            if (continues) {
                field.append(' ').append(line.strip());
            } else {
                add(headers, field);
                field.append(line);
            }
            if (line.isEmpty()) {
                break;
            }
            position = end + 1;
        }
        add(headers, field);
        return headers;
    }

    private static void add(List<Header> headers, StringBuilder field) {
        int colon = field.indexOf(":");
        if (colon > 0) {
            headers.add(new Header(
                    field.substring(0, colon).strip(),
                    field.substring(colon + 1).strip()));
        }
        field.setLength(0);
    }

    private static int endOfLine(byte[] message, int from) {
        int end = from;
        while (end < message.length && message[end] != '\n') {
            end++;
        }
        return end;
    }

    private static boolean isSpace(byte character) {
        return character == ' ' || character == '\t';
    }
}
