package io.coterie.buyinggroup;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What sales made of six groups that were made on 1 March 2026, with times that can be counted by hand:
 *
 * <pre>
 *           qualified    opportunity   end
 * first     3 March      5 March       won on 11 March; qualified again on 20 April
 * second    5 March      15 March      won on 19 March
 * third     9 March      13 March      lost on 14 March
 * fourth    21 March
 * never
 * deleted   10 March     11 March      won on 12 March; deleted on 13 March
 * </pre>
 *
 * A seventh was qualified on 2 March, deleted, and came back on 10 March.
 */
@RunningService
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConversionReportTest {

    private static final String REPORT = "/v1/buying-group-conversions?";
    private static final String SPRING = "from=2026-03-01&to=2026-05-01";

    private Scene scene;
    private PastScene past;
    private String robots;

    @BeforeEach
    void open() throws SQLException {
        if (scene == null) {
            set(Scene.open());
        }
    }

    private void set(Scene opened) throws SQLException {
        scene = opened;
        past = new PastScene(scene);
        robots = scene.interest("Robots", true);
        UUID first = qualified("first", 3);
        past.won(first, at(5), at(11));
        past.history(first, "2026-04-20T00:00:00Z", "QUALIFIED", null, null, null, null);
        past.won(qualified("second", 5), at(15), at(19));
        UUID third = qualified("third", 9);
        past.won(third, at(13), at(14));
        past.update("update buying_group set outcome = 'LOST' where sandbox_id = ? and id = ?", scene.sandboxId, third);
        qualified("fourth", 21);
        past.group("never@crm.Test", robots, "never", at(1));
        UUID deleted = qualified("deleted", 10);
        past.won(deleted, at(11), at(12));
        past.deleted(deleted, at(13));
        UUID back = qualified("back", 2);
        past.deleted(back, at(4));
        past.cameBack(back, at(10));
    }

    private UUID qualified(String name, int day) throws SQLException {
        UUID group = past.group(name + "@crm.Test", robots, name, at(1));
        past.history(group, at(day), "QUALIFIED", null, null, null, null);
        return group;
    }

    private static String at(int day) {
        return "2026-03-%02dT00:00:00Z".formatted(day);
    }

    @AfterAll
    void close() throws SQLException {
        past.close();
        scene.close();
    }

    @Test
    @DisplayName("medians are half way between two, or the one in the middle; what was lost took no time to be won")
    void mediansAreOfThoseWhoGotThere() {
        scene.get(REPORT + SPRING + "&period=year")
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].qualified", is(4))
                .body("items[0].converted", is(3))
                .body("items[0].won", is(2))
                .body("items[0].lost", is(1))
                .body("items[0].medianDaysToQualify", is(6.0f))
                .body("items[0].medianDaysToConvert", is(4.0f))
                .body("items[0].medianDaysToWin", is(5.0f));
    }

    @Test
    @DisplayName("a group counts once, in the week or month in which it first was qualified; weeks begin on Monday")
    void aGroupCountsWhereItFirstWasQualified() {
        scene.get(REPORT + SPRING + "&period=week")
                .body("items.periodStart", contains("2026-03-02", "2026-03-09", "2026-03-16"))
                .body("items.qualified", contains(2, 1, 1))
                .body("items.converted", contains(2, 1, 0))
                .body("items.won", contains(2, 0, 0));
        scene.get(REPORT + SPRING)
                .body("period", is("month"))
                .body("items.periodStart", contains("2026-03-01"))
                .body("items.qualified", contains(4));
    }

    @Test
    @DisplayName("the first day is part of the range, the last is not, and what nobody reached has no median")
    void theLastDayIsNotPartOfTheRange() {
        scene.get(REPORT + "from=2026-03-03&to=2026-03-05").body("items.qualified", contains(1));
        scene.get(REPORT + "from=2026-03-04&to=2026-03-05").body("items", empty());
        scene.get(REPORT + "from=2026-03-21&to=2026-03-22")
                .body("items.qualified", contains(1))
                .body("items[0].converted", is(0))
                .body("items[0].medianDaysToQualify", is(20.0f))
                .body("items[0].medianDaysToConvert", nullValue())
                .body("items[0].medianDaysToWin", nullValue());
    }
}
