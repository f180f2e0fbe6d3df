package io.coterie.platform.testing;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** How a broker of one node is set up, as a child process and in a container alike; addresses come on top. */
final class BrokerSettings {

    static final Map<String, String> SHARED = settings();

    private BrokerSettings() {}

    /** As lines of {@code server.properties}. */
    static String asProperties() {
        return SHARED.entrySet().stream()
                .map(setting -> setting.getKey() + "=" + setting.getValue() + "\n")
                .collect(Collectors.joining());
    }

    /** As the variables that Kafka's images turn into properties. */
    static Map<String, String> asEnvironment() {
        Map<String, String> environment = new LinkedHashMap<>();
        SHARED.forEach((name, value) ->
                environment.put("KAFKA_" + name.toUpperCase(Locale.ROOT).replace('.', '_'), value));
        return environment;
    }

    private static Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("num.partitions", "2");
        settings.put("auto.create.topics.enable", "true");
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "3");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("transaction.state.log.num.partitions", "3");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("log.cleaner.dedupe.buffer.size", "2097152");
        settings.put("log.index.size.max.bytes", "1048576");
        settings.put("message.max.bytes", "5242880");
        return settings;
    }
}
