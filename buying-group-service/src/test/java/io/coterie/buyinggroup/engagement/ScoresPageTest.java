package io.coterie.buyinggroup.engagement;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.buyinggroup.RunningService;
import io.coterie.buyinggroup.Scene;
import io.coterie.buyinggroup.completeness.Completeness;
import io.coterie.buyinggroup.completeness.RoleRequirement;
import io.coterie.buyinggroup.engagement.Scratch.Count;
import io.coterie.buyinggroup.engagement.Scratch.Group;
import io.coterie.buyinggroup.engagement.Scratch.Member;
import io.coterie.buyinggroup.engagement.Scratch.Parts;
import io.coterie.buyinggroup.rolestemplate.Weighting;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Every number of {@code docs/reference/scores.md} is one that the code computes. */
@RunningService
class ScoresPageTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-11-25");
    private static final String FORM = "web.formFilledOut";
    private static final String PAGE_VIEW = "web.webpagedetails.pageViews";
    private static final String OPENED = "directMarketing.emailOpened";
    private static final String MOMENT = "leadOperation.interestingMoment";

    private static final Group ACME = new Group(
            UUID.randomUUID(),
            List.of(
                    new Member("Ada", "Decision Maker"),
                    new Member("Bo", "Influencer"),
                    new Member("Cy", "Influencer")));
    private static final Group GLOBEX = new Group(UUID.randomUUID(), List.of(new Member("Di", "Decision Maker")));

    @Inject
    ScratchPad pad;

    private record Example(
            Map<String, Parts> persons, Map<UUID, Parts> groups, Map<String, Double> livePersons, double liveGlobex) {}

    private static String page() throws IOException {
        return Files.readString(Path.of("../docs/reference/scores.md"));
    }

    @Test
    void theExamplesOfEngagementAreWhatTheCodeComputes() throws IOException {
        try (Scene scene = Scene.open()) {
            Example example = example(scene, ScratchPad.interest(scene));

            assertThat(page())
                    .contains("| Ada | 25 forms, 1 mail opened |"
                            + cells(example.persons().get("Ada")))
                    .contains("| Bo | 3 pages, 2 mails opened |"
                            + cells(example.persons().get("Bo")))
                    .contains("| Cy | none |" + cells(example.persons().getOrDefault("Cy", new Parts(0, 0, 0))))
                    .contains("| Di | 1 interesting moment, 4 mails opened |"
                            + cells(example.persons().get("Di")))
                    .contains("| Acme | Ada (Decision Maker), Bo and Cy (Influencer) |"
                            + cells(example.groups().get(ACME.id())))
                    .contains("| Globex | Di (Decision Maker) |"
                            + cells(example.groups().get(GLOBEX.id())));
            double live = example.livePersons().get("Di");
            assertThat(page())
                    .contains("| Di | 4.3333 | 2.0817 | " + digits(live) + " |")
                    .contains("| Globex | " + digits(live) + " | " + digits(Math.sqrt(live)) + " | "
                            + digits(example.liveGlobex()) + " |");
        }
    }

    private Example example(Scene scene, UUID interest) {
        return pad.rolledBack(
                scene,
                connection -> ScratchPad.persons(connection, scene, List.of("Ada", "Bo", "Cy", "Di"), "{}")
                        .chain(() -> ScratchPad.groups(connection, scene, interest, List.of(ACME, GLOBEX)))
                        .chain(() -> ScratchPad.count(
                                connection,
                                scene,
                                List.of(
                                        new Count("Ada", FORM, TODAY, 25),
                                        new Count("Ada", OPENED, TODAY, 1),
                                        new Count("Bo", PAGE_VIEW, TODAY, 3),
                                        new Count("Bo", OPENED, TODAY, 2),
                                        new Count("Di", MOMENT, TODAY, 1),
                                        new Count("Di", OPENED, TODAY, 4))))
                        .chain(() -> pad.compute(connection, scene, TODAY))
                        .chain(() -> ScratchPad.personScores(connection))
                        .chain(persons -> ScratchPad.groupScores(connection)
                                .chain(groups -> ScratchPad.count(
                                                connection, scene, List.of(new Count("Di", FORM, TODAY.plusDays(1), 2)))
                                        .chain(() -> pad.live(
                                                connection,
                                                scene,
                                                List.of("Di"),
                                                List.of(GLOBEX.id()),
                                                TODAY.plusDays(1)))
                                        .map(live -> new Example(
                                                persons,
                                                groups,
                                                live.persons(),
                                                live.groups().get(GLOBEX.id()))))));
    }

    @Test
    void theExampleOfCompletenessIsWhatTheCodeComputes() throws IOException {
        List<RoleRequirement> template = List.of(
                new RoleRequirement("Decision Maker", 1, true),
                new RoleRequirement("Champion", 1, true),
                new RoleRequirement("Influencer", 2, true));
        Completeness completeness =
                Completeness.of(template, Map.of("Decision Maker", 1, "Champion", 1, "Influencer", 1));

        completeness.roles().forEach(role -> {
            try {
                assertThat(page())
                        .contains("| " + role.role() + " | " + role.assigned() + " | " + role.required() + " | "
                                + role.percent().toPlainString() + " |");
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        assertThat(page())
                .contains("| the group | | | " + digits(completeness.percent().doubleValue()) + ", shown as "
                        + Completeness.displayed(completeness.percent()) + " |");
    }

    @Test
    void theWeightsAreThoseOfTheCode() throws IOException {
        StringBuilder roles = new StringBuilder();
        for (Weighting weighting : Weighting.values()) {
            roles.append(roles.isEmpty() ? "" : ", ")
                    .append(weighting.name().toLowerCase(Locale.ROOT))
                    .append(' ')
                    .append(weighting.value());
        }
        assertThat(page().replaceAll("\\s+", " ")).contains(roles);
        try (Scene scene = Scene.open()) {
            Map<String, Object> model =
                    scene.get("/v1/weighting-models").extract().path("items[0]");
            Map<String, Object> values = new java.util.HashMap<>();
            list(model, "bands").forEach(band -> values.put(String.valueOf(band.get("name")), band.get("value")));
            for (Map<String, Object> activity : list(model, "activities")) {
                assertThat(page())
                        .contains("| " + activity.get("label") + " | `" + activity.get("activity") + "` | "
                                + activity.get("band") + " | " + values.get(activity.get("band")) + " |");
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> list(Map<String, Object> model, String field) {
        return (List<Map<String, Object>>) model.get(field);
    }

    private static String cells(Parts parts) {
        return " " + digits(parts.raw()) + " | " + digits(parts.root()) + " | " + digits(parts.score()) + " |";
    }

    private static String digits(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }
}
