package io.coterie.activation.outbound;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The internal addresses that the operator has opened: names, addresses and ranges, each optionally for one port. */
final class AllowedInternal {

    private static final int ANY_PORT = -1;

    private record Name(String host, int port) {}

    private record Range(AddressRange range, int port) {}

    private final List<Name> names = new ArrayList<>();
    private final List<Range> ranges = new ArrayList<>();

    AllowedInternal(List<String> entries) {
        entries.stream().map(String::strip).filter(entry -> !entry.isEmpty()).forEach(this::add);
    }

    boolean allows(String host, int port, InetAddress address) {
        return names.stream().anyMatch(name -> name.host().equals(host) && portMatches(name.port(), port))
                || ranges.stream()
                        .anyMatch(range -> range.range().contains(address) && portMatches(range.port(), port));
    }

    private void add(String entry) {
        String host = entry;
        int port = ANY_PORT;
        int colon = entry.lastIndexOf(':');
        if (colon > 0 && entry.indexOf(':') == colon) {
            host = entry.substring(0, colon);
            port = Integer.parseInt(entry, colon + 1, entry.length(), 10);
        }
        String lowerCase = host.toLowerCase(Locale.ROOT);
        int portOrAny = port;
        AddressRange.parse(lowerCase)
                .ifPresentOrElse(
                        range -> ranges.add(new Range(range, portOrAny)),
                        () -> names.add(new Name(lowerCase, portOrAny)));
    }

    private static boolean portMatches(int allowed, int port) {
        return allowed == ANY_PORT || allowed == port;
    }
}
