package io.coterie.buyinggroup.solutioninterest;

import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.coterie.buyinggroup.RunningService;
import io.coterie.buyinggroup.Scene;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What an interest is where nobody said (§9.4). */
@RunningService
class InterestDefaultsTest {

    @Test
    @DisplayName("D-81: an interest updates no existing groups unless somebody says so")
    void theToggleIsOffUnlessSomebodySaysSo() {
        try (Scene scene = Scene.open()) {
            String interest = scene.post(
                            "/v1/solution-interests", Map.of("name", "Robots", "rolesTemplate", scene.liveTemplate()))
                    .statusCode(201)
                    .body("updateExistingBuyingGroups", is(false))
                    .body("stageModel", nullValue())
                    .extract()
                    .path("id");

            scene.get("/v1/solution-interests/" + interest)
                    .statusCode(200)
                    .body("updateExistingBuyingGroups", is(false));
        }
    }
}
