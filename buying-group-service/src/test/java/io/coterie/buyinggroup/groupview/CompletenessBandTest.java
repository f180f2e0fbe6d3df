package io.coterie.buyinggroup.groupview;

import static org.hamcrest.Matchers.is;

import io.coterie.buyinggroup.PastScene;
import io.coterie.buyinggroup.RunningService;
import io.coterie.buyinggroup.Scene;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@RunningService
class CompletenessBandTest {

    @Test
    @DisplayName("CMP-07: the summary counts groups by stored completeness; bands are closed below and open above")
    void bandsAreClosedBelowAndOpenAbove() throws SQLException {
        try (Scene scene = Scene.open();
                PastScene past = new PastScene(scene)) {
            String robots = scene.interest("Robots", true);
            for (String percent :
                    List.of("0", "0.01", "24.9999", "25", "49.9999", "50", "74.9999", "75", "99.9999", "100")) {
                UUID group = past.group(percent + "@crm.Test", robots, percent, "2026-03-01T00:00:00Z");
                past.completeness(group, "2026-03-02T00:00:00Z", percent);
            }

            scene.get("/v1/buying-groups/summary")
                    .statusCode(200)
                    .body("count", is(10))
                    .body("complete", is(1))
                    .body(
                            "completenessHistogram",
                            is(Map.of("0", 1, "(0,25)", 2, "[25,50)", 2, "[50,75)", 2, "[75,100)", 2, "100", 1)));
        }
    }
}
