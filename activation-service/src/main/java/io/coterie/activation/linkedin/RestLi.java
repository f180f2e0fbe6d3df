package io.coterie.activation.linkedin;

import java.nio.charset.StandardCharsets;

/**
 * Rest.li 2.0 query values: inside a value every reserved character is percent-encoded, while the parentheses, commas
 * and colons of the structure around it stay literal. A generic URL encoder gets one of the two wrong.
 */
public final class RestLi {

    private static final String UNRESERVED = "-_.~";

    private RestLi() {}

    public static String encode(String value) {
        StringBuilder encoded = new StringBuilder(value.length() + 16);
        for (byte octet : value.getBytes(StandardCharsets.UTF_8)) {
            char character = (char) (octet & 0xff);
            if (isUnreserved(character)) {
                encoded.append(character);
            } else {
                encoded.append('%');
                encoded.append(Character.toUpperCase(Character.forDigit(character >> 4, 16)));
                encoded.append(Character.toUpperCase(Character.forDigit(character & 0xf, 16)));
            }
        }
        return encoded.toString();
    }

    private static boolean isUnreserved(char character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || (character >= '0' && character <= '9')
                || UNRESERVED.indexOf(character) >= 0;
    }
}
