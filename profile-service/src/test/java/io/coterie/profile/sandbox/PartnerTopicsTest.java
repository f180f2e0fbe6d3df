package io.coterie.profile.sandbox;

import static io.coterie.profile.ProfileTests.account;
import static io.coterie.profile.ProfileTests.accountKey;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.coterie.contracts.EventTypes;
import io.coterie.contracts.Topics;
import io.coterie.platform.messaging.KafkaAdmin;
import io.coterie.platform.tenancy.Permissions;
import io.coterie.platform.testing.CloudEventRecord;
import io.coterie.platform.testing.KafkaProbe;
import io.coterie.platform.testing.SuiteInfrastructure;
import io.coterie.profile.ProfileTests;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;

/** A new organisation's partners find their doors open. */
@QuarkusTest
@WithTestResource(
        value = SuiteInfrastructure.class,
        initArgs = @ResourceArg(name = SuiteInfrastructure.DATABASE, value = "profile"))
class PartnerTopicsTest {

    @Inject
    KafkaAdmin kafka;

    @Test
    void provisioningTheFirstSandboxOfAnOrganisationMakesItsTopics() throws Exception {
        String organisation = newOrganisation();

        ProfileTests tests = ProfileTests.inNewSandbox(organisation);

        awaitTopics(tests);
        Admin admin = kafka.admin().await().indefinitely();
        List<String> names =
                Topics.ofPartner(organisation).stream().map(Topics.Topic::name).toList();
        Map<String, TopicDescription> topics =
                admin.describeTopics(names).allTopicNames().get();
        assertThat(topics.values())
                .allSatisfy(topic -> assertThat(topic.partitions()).hasSize(3));
        for (Topics.Topic topic : Topics.ofPartner(organisation)) {
            ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
            var settings = admin.describeConfigs(List.of(resource)).all().get().get(resource);
            assertThat(settings.get("cleanup.policy").value()).isEqualTo("delete");
            assertThat(settings.get("retention.ms").value())
                    .isEqualTo(Long.toString(topic.retention().toMillis()));
        }
    }

    @Test
    void whatAPartnerOfANewOrganisationSendsIsStored() {
        ProfileTests tests = ProfileTests.inNewSandbox(newOrganisation());
        awaitTopics(tests);

        try (KafkaProbe probe = KafkaProbe.ofSuite()) {
            probe.publish(CloudEventRecord.ofSandbox(
                            Topics.partnerInbound(tests.sandbox().organisation()),
                            tests.sandbox().id(),
                            tests.sandbox().name(),
                            tests.sandbox().organisation(),
                            accountKey("1"),
                            EventTypes.PARTNER_ACCOUNT_UPSERTED)
                    .data(account("1", "Acme", "Software")));
        }

        await().atMost(ProfileTests.PATIENCE)
                .until(() ->
                        tests.request().get("/v1/accounts/" + accountKey("1")).statusCode() == 200);
    }

    @Test
    void aSecondSandboxOfTheOrganisationFindsThemThere() {
        String organisation = newOrganisation();
        awaitTopics(ProfileTests.inNewSandbox(organisation));

        awaitTopics(ProfileTests.inNewSandbox(organisation));
    }

    @Test
    void whereOthersMakeTheTopicsTheyAreWaitedForByName() {
        String organisation = newOrganisation();
        PartnerTopics expecting = new PartnerTopics(kafka, expecting());

        assertThatThrownBy(() -> expecting.provide(organisation).await().indefinitely())
                .isInstanceOf(PartnerTopics.MissingTopics.class)
                .hasMessageContaining(Topics.partnerInbound(organisation))
                .hasMessageContaining(Topics.partnerEvents(organisation));

        try (KafkaProbe probe = KafkaProbe.ofSuite()) {
            probe.createTopics(Topics.ofPartner(organisation), 1);
        }
        expecting.provide(organisation).await().indefinitely();
    }

    private static void awaitTopics(ProfileTests tests) {
        await().atMost(ProfileTests.PATIENCE)
                .untilAsserted(() -> given().auth()
                        .oauth2(ProfileTests.token(tests.sandbox().organisation(), Permissions.VIEW_SANDBOXES))
                        .get("/v1/sandboxes/" + tests.sandbox().name())
                        .then()
                        .statusCode(200)
                        .body("waitingFor", hasItem("journey-service"))
                        .body("waitingFor", not(hasItem("partner-topics"))));
    }

    private static PartnerTopicsConfig expecting() {
        return new PartnerTopicsConfig() {
            @Override
            public TopicProvision provision() {
                return TopicProvision.EXPECT;
            }

            @Override
            public int partitions() {
                return 1;
            }

            @Override
            public Optional<Short> replicationFactor() {
                return Optional.empty();
            }
        };
    }

    private static String newOrganisation() {
        return "newcomer-" + UUID.randomUUID() + "@CoterieOrg";
    }
}
