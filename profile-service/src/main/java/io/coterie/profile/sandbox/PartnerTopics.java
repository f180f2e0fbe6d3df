package io.coterie.profile.sandbox;

import io.coterie.contracts.Topics;
import io.coterie.platform.messaging.KafkaAdmin;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/** The three topics through which an organisation's partner systems speak with the suite. */
@ApplicationScoped
class PartnerTopics {

    private final KafkaAdmin kafka;
    private final PartnerTopicsConfig config;

    PartnerTopics(KafkaAdmin kafka, PartnerTopicsConfig config) {
        this.kafka = kafka;
        this.config = config;
    }

    /** Ends when all of them are there; fails with {@link MissingTopics} while they are not. */
    Uni<Void> provide(String organisation) {
        return kafka.admin()
                .chain(admin -> missing(admin, organisation).chain(missing -> switch (config.provision()) {
                    case CREATE ->
                        create(admin, missing)
                                .chain(() -> missing(admin, organisation))
                                .chain(still -> expect(organisation, still));
                    case EXPECT -> expect(organisation, missing);
                }));
    }

    private static Uni<List<Topics.Topic>> missing(Admin admin, String organisation) {
        return Uni.createFrom()
                .completionStage(() -> admin.listTopics().names().toCompletionStage())
                .map((Set<String> there) -> Topics.ofPartner(organisation).stream()
                        .filter(topic -> !there.contains(topic.name()))
                        .toList());
    }

    private Uni<Void> create(Admin admin, List<Topics.Topic> missing) {
        List<NewTopic> topics = missing.stream().map(this::newTopic).toList();
        return Uni.createFrom()
                .completionStage(() -> admin.createTopics(topics).all().toCompletionStage())
                // Another replica was faster; what is there afterwards is looked at anyway.
                .onFailure(PartnerTopics::isThereAlready)
                .recoverWithNull()
                .replaceWithVoid();
    }

    private static Uni<Void> expect(String organisation, List<Topics.Topic> missing) {
        return missing.isEmpty()
                ? Uni.createFrom().voidItem()
                : Uni.createFrom().failure(new MissingTopics(organisation, missing));
    }

    private NewTopic newTopic(Topics.Topic topic) {
        return new NewTopic(topic.name(), Optional.of(config.partitions()), config.replicationFactor())
                .configs(Map.of(
                        "cleanup.policy",
                        "delete",
                        "retention.ms",
                        Long.toString(topic.retention().toMillis())));
    }

    private static boolean isThereAlready(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof TopicExistsException;
    }

    /** Topics that are made elsewhere and are not there yet. */
    static final class MissingTopics extends RuntimeException {

        MissingTopics(String organisation, List<Topics.Topic> missing) {
            super("Expected the partner topics of " + organisation + ", but these are not there: "
                    + missing.stream().map(Topics.Topic::name).collect(Collectors.joining(", ")));
        }
    }
}
