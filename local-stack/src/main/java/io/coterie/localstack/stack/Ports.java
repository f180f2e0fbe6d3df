package io.coterie.localstack.stack;

import io.coterie.platform.testing.LocalPort;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where every part listens: consecutive ports from a base.
 *
 * @param base 18080 unless {@code --port-base} or {@code COTERIE_PORT_BASE} says otherwise
 */
public record Ports(int base) {

    public static final int DEFAULT_BASE = 18080;

    /** Below lie the ports that only the system's own programs may take. */
    public static final int LOWEST_BASE = 1024;

    /** Above there is no room for every part. */
    public static final int HIGHEST_BASE = 65_500;

    private static final int STEP = 10_000;

    /** After so many it begins below again. */
    private static final int ROUND = 50_000;

    public int of(Part part) {
        return base + part.portOffset();
    }

    public int mailboxHttp() {
        return base + 7;
    }

    public int mailboxSmtp() {
        return base + 8;
    }

    int kafkaController() {
        return base + 11;
    }

    /** A base to try instead of this one. */
    int anotherBase() {
        return base < ROUND ? base + STEP : base - ROUND + STEP;
    }

    /** The ports somebody else listens on, each with the part that wants it. */
    List<String> taken(Set<Part> wanted) {
        Map<String, Integer> ports = new LinkedHashMap<>();
        wanted.forEach(part -> ports.put(part.label(), of(part)));
        if (wanted.contains(Part.KAFKA)) {
            ports.put("kafka's controller", kafkaController());
        }
        if (wanted.contains(Part.SIMULATORS)) {
            ports.put("the mailbox over HTTP", mailboxHttp());
            ports.put("the mailbox over SMTP", mailboxSmtp());
        }
        return ports.entrySet().stream()
                .filter(port -> !LocalPort.isFree(port.getValue()))
                .map(port -> port.getValue() + " (" + port.getKey() + ")")
                .toList();
    }
}
