package io.coterie.buyinggroup;

import static org.hamcrest.Matchers.is;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Solution interests in a list. */
@RunningService
class InterestListTest {

    @Test
    @DisplayName(
            "SI-02, SI-03, SI-05: a list shows each interest with its creation jobs and its toggle, the last updated first")
    void aListShowsTheJobsOfEachInterest() {
        try (Scene scene = Scene.open()) {
            scene.audience("aud");
            scene.awaitRest();
            String template = scene.liveTemplate();
            String robots = scene.interest("Robots", template, false, null);
            String boats = scene.interest("Boats", template, true, null);
            String gone = scene.job(robots, "aud");
            scene.job(robots, "aud");
            scene.user().delete("/v1/creation-jobs/" + gone).then().statusCode(204);

            scene.get("/v1/solution-interests")
                    .body("items.id", is(List.of(boats, robots)))
                    .body("items.creationJobs", is(List.of(0, 1)))
                    .body("items.updateExistingBuyingGroups", is(List.of(true, false)));
            scene.put("/v1/solution-interests/" + robots, Map.of("name", "Machines", "description", "of all kinds"))
                    .statusCode(200);
            scene.get("/v1/solution-interests").body("items.name", is(List.of("Machines", "Boats")));
        }
    }

    @Test
    @DisplayName("a cursor of an instant that no row can have is refused before the database sees it")
    void aMadeUpCursorIsRefused() {
        String place = "+999999999-01-01T00:00:00Z|" + new UUID(0, 1);
        String cursor = Base64.getUrlEncoder().withoutPadding().encodeToString(place.getBytes(StandardCharsets.UTF_8));
        try (Scene scene = Scene.open()) {
            scene.get("/v1/solution-interests?cursor=" + cursor)
                    .statusCode(400)
                    .body("violations.field", is(List.of("cursor")));
        }
    }
}
