package io.coterie.activation.outbound;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** A block of addresses, {@code 10.0.0.0/8} or {@code fc00::/7}. */
record AddressRange(InetAddress network, int prefixLength) {

    /** What is not on the public internet: RFC 6890 and its successors, multicast, and translations into them. */
    private static final List<AddressRange> NOT_PUBLIC = List.of(
            of("0.0.0.0/8"),
            of("10.0.0.0/8"),
            of("100.64.0.0/10"),
            of("127.0.0.0/8"),
            of("169.254.0.0/16"),
            of("172.16.0.0/12"),
            of("192.0.0.0/24"),
            of("192.0.2.0/24"),
            of("192.88.99.0/24"),
            of("192.168.0.0/16"),
            of("198.18.0.0/15"),
            of("198.51.100.0/24"),
            of("203.0.113.0/24"),
            of("224.0.0.0/4"),
            of("240.0.0.0/4"),
            of("::/96"),
            of("64:ff9b::/96"),
            of("64:ff9b:1::/48"),
            of("100::/64"),
            of("2001::/23"),
            of("2001:db8::/32"),
            of("2002::/16"),
            of("fc00::/7"),
            of("fe80::/10"),
            of("fec0::/10"),
            of("ff00::/8"));

    static boolean isPublic(InetAddress address) {
        return NOT_PUBLIC.stream().noneMatch(range -> range.contains(address));
    }

    /** Reads a range, or a single address as the range of itself; empty when it is neither. */
    static Optional<AddressRange> parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        return literal(address).map(parsed -> {
            int bits = parsed.getAddress().length * Byte.SIZE;
            int prefix = slash < 0 ? bits : Integer.parseInt(text, slash + 1, text.length(), 10);
            if (prefix < 0 || prefix > bits) {
                throw new IllegalArgumentException("Expected a prefix of 0 to " + bits + " bits in " + text);
            }
            return new AddressRange(parsed, prefix);
        });
    }

    /** An address written as such; never asks a name server. */
    static Optional<InetAddress> literal(String text) {
        boolean looksLikeAddress = text.indexOf(':') >= 0
                || (!text.isEmpty() && text.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9')));
        if (!looksLikeAddress) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    boolean contains(InetAddress address) {
        byte[] candidate = address.getAddress();
        byte[] block = network.getAddress();
        if (candidate.length != block.length) {
            return false;
        }
        int wholeBytes = prefixLength / Byte.SIZE;
        for (int index = 0; index < wholeBytes; index++) {
            if (candidate[index] != block[index]) {
                return false;
            }
        }
        int restBits = prefixLength % Byte.SIZE;
        int mask = restBits == 0 ? 0 : 0xff << (Byte.SIZE - restBits);
        return restBits == 0 || (candidate[wholeBytes] & mask) == (block[wholeBytes] & mask);
    }

    private static AddressRange of(String text) {
        return parse(text).orElseThrow();
    }
}
