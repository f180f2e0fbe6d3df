package io.coterie.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.contracts.Topics;
import io.coterie.k8s.manifest.Deployed;
import io.coterie.k8s.manifest.Deployed.Workload;
import io.coterie.k8s.source.ServiceKeys;
import io.coterie.k8s.source.TopicUse;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import io.strimzi.api.kafka.model.user.KafkaUserAuthorizationSimple;
import io.strimzi.api.kafka.model.user.acl.AclOperation;
import io.strimzi.api.kafka.model.user.acl.AclResourcePatternType;
import io.strimzi.api.kafka.model.user.acl.AclRule;
import io.strimzi.api.kafka.model.user.acl.AclRuleGroupResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleTopicResource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.utils.AppInfoParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The topics are those of the contracts, and each principal reaches what it needs and nothing else. */
class KafkaTest {

    private static final Deployed LOCAL = Deployed.local();
    private static final String PARTNER_ORGANISATION = "acme@CoterieOrg";
    private static final String PARTNERS = "coterie.partner.";

    static Stream<Topics.Topic> everyTopic() {
        return Stream.concat(Topics.ALL.stream(), Topics.ofPartner(PARTNER_ORGANISATION).stream());
    }

    static Stream<String> everyService() {
        return LOCAL.services().map(Workload::name);
    }

