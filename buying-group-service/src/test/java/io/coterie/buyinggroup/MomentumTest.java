package io.coterie.buyinggroup;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import io.restassured.response.ValidatableResponse;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** §17.3 at its edges; what the numbers are in plain cases is {@link MetricsTest}'s. */
@RunningService
class MomentumTest {

    private static final String CREATED = "2026-01-01T00:00:00Z";
    private static final String FORM = "web.formFilledOut";
    private static final int MOST_A_DAY = 20;
    private static final LocalDate FROM = LocalDate.parse("2026-04-11");
    private static final LocalDate TO = LocalDate.parse("2026-04-20");

    private Scene scene;
    private PastScene past;
    private String robots;

    @BeforeEach
    void open() throws SQLException {
        scene = Scene.open();
        past = new PastScene(scene);
        robots = scene.interest("Robots", scene.liveTemplate(), true, scene.liveStages());
    }

    @AfterEach
    void close() throws SQLException {
        past.close();
        scene.close();
    }

    @Test
    @DisplayName(
            "D-69: failures, steps back and mapped stages are no progress; of equally fast ones the more engaged first")
    void whatIsProgress() throws SQLException {
        group("slow", "50", "Open", 2);
        moved(group("fast", "50", "Open", 2), "Open", "Talks", "10");
        moved(group("faster", "50", "Open", 2), "Open", "Talks", "20");
        moved(group("failed", "50", "Talks", 2), "Talks", "Lost", "90");
        moved(group("back", "50", "Talks", 2), "Talks", "Open", "90");
        mapped(group("mapped", "50", "Open", 2));

        dashboard().body("fastest.name", contains("faster", "fast")).body("fastest.velocity", contains(0.1f, 0.1f));
    }

    @Test
    @DisplayName("D-69: which way is forward, that version says which the group followed when it moved")
    void aMoveIsProgressInItsVersion() throws SQLException {
        UUID before = group("before", "50", "Open", 2);
        UUID after = group("after", "50", "Open", 2);
        UUID back = group("back", "50", "Talks", 2);
        moved(before, "Open", "Talks", "10");
        talksComeBeforeOpen();
        moved(after, "Open", "Talks", "90");
        moved(back, "Talks", "Open", "20");

        dashboard().body("fastest.name", contains("back", "before"));
    }

    /** A second version of the stages, which all groups follow. */
    private void talksComeBeforeOpen() throws SQLException {
        past.update("""
                insert into stage_model_version (sandbox_id, model_id, version, name, stages, published_at, published_by)
                select sandbox_id, model_id, 2, name,
                       jsonb_build_array(stages -> 1, stages -> 0, stages -> 2, stages -> 3), now(), 'ann'
                  from stage_model_version where sandbox_id = ?""", scene.sandboxId);
        past.update("update buying_group set stage_version = 2 where sandbox_id = ?", scene.sandboxId);
    }

    @Test
    @DisplayName("D-69, D-70: what a group did before it was deleted is no progress of the one that came back")
    void aGroupThatCameBackHasNotMoved() throws SQLException {
        UUID group = group("again", "50", "Open", 2);
        moved(group, "Open", "Talks", "10");
        past.deleted(group, "2026-04-16T00:00:00Z");
        past.cameBack(group, "2026-04-17T00:00:00Z");
        past.completeness(group, "2026-04-17T12:00:00Z", "80");

        dashboard().body("fastest", empty()).body("stagnant.name", contains("again"));
    }

    @Test
    @DisplayName("D-70: from 75 on a group that does not move stands still, unless it is at success")
    void whatStandsStill() throws SQLException {
        group("exact", "75", "Open", 2);
        group("below", "74.9", "Open", 2);
        group("won", "80", "Won", 2);
        moved(group("failed", "80", "Talks", 2), "Talks", "Lost", "90");
        mapped(group("mapped", "80", "Open", 3));
        UUID later = group("later", "80", "Open", 4);
        past.stage(later, "2026-04-21T00:00:00Z", "Open", "Won");
        past.completeness(later, "2026-04-22T00:00:00Z", "10");

        dashboard()
                .body("stagnant.name", contains("exact", "mapped", "later"))
                .body("stagnant.daysInStage", contains(109, 108, 107))
                .body("stagnant[2].stage", is("Open"))
                .body("stagnant[2].completeness", is(80));
    }

