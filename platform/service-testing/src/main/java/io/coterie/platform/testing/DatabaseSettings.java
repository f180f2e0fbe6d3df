package io.coterie.platform.testing;

import io.coterie.platform.testing.EmbeddedPostgres.Durability;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How PostgreSQL is set up, as a child process and in a container alike; addresses come on top. */
final class DatabaseSettings {

    /** The provider built into PostgreSQL sorts alike on every machine. */
    static final List<String> CLUSTER =
            List.of("--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8");

    private DatabaseSettings() {}

    /** As options of the server: {@code -c name=value}, each. */
    static List<String> asOptions(Durability durability) {
        List<String> options = new ArrayList<>();
        settings(durability).forEach((name, value) -> {
            options.add("-c");
            options.add(name + "=" + value);
        });
        return options;
    }

    private static Map<String, String> settings(Durability durability) {
        String safe = durability == Durability.DURABLE ? "on" : "off";
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("max_connections", "200");
        settings.put("shared_buffers", "128MB");
        settings.put("jit", "off");
        settings.put("timezone", "UTC");
        settings.put("log_timezone", "UTC");
        // Queue tables change completely within seconds; their dead entries must not wait a minute.
        settings.put("autovacuum_naptime", "10s");
        // After each checkpoint every page is logged whole once more.
        settings.put("checkpoint_timeout", "10min");
        settings.put("max_wal_size", "2GB");
        settings.put("fsync", safe);
        settings.put("full_page_writes", safe);
        settings.put("synchronous_commit", safe);
        return settings;
    }
}
