package io.coterie.buyinggroup.engagement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import io.coterie.buyinggroup.RunningService;
import io.coterie.buyinggroup.Scene;
import io.coterie.contracts.EventTypes;
import io.coterie.contracts.Topics;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Engagement as a platform team may configure it: the live score in use, weights between the lightest and the heaviest. */
@RunningService
@TestProfile(OtherSettingsTest.Settings.class)
class OtherSettingsTest {

    /** All settings away from their defaults, in one start of the service. */
    public static final class Settings implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "coterie.buying-group.build.time-zone", zoneOfAnotherDay(),
                    "coterie.buying-group.engagement.used-score", "LIVE",
                    "coterie.buying-group.engagement.weight-normalisation", "PURE_MINMAX");
        }

        /** Where it is not the day that it is in UTC, now and for another hour. */
        private static String zoneOfAnotherDay() {
            return Instant.now().atZone(ZoneOffset.UTC).getHour() < 11 ? "Etc/GMT+12" : "Pacific/Kiritimati";
        }
    }

    private static final String FORM = "web.formFilledOut";
    private static final int WORLDS = 60;

    @Inject
    ScratchPad pad;

    @Inject
    EngagementNightJob night;

    @ConfigProperty(name = "coterie.buying-group.build.time-zone")
    ZoneId zone;

    @Test
    @DisplayName("D-39: weights between the lightest and the heaviest come to what a computation from scratch comes to")
    void weightsBetweenTheLightestAndTheHeaviest() throws Throwable {
        try (Scene scene = Scene.open()) {
            new NightWorlds(pad, WeightNormalisation.PURE_MINMAX).hold(scene, WORLDS);
        }
    }

    @Test
    @DisplayName("D-31, D-38: a night is counted in the zone of the builds, and looks at days of UTC")
    void theNightIsOfTheZoneAndItsWindowOfUtc() {
        try (Scene scene = Scene.open()) {
            Instant now = Instant.now();

            night.run().await().indefinitely();

            scene.get("/v1/engagement-runs")
                    .statusCode(200)
                    .body("items.size()", is(1))
                    .body("items[0].night", is(now.atZone(zone).toLocalDate().toString()))
                    .body(
                            "items[0].windowTo",
                            is(now.atZone(ZoneOffset.UTC).toLocalDate().toString()));
        }
    }

    @Test
    @DisplayName(
            "BEY-01, architecture §8: where the live score is in use, an event gives a role and is told, without a run")
    void anEventGivesARoleAndIsTold() {
        try (Scene scene = Scene.open()) {
            for (String account : List.of("1@t", "2@t")) {
                scene.account(account, "Account " + account);
            }
            scene.person("clerk@t", "Clerk", "1@t");
            scene.person("aide@t", "Aide", "1@t");
            scene.person("boss@t", "Chief", "2@t");
            scene.audience("aud");
            scene.inAudience("aud", "1@t");
            scene.inAudience("aud", "2@t");
            scene.awaitRest();
            scene.job(scene.interest("Robots", template(scene), true, null), "aud");
            String group = scene.group("1@t");
            String highest = scene.group("2@t");
            scene.did("boss@t", FORM, Instant.now(), 16);
            scene.did("aide@t", FORM, Instant.now(), 9);
            scene.did("clerk@t", FORM, Instant.now(), 1);
            scene.awaitRest();
            // The first gives the roles, and the second measures the groups that have come about so.
            run(scene);
            scene.awaitMembers(highest, "boss@t=Champion");
            scene.awaitMembers(group, "aide@t=Champion");
            run(scene);
            long told = engagementEvents(scene);

            scene.did("clerk@t", FORM, Instant.now(), 15);
            scene.awaitRest();

            scene.awaitMembers(group, "aide@t=Champion", "clerk@t=Champion");
            await().untilAsserted(() -> assertThat(engagementEvents(scene)).isGreaterThan(told));
            scene.get("/v1/engagement-runs").body("items.size()", is(2));
        }
    }

    private static void run(Scene scene) {
        String run = scene.post("/v1/engagement-runs", Map.of())
                .statusCode(202)
                .extract()
                .path("id");
        await().untilAsserted(() -> scene.get("/v1/engagement-runs/" + run).body("state", is("COMPLETE")));
        scene.awaitRest();
    }

    private static String template(Scene scene) {
        Map<String, Object> engaged =
                Map.of("person", Map.of("field", "engagementScore", "operator", "AT_LEAST", "value", 60));
        String template = scene.post(
                        "/v1/roles-templates",
                        Map.of("name", "Engaged", "roles", List.of(Map.of("role", "Champion", "condition", engaged))))
                .statusCode(201)
                .extract()
                .path("id");
        scene.post("/v1/roles-templates/" + template + "/publish", "").statusCode(200);
        return template;
    }

    private static long engagementEvents(Scene scene) {
        return scene.publishedTypes(Topics.BUYING_GROUPS).stream()
                .filter(EventTypes.BUYING_GROUP_ENGAGEMENT_CHANGED::equals)
                .count();
    }
}
