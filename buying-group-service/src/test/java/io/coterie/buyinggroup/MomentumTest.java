package io.coterie.buyinggroup;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.response.ValidatableResponse;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    private String template;
    private String sales;
    private String robots;

    @BeforeEach
    void open() throws SQLException {
        scene = Scene.open();
        past = new PastScene(scene);
        template = scene.liveTemplate();
        sales = scene.liveStages();
        robots = scene.interest("Robots", template, true, sales);
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
    @DisplayName("D-69, D-70: from no stage to the entry is a step forward, of which nothing stands still")
    void fromNoStageToTheEntryIsProgress() throws SQLException {
        UUID entered = neverInAStage(robots, "entered");
        past.stage(entered, "2026-04-15T00:00:00Z", null, "Open");
        UUID lost = neverInAStage(robots, "lost");
        past.stage(lost, "2026-04-15T00:00:00Z", null, "Lost");
        group("before", "80", "Open", 2);

        dashboard()
                .body("fastest.name", contains("entered"))
                .body("fastest.velocity", contains(0.1f))
                .body("stagnant.name", contains("before"));
    }

    @Test
    @DisplayName("D-70: a group that never was in a stage stands still since it was made; without stages none does")
    void whatNeverWasInAStageStandsStill() throws SQLException {
        group("staged", "80", "Open", 2);
        neverInAStage(robots, "never");
        neverInAStage(scene.interest("Drills", template, true, null), "without");

        dashboard()
                .body("stagnant.name", contains("never", "staged"))
                .body("stagnant.daysInStage", contains(110, 109))
                .body("stagnant[0].stage", nullValue());
    }

    /** Nearly complete since February. */
    private UUID neverInAStage(String interest, String name) throws SQLException {
        UUID group = past.group(name + "@crm.Test", interest, name, CREATED);
        past.completeness(group, "2026-02-01T00:00:00Z", "80");
        return group;
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
    @DisplayName("§17.3: five groups are the most engaged, no sixth, when a period is over and while one goes on")
    void fiveGroupsAreTheMostEngaged() throws SQLException {
        group("unscored", "50", "Open", 2);
        engaged("least", "10", "2026-03-09T00:00:00Z");
        engaged("early", "20", "2026-03-01T00:00:00Z");
        engaged("late", "20", "2026-03-05T00:00:00Z");
        engaged("middle", "20", "2026-03-03T00:00:00Z");
        engaged("fourth", "40", "2026-03-01T00:00:00Z");
        engaged("first", "90", "2026-03-01T00:00:00Z");
        engaged("third", "60", "2026-03-01T00:00:00Z");
        engaged("second", "70", "2026-03-01T00:00:00Z");

        dashboard()
                .body("mostEngaged.name", contains("first", "second", "third", "fourth", "late"))
                .body("mostEngaged.engagement", contains(90, 70, 60, 40, 20));
        scene.get("/v1/intelligent-dashboard")
                .statusCode(200)
                .body("mostEngaged.name", contains("first", "second", "third", "fourth", "late"));
    }

    @Test
    @DisplayName("D-69: five groups are the fastest, no sixth; of equal ones the more engaged, then the last updated")
    void fiveGroupsAreTheFastest() throws SQLException {
        UUID twice = group("twice", "50", "Open", 2);
        moved(twice, "Open", "Talks", "1");
        past.stage(twice, "2026-04-16T00:00:00Z", "Talks", "Won");
        past.stage(group("unscored", "50", "Open", 2), "2026-04-15T00:00:00Z", "Open", "Talks");
        moved(group("early", "50", "Open", 2), "Open", "Talks", "10");
        UUID late = group("late", "50", "Open", 2);
        moved(late, "Open", "Talks", "10");
        past.status(late, "2026-04-17T00:00:00Z", "hot");
        moved(group("alsoEarly", "50", "Open", 2), "Open", "Talks", "10");
        moved(group("fourth", "50", "Open", 2), "Open", "Talks", "20");
        moved(group("second", "50", "Open", 2), "Open", "Talks", "40");
        moved(group("third", "50", "Open", 2), "Open", "Talks", "30");

        dashboard()
                .body("fastest.name", contains("twice", "second", "third", "fourth", "late"))
                .body("fastest.velocity", contains(0.2f, 0.1f, 0.1f, 0.1f, 0.1f));
    }

    @Test
    @DisplayName("D-70: five groups stand still longest and no sixth; of equally long ones the more engaged come first")
    void fiveGroupsStandStillLongest() throws SQLException {
        past.engagement(group("new", "80", "Open", 9), "2026-02-01T00:00:00Z", "99");
        group("unscored", "80", "Open", 5);
        past.engagement(group("cold", "80", "Open", 5), "2026-02-01T00:00:00Z", "10");
        past.engagement(group("warm", "80", "Open", 5), "2026-02-01T00:00:00Z", "20");
        past.engagement(group("hot", "80", "Open", 5), "2026-02-01T00:00:00Z", "30");
        group("old", "80", "Open", 4);
        group("older", "80", "Open", 3);
        group("oldest", "80", "Open", 2);

        dashboard()
                .body("stagnant.name", contains("oldest", "older", "old", "hot", "warm"))
                .body("stagnant.daysInStage", contains(109, 108, 107, 106, 106));
    }

    @Test
    @DisplayName("§17.3: groups that nothing else tells apart are listed by id, so that everybody sees the same five")
    void equalGroupsAreListedByTheirIds() throws SQLException {
        List<UUID> groups = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            UUID group = group("equal" + i, "80", "Open", 2);
            past.engagement(group, "2026-02-01T00:00:00Z", "30");
            groups.add(group);
        }
        List<String> five =
                groups.stream().map(UUID::toString).sorted().limit(5).toList();

        dashboard().body("mostEngaged.id", is(five)).body("stagnant.id", is(five));
        for (UUID group : groups) {
            past.stage(group, "2026-04-15T00:00:00Z", "Open", "Talks");
        }
        dashboard().body("fastest.id", is(five));
    }

    @Test
    @DisplayName("D-71: five accounts surge, five are at risk, no sixth; of equal changes the larger number first")
    void fiveAccountsSurgeAndFiveAreAtRisk() throws SQLException {
        surging("j", 5, 10);
        surging("m", 10, 20);
        surging("k", 10, 20);
        surging("z", 20, 40);
        surging("b", 10, 40);
        surging("a", 10, 50);
        surging("r", 10, 5);
        surging("u", 20, 10);
        surging("s", 20, 10);
        surging("y", 40, 20);
        surging("q", 100, 20);
        surging("p", 100, 10);

        dashboard()
                .body("surge.accounts", contains(6, 0, 0, 0, 6))
                .body("surging.account", contains("a@crm.Test", "b@crm.Test", "z@crm.Test", "k@crm.Test", "m@crm.Test"))
                .body("surging.changePercent", contains(400, 300, 100, 100, 100))
                .body("surging.activities", contains(50, 40, 40, 20, 20))
                .body("atRisk.account", contains("p@crm.Test", "q@crm.Test", "y@crm.Test", "s@crm.Test", "u@crm.Test"))
                .body("atRisk.changePercent", contains(-90, -80, -50, -50, -50))
                .body("atRisk.activitiesBefore", contains(100, 100, 40, 20, 20));
    }

    @Test
    @DisplayName("§17.3: the stages are those of the model published last, with the groups that follow it alone")
    void theStagesAreOfTheModelPublishedLast() throws SQLException {
        String repairs = repairs(List.of(
                Map.of("name", "Open", "entry", true, "transitTo", List.of("Done")),
                Map.of("name", "Done", "destination", "SUCCESS")));
        group("a", "50", "Open", 2);
        group("b", "50", "Open", 2);
        past.stage(group(repairs, "c", "50", "Open", 2), "2026-04-15T00:00:00Z", "Open", "Done");

        dashboard()
                .body("stages.stage", contains("Open", "Done"))
                .body("stages.firstDay", contains(1, 0))
                .body("stages.lastDay", contains(0, 1));
        past.update(
                "update stage_model_version set published_at = now() where sandbox_id = ? and model_id = ?",
                scene.sandboxId,
                UUID.fromString(sales));
        dashboard()
                .body("stages.stage", contains("Open", "Talks", "Won", "Lost"))
                .body("stages.firstDay", contains(2, 0, 0, 0))
                .body("stages.lastDay", contains(2, 0, 0, 0));
    }

    @Test
    @DisplayName("D-69, D-70: what is forward and success, a group's own model says, though others have such stages")
    void aGroupIsMeasuredByItsOwnModel() throws SQLException {
        String repairs = repairs(List.of(
                Map.of("name", "Talks", "entry", true, "transitTo", List.of("Open")),
                Map.of("name", "Open", "transitTo", List.of("Talks", "Won")),
                Map.of("name", "Won", "transitTo", List.of("Done")),
                Map.of("name", "Done", "destination", "SUCCESS")));
        moved(group("sold", "50", "Open", 2), "Open", "Talks", "10");
        moved(group("soldBack", "50", "Talks", 2), "Talks", "Open", "90");
        moved(group(repairs, "repaired", "50", "Talks", 2), "Talks", "Open", "20");
        moved(group(repairs, "repairedBack", "50", "Open", 2), "Open", "Talks", "80");
        group("won", "80", "Won", 2);
        group(repairs, "wonBack", "80", "Won", 2);

        dashboard()
                .body("fastest.name", contains("repaired", "sold"))
                .body("fastest.velocity", contains(0.1f, 0.1f))
                .body("stagnant.name", contains("wonBack"));
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

    /** Another interest, with a live model of its own. */
    private String repairs(List<Map<String, Object>> stages) {
        String model = scene.post("/v1/stage-models", Map.of("name", "Repairs", "stages", stages))
                .statusCode(201)
                .extract()
                .path("id");
        scene.post("/v1/stage-models/" + model + "/publish", "").statusCode(200);
        return scene.interest("Repairs", template, true, model);
    }

    /** A group that has a score since an instant, and has not changed after it. */
    private void engaged(String name, String score, String at) throws SQLException {
        past.engagement(group(name, "50", "Open", 2), at, score);
    }

    /** A group of its own account that is in a stage since a day in January. */
    private UUID group(String name, String completeness, String stage, int day) throws SQLException {
        return group(robots, name, completeness, stage, day);
    }

    private UUID group(String interest, String name, String completeness, String stage, int day) throws SQLException {
        UUID group = past.group(name + "@crm.Test", interest, name, CREATED);
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
