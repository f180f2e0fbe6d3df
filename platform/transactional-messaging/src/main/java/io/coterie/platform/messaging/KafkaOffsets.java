package io.coterie.platform.messaging;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.config.Config;

/** What the broker holds of the topics this service reads. */
@ApplicationScoped
class KafkaOffsets {

    private static final String INCOMING = "mp.messaging.incoming.";
    private static final String TOPIC = ".topic";
    private static final String PATTERN = ".pattern";

    private final KafkaAdmin kafka;
    private final Config config;

    KafkaOffsets(KafkaAdmin kafka, Config config) {
        this.kafka = kafka;
        this.config = config;
    }

    /** Topics of this service's incoming channels; patterns are left out. */
    List<String> incomingTopics() {
        return StreamSupport.stream(config.getPropertyNames().spliterator(), false)
                .filter(name -> name.startsWith(INCOMING) && name.endsWith(TOPIC))
                .map(name -> config.getOptionalValue(name, String.class).orElse(""))
                .filter(topic -> topic.startsWith("coterie."))
                .distinct()
                .sorted()
                .toList();
    }

    /** Whether a topic is read by this service, by name or because it matches a channel's pattern. */
    Predicate<String> incoming() {
        Set<String> names = Set.copyOf(incomingTopics());
        List<Pattern> patterns = incomingPatterns();
        return topic -> names.contains(topic)
                || patterns.stream().anyMatch(pattern -> pattern.matcher(topic).matches());
    }

    private List<Pattern> incomingPatterns() {
        return StreamSupport.stream(config.getPropertyNames().spliterator(), false)
                .filter(name -> name.startsWith(INCOMING) && name.endsWith(PATTERN))
                .filter(name -> config.getOptionalValue(name, Boolean.class).orElse(false))
                .map(name -> name.substring(0, name.length() - PATTERN.length()) + TOPIC)
                .map(name -> Pattern.compile(config.getValue(name, String.class)))
                .toList();
    }

    /** First kept and next offset of every partition of those of the topics that exist. */
    Uni<Map<TopicPartition, Range>> ranges(Predicate<String> topics) {
        return kafka.admin().chain(open -> partitions(open, topics).chain(partitions -> ranges(open, partitions)));
    }

    private static Uni<Set<TopicPartition>> partitions(Admin admin, Predicate<String> topics) {
        return Uni.createFrom()
                .completionStage(() -> admin.listTopics().names().toCompletionStage())
                .map(existing -> existing.stream().filter(topics).toList())
                .chain(known -> Uni.createFrom()
                        .completionStage(() ->
                                admin.describeTopics(known).allTopicNames().toCompletionStage()))
                .map(KafkaOffsets::partitions);
    }

    private static Set<TopicPartition> partitions(Map<String, TopicDescription> topics) {
        Set<TopicPartition> partitions = new HashSet<>();
        topics.forEach((name, topic) -> topic.partitions()
                .forEach(partition -> partitions.add(new TopicPartition(name, partition.partition()))));
        return partitions;
    }

    private static Uni<Map<TopicPartition, Range>> ranges(Admin admin, Set<TopicPartition> partitions) {
        return Uni.combine()
                .all()
                .unis(
                        offsets(admin, partitions, OffsetSpec.earliest()),
                        offsets(admin, partitions, OffsetSpec.latest()))
                .with(KafkaOffsets::ranges);
    }

    private static Map<TopicPartition, Range> ranges(Map<TopicPartition, Long> first, Map<TopicPartition, Long> next) {
        Map<TopicPartition, Range> ranges = new HashMap<>();
        next.forEach((partition, end) -> ranges.put(partition, new Range(first.getOrDefault(partition, 0L), end)));
        return ranges;
    }

    private static Uni<Map<TopicPartition, Long>> offsets(
            Admin admin, Set<TopicPartition> partitions, OffsetSpec spec) {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        partitions.forEach(partition -> asked.put(partition, spec));
        return Uni.createFrom()
                .completionStage(() -> admin.listOffsets(asked).all().toCompletionStage())
                .map(answers -> {
                    Map<TopicPartition, Long> offsets = new HashMap<>();
                    answers.forEach((partition, answer) -> offsets.put(partition, answer.offset()));
                    return offsets;
                });
    }

    /**
     * What a partition holds.
     *
     * @param first offset of the oldest record kept
     * @param next offset that the next record will get
     */
    record Range(long first, long next) {}
}