    @Test
    @DisplayName("§17.3: of equally engaged groups the one updated last comes first; later scores are not the period's")
    void whoIsMostEngaged() throws SQLException {
        past.engagement(group("early", "50", "Open", 2), "2026-02-01T00:00:00Z", "30");
        past.engagement(group("late", "50", "Open", 2), "2026-02-02T00:00:00Z", "30");
        UUID risen = group("risen", "50", "Open", 2);
        past.engagement(risen, "2026-02-03T00:00:00Z", "10");
        past.engagement(risen, "2026-04-21T00:00:00Z", "90");
        past.group("new@crm.Test", robots, "new", "2026-04-21T00:00:00Z");

        dashboard()
                .body("mostEngaged.name", contains("late", "early", "risen"))
                .body("mostEngaged.engagement", contains(30, 30, 10));
    }

    @Test
    @DisplayName(
            "D-71: a band by the rounded percent; from nothing to anything is a hundred, from nothing to nothing none")
    void howMuchIsASurge() throws SQLException {
        surging("a", 200, 178);
        surging("b", 200, 180);
        surging("c", 0, 0);
        surging("d", 180, 198);
        surging("e", 180, 199);
        surging("f", 100, 150);
        surging("g", 100, 151);
        surging("h", 100, 175);
        surging("i", 100, 176);
        surging("j", 0, 1);

        dashboard()
                .body("surge.band", contains("negative", "neutral", "positive", "surging", "surgingStrongly"))
                .body("surge.accounts", contains(1, 3, 2, 2, 2))
                .body("surging.account", contains("j@crm.Test", "i@crm.Test", "h@crm.Test", "g@crm.Test"))
                .body("surging.changePercent", contains(100, 76, 75, 51))
                .body("atRisk.changePercent", contains(-11));
    }

    @Test
    @DisplayName("D-71: who does the same every day does not surge, asked without a range, of 400 days that are kept")
    void whoKeepsOnDoesNotSurge() throws SQLException {
        past.group("steady@crm.Test", robots, "steady", CREATED);
        past.person("of-steady@crm.Test", "steady@crm.Test");
        past.update("""
                insert into daily_activity (sandbox_id, person_key, activity_type, day, count)
                select ?, 'of-steady@crm.Test', ?, day::date, 2
                  from generate_series(current_date - 400, current_date, interval '1 day') as day""", scene.sandboxId, FORM);

        scene.get("/v1/intelligent-dashboard")
                .statusCode(200)
                .body("surge.accounts", contains(0, 1, 0, 0, 0))
                .body("surging", empty())
                .body("atRisk", empty());
    }

    private ValidatableResponse dashboard() {
        return scene.get("/v1/intelligent-dashboard?from=" + FROM + "&to=" + TO).statusCode(200);
    }

    /** A group of its own account that is in a stage since a day in January. */
    private UUID group(String name, String completeness, String stage, int day) throws SQLException {
        UUID group = past.group(name + "@crm.Test", robots, name, CREATED);
        String at = "2026-01-%02dT00:00:00Z".formatted(day);
        past.stage(group, at, null, stage);
        past.completeness(group, at, completeness);
        return group;
    }

    private void moved(UUID group, String before, String after, String engagement) throws SQLException {
        past.engagement(group, "2026-02-01T00:00:00Z", engagement);
        past.stage(group, "2026-04-15T00:00:00Z", before, after);
    }

    /** Not the group moved: another version has another stage for it. */
    private void mapped(UUID group) throws SQLException {
        past.stage(group, "2026-04-15T00:00:00Z", "Open", "Talks");
        past.update("""
                update buying_group_history set cause = 'STAGES_CHANGED'
                 where sandbox_id = ? and group_id = ? and kind = 'STAGE_CHANGED' and previous_value = 'Open'""", scene.sandboxId, group);
    }

    /** An account with so many activities in the period and in as many days before. */
    private void surging(String name, int before, int now) throws SQLException {
        String person = "of-" + name + "@crm.Test";
        past.group(name + "@crm.Test", robots, name, CREATED);
        past.person(person, name + "@crm.Test");
        did(person, FROM.minusDays(10), before);
        did(person, FROM, now);
    }

    private void did(String person, LocalDate from, int times) throws SQLException {
        LocalDate day = from;
        for (int left = times; left > 0; left -= MOST_A_DAY) {
            past.activity(person, FORM, day.toString(), Math.min(left, MOST_A_DAY));
            day = day.plusDays(1);
        }
    }
}
