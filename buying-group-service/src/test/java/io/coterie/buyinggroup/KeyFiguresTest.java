package io.coterie.buyinggroup;

import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.response.ValidatableResponse;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Medians and shares over groups that have lived; what they mean is {@link MetricsTest}'s. */
@RunningService
class KeyFiguresTest {

    private static final String MARCH = "/v1/buying-group-kpis?from=2026-03-01&to=2026-03-31";
    private static final String BEGIN = "2026-03-01T00:00:00Z";

    private Scene scene;
    private PastScene past;
    private String robots;

    @BeforeEach
    void open() throws SQLException {
        scene = Scene.open();
        past = new PastScene(scene);
        robots = scene.interest("Robots", true);
    }

    @AfterEach
    void close() throws SQLException {
        past.close();
        scene.close();
    }

    @Test
    @DisplayName("BEY-04: the median of an even number lies half way between the two in the middle, whenever that was")
    void theMedianOfAnEvenNumberLiesBetweenTwo() throws SQLException {
        complete(group("d", BEGIN), "2026-05-30T00:00:00Z");
        complete(group("a", BEGIN), "2026-03-02T00:00:00Z");
        complete(group("c", BEGIN), "2026-03-07T00:00:00Z");
        complete(group("b", BEGIN), "2026-03-03T00:00:00Z");
        qualified(group("e", BEGIN), "2026-03-09T00:00:00Z");
        qualified(group("f", BEGIN), "2026-03-04T00:00:00Z");

        march().body("groups", is(6))
                .body("completed", is(4))
                .body("medianTimeToComplete", is("PT96H"))
                .body("qualified", is(2))
                .body("medianTimeToQualified", is("PT132H"));
    }

    @Test
    @DisplayName("BEY-04: the median of an odd number is the one in the middle, to the second")
    void theMedianOfAnOddNumberIsTheOneInTheMiddle() throws SQLException {
        complete(group("e", BEGIN), "2026-05-30T00:00:00Z");
        complete(group("a", BEGIN), "2026-03-02T00:00:00Z");
        complete(group("c", BEGIN), "2026-03-07T01:02:03Z");
        complete(group("b", BEGIN), "2026-03-03T00:00:00Z");
        complete(group("d", BEGIN), "2026-03-08T00:00:00Z");
        qualified(group("h", BEGIN), "2026-06-01T00:00:00Z");
        qualified(group("f", BEGIN), "2026-03-04T00:00:00Z");
        qualified(group("g", BEGIN), "2026-03-10T00:00:00Z");

        march().body("completed", is(5))
                .body("medianTimeToComplete", is("PT145H2M3S"))
                .body("qualified", is(3))
                .body("medianTimeToQualified", is("PT216H"));
    }

    @Test
    @DisplayName("BEY-04: a deleted group is in no figure; one that never was complete or qualified is in no median")
    void whoIsInNoMedian() throws SQLException {
        complete(group("a", BEGIN), "2026-03-02T00:00:00Z");
        complete(group("b", BEGIN), "2026-03-04T00:00:00Z");
        UUID nearly = group("nearly", BEGIN);
        past.completeness(nearly, "2026-03-20T00:00:00Z", "99.9");
        UUID deleted = group("deleted", BEGIN);
        complete(deleted, "2026-04-20T00:00:00Z");
        qualified(deleted, "2026-04-21T00:00:00Z");
        past.deleted(deleted, "2026-04-22T00:00:00Z");

        march().body("groups", is(3))
                .body("complete", is(2))
                .body("shareComplete", is(66.67f))
                .body("completed", is(2))
                .body("medianTimeToComplete", is("PT48H"))
                .body("qualified", is(0))
                .body("medianTimeToQualified", nullValue());
    }

    @Test
    @DisplayName("BEY-04: the first time counts; who was complete and is no more has a time, but is in no share")
    void theFirstTimeCounts() throws SQLException {
        UUID again = group("again", BEGIN);
        complete(again, "2026-03-03T00:00:00Z");
        past.completeness(again, "2026-03-04T00:00:00Z", "50");
        complete(again, "2026-03-31T00:00:00Z");
        qualified(again, "2026-03-05T00:00:00Z");
        past.history(again, "2026-03-06T00:00:00Z", "DISQUALIFIED", null, null, null, null);
        qualified(again, "2026-03-30T00:00:00Z");
        UUID once = group("once", BEGIN);
        complete(once, "2026-03-05T00:00:00Z");
        past.completeness(once, "2026-03-06T00:00:00Z", "80");

        march().body("complete", is(1))
                .body("shareComplete", is(50.0f))
                .body("completed", is(2))
                .body("medianTimeToComplete", is("PT72H"))
                .body("qualified", is(1))
                .body("medianTimeToQualified", is("PT96H"));
    }

    @Test
    @DisplayName("BEY-04: a group that came back is one of the days of its return, and its times begin then")
    void aGroupThatCameBackIsMeasuredFromItsReturn() throws SQLException {
        UUID group = group("again", "2026-02-01T00:00:00Z");
        complete(group, "2026-02-02T00:00:00Z");
        qualified(group, "2026-02-03T00:00:00Z");
        past.deleted(group, "2026-02-10T00:00:00Z");
        past.cameBack(group, "2026-03-10T00:00:00Z");

        march().body("groups", is(1)).body("completed", is(0)).body("qualified", is(0));
        complete(group, "2026-03-14T00:00:00Z");
        qualified(group, "2026-03-16T00:00:00Z");

        march().body("medianTimeToComplete", is("PT96H")).body("medianTimeToQualified", is("PT144H"));
        scene.get("/v1/buying-group-kpis?from=2026-02-01&to=2026-02-28").body("groups", is(0));
    }

    @Test
    @DisplayName("BEY-04: the groups are those made from the beginning of the first day until the end of the last")
    void theGroupsAreThoseOfTheDaysAskedFor() throws SQLException {
        complete(group("before", "2026-02-28T23:59:59Z"), "2026-03-20T00:00:00Z");
        complete(group("first", "2026-03-01T00:00:00Z"), "2026-03-02T00:00:00Z");
        complete(group("last", "2026-03-31T23:59:59Z"), "2026-04-03T23:59:59Z");
        complete(group("after", "2026-04-01T00:00:00Z"), "2026-04-30T00:00:00Z");

        march().body("groups", is(2)).body("completed", is(2)).body("medianTimeToComplete", is("PT48H"));
    }

    @Test
    @DisplayName("BEY-04: a group that was complete when it was made took no time")
    void aGroupThatWasMadeCompleteTookNoTime() throws SQLException {
        UUID group = group("full", BEGIN);
        past.update(
                "update buying_group set completeness = 100 where sandbox_id = ? and id = ?", scene.sandboxId, group);
        past.update("""
                update buying_group_history set new_value = '100', completeness = 100
                 where sandbox_id = ? and group_id = ?""", scene.sandboxId, group);

        march().body("complete", is(1)).body("completed", is(1)).body("medianTimeToComplete", is("PT0S"));
    }

    private ValidatableResponse march() {
        return scene.get(MARCH).statusCode(200);
    }

    private UUID group(String name, String createdAt) throws SQLException {
        return past.group(name + "@crm.Test", robots, name, createdAt);
    }

    private void complete(UUID group, String at) throws SQLException {
        past.completeness(group, at, "100");
    }

    private void qualified(UUID group, String at) throws SQLException {
        past.history(group, at, "QUALIFIED", null, null, null, null);
    }
}