    @ParameterizedTest
    @MethodSource("everyTopic")
    void aTopicKeepsWhatTheContractSays(Topics.Topic topic) {
        Map<String, Object> settings = declared(topic.name()).getSpec().getConfig();

        if (topic.compacted()) {
            assertThat(settings)
                    .containsOnlyKeys(
                            TopicConfig.CLEANUP_POLICY_CONFIG,
                            TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG,
                            TopicConfig.DELETE_RETENTION_MS_CONFIG)
                    .containsEntry(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
            assertThat(duration(settings, TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG))
                    .isPositive()
                    .isLessThanOrEqualTo(Duration.ofDays(1));
            assertThat(duration(settings, TopicConfig.DELETE_RETENTION_MS_CONFIG))
                    .isGreaterThanOrEqualTo(Duration.ofDays(30));
        } else {
            assertThat(settings)
                    .containsOnlyKeys(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.RETENTION_MS_CONFIG)
                    .containsEntry(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
            assertThat(duration(settings, TopicConfig.RETENTION_MS_CONFIG)).isEqualTo(topic.retention());
        }
    }

    @Test
    void noTopicIsDeclaredThatNoContractKnows() {
        assertThat(LOCAL.all(KafkaTopic.class).map(KafkaTest::topicName))
                .containsExactlyInAnyOrderElementsOf(
                        everyTopic().map(Topics.Topic::name).toList());
    }

    @Test
    void everyTopicSaysHowManyPartitionsItHas() {
        assertThat(LOCAL.all(KafkaTopic.class))
                .allSatisfy(topic -> assertThat(topic.getSpec().getPartitions()).isPositive());
    }

    @Test
    void everyTopicUserAndPoolBelongsToTheCluster() {
        assertThat(Stream.of(KafkaTopic.class, KafkaUser.class, KafkaNodePool.class)
                        .flatMap(LOCAL::all)
                        .map(resource -> resource.getMetadata().getLabels().get("strimzi.io/cluster")))
                .containsOnly(cluster().getMetadata().getName());
    }

    @Test
    void theBrokersAreOfTheVersionThatTheTestsRun() {
        assertThat(cluster().getSpec().getKafka().getVersion()).isEqualTo(AppInfoParser.getVersion());
    }

    @Test
    void aTopicNobodyDeclaredIsNotMade() {
        assertThat(cluster().getSpec().getKafka().getConfig()).containsEntry("auto.create.topics.enable", false);
    }

    @Test
    void theBrokersTakeTheLargestEvent() {
        assertThat(cluster().getSpec().getKafka().getConfig())
                .hasEntrySatisfying(
                        "message.max.bytes",
                        size -> assertThat(((Number) size).intValue()).isGreaterThan(Topics.MAX_EVENT_BYTES))
                .hasEntrySatisfying(
                        "replica.fetch.max.bytes",
                        size -> assertThat(((Number) size).intValue()).isGreaterThan(Topics.MAX_EVENT_BYTES));
    }

    @Test
    void oneBrokerKeepsOneCopy() {
        int brokers = LOCAL.all(KafkaNodePool.class)
                .mapToInt(pool -> pool.getSpec().getReplicas())
                .sum();

        assertThat(cluster().getSpec().getKafka().getConfig())
                .containsEntry("default.replication.factor", brokers)
                .containsEntry("offsets.topic.replication.factor", brokers)
                .containsEntry("min.insync.replicas", brokers);
    }

    @ParameterizedTest
    @MethodSource("everyService")
    void aServiceMayReadWhatItsChannelsReadAndNothingElse(String service) {
        Set<String> expected = ServiceKeys.of(service).incomingTopics().stream()
                .map(topic -> topic.startsWith("coterie\\.partner\\.") ? PARTNERS + "*" : topic)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(topics(service, AclOperation.READ)).isEqualTo(expected);
    }

    /** A service names a topic to write to it, or to tell it from another that it reads. */
    @ParameterizedTest
    @MethodSource("everyService")
    void everyTopicAServiceNamesIsOpenToIt(String service) {
        Set<String> open = new TreeSet<>(topics(service, AclOperation.READ));
        open.addAll(topics(service, AclOperation.WRITE));

        assertThat(TopicUse.namedBy(service))
                .allSatisfy(topic -> assertThat(open)
                        .as(topic)
                        .anyMatch(allowed -> allowed.endsWith("*")
                                ? topic.startsWith(allowed.substring(0, allowed.length() - 1))
                                : topic.equals(allowed)));
    }

    @ParameterizedTest
    @MethodSource("everyService")
    void everyServiceAcknowledgesSandboxesAndHasDeadLetters(String service) {
        assertThat(topics(service, AclOperation.WRITE)).contains(Topics.DEFINITIONS, Topics.DEAD_LETTERS);
    }

    @Test
    void aStateTopicHasOneWriterBesidesTheDefinitions() {
        for (Topics.Topic topic : Topics.ALL) {
            if (topic.compacted() && !topic.name().equals(Topics.DEFINITIONS)) {
                assertThat(everyService()
                                .filter(service ->
                                        topics(service, AclOperation.WRITE).contains(topic.name())))
                        .as(topic.name())
                        .hasSize(1);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("everyService")
    void aServiceReadsWithItsOwnGroups(String service) {
        assertThat(rules(service)
                        .filter(rule -> rule.getResource() instanceof AclRuleGroupResource)
                        .map(rule -> (AclRuleGroupResource) rule.getResource()))
                .singleElement()
                .satisfies(group -> {
                    assertThat(group.getName()).isEqualTo(service);
                    assertThat(group.getPatternType()).isEqualTo(AclResourcePatternType.PREFIX);
                });
    }

    @Test
    void aPartnerReachesTheDoorsOfItsOrganisationAndNothingElse() {
        assertThat(topics("partner-acme", AclOperation.WRITE))
                .containsExactly(Topics.partnerInbound(PARTNER_ORGANISATION));
        assertThat(topics("partner-acme", AclOperation.READ))
                .containsExactlyInAnyOrder(
                        Topics.partnerInboundRejected(PARTNER_ORGANISATION),
                        Topics.partnerEvents(PARTNER_ORGANISATION));
        assertThat(rules("partner-acme").map(rule -> rule.getResource().getType()))
                .containsOnly("group", "topic");
    }

    @Test
    void nobodyMayChangeOrDeleteATopic() {
        Predicate<AclOperation> harmless =
                Set.of(AclOperation.READ, AclOperation.WRITE, AclOperation.DESCRIBE)::contains;

        assertThat(LOCAL.all(KafkaUser.class)
                        .flatMap(user -> rules(user.getMetadata().getName())))
                .flatExtracting(AclRule::getOperations)
                .allMatch(harmless);
    }

    private static Kafka cluster() {
        return LOCAL.all(Kafka.class).findFirst().orElseThrow();
    }

    private static KafkaTopic declared(String name) {
        return LOCAL.all(KafkaTopic.class)
                .filter(topic -> topicName(topic).equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No KafkaTopic declares " + name));
    }

    private static String topicName(KafkaTopic topic) {
        String explicit = topic.getSpec().getTopicName();
        return explicit == null ? topic.getMetadata().getName() : explicit;
    }

    private static Duration duration(Map<String, Object> settings, String name) {
        return Duration.ofMillis(((Number) settings.get(name)).longValue());
    }

    private static Stream<AclRule> rules(String user) {
        List<AclRule> rules = ((KafkaUserAuthorizationSimple) LOCAL.find(KafkaUser.class, user)
                        .orElseThrow()
                        .getSpec()
                        .getAuthorization())
                .getAcls();
        return rules.stream();
    }

    /** Names of the topics a user may work on; a prefix is shown with an asterisk. */
    private static Set<String> topics(String user, AclOperation operation) {
        return rules(user)
                .filter(rule -> rule.getResource() instanceof AclRuleTopicResource)
                .filter(rule -> rule.getOperations().contains(operation))
                .map(rule -> (AclRuleTopicResource) rule.getResource())
                .map(topic -> topic.getPatternType() == AclResourcePatternType.PREFIX
                        ? topic.getName() + "*"
                        : topic.getName())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
