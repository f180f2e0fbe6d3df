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
