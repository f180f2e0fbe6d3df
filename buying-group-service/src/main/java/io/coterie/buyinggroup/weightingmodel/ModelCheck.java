package io.coterie.buyinggroup.weightingmodel;

import io.coterie.buyinggroup.definition.DefinitionName;
import io.coterie.platform.problem.Violation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes bands and weights of what was asked for, and finds everything that is wrong with it; pure. */
final class ModelCheck {

    private static final int MOST_BANDS = 20;
    private static final int MOST_ACTIVITIES = 500;
    private static final int LONGEST_TEXT = 255;

    /** D-46. */
    private static final int HEAVIEST = 100;

    private final List<Band> bands = new ArrayList<>();
    private final List<ActivityWeight> activities = new ArrayList<>();
    private final List<Violation> violations = new ArrayList<>();
    private final Instant now;
    private final String by;

    private ModelCheck(Instant now, String by) {
        this.now = now;
        this.by = by;
    }

    /**
     * @param known the draft before: lines that stay the same keep who said them and when
     */
    static ModelCheck of(WeightingModelRequest request, WeightingModel known, Instant now, String by) {
        ModelCheck check = new ModelCheck(now, by);
        check.bands(request.bands() == null ? List.of() : request.bands());
        check.activities(request.activities() == null ? List.of() : request.activities(), known);
        return check;
    }

    List<Band> bands() {
        return bands;
    }

    List<ActivityWeight> activities() {
        return activities;
    }

    List<Violation> violations() {
        return violations;
    }

    private void bands(List<WeightingModelRequest.@Nullable BandRequest> asked) {
        if (asked.isEmpty() || asked.size() > MOST_BANDS) {
            refuse("/bands", "Expected 1 to " + MOST_BANDS + " bands.");
            return;
        }
        Map<String, Integer> names = new HashMap<>();
        Map<Integer, Integer> values = new HashMap<>();
        for (int i = 0; i < asked.size(); i++) {
            WeightingModelRequest.BandRequest band = asked.get(i);
            String pointer = "/bands/" + i;
            String name = band == null ? null : text(pointer + "/name", band.name(), true);
            Integer value = band == null ? null : band.value();
            if (name != null) {
                unique(pointer + "/name", "name", names.putIfAbsent(name.toLowerCase(Locale.ROOT), i));
            }
            if (value == null || value < 0 || value > HEAVIEST) {
                refuse(pointer + "/value", "Expected a whole number of 0 to " + HEAVIEST + ".");
            } else {
                unique(pointer + "/value", "value", values.putIfAbsent(value, i));
                bands.add(new Band(name == null ? "" : name, value));
            }
        }
    }

    private void activities(List<WeightingModelRequest.@Nullable ActivityRequest> asked, WeightingModel known) {
        if (asked.size() > MOST_ACTIVITIES) {
            refuse("/activities", "Expected at most " + MOST_ACTIVITIES + " activities.");
            return;
        }
        Map<String, ActivityWeight> before = new HashMap<>();
        known.activities().forEach(weight -> before.put(weight.activity(), weight));
        Map<String, Integer> types = new HashMap<>();
        for (int i = 0; i < asked.size(); i++) {
            WeightingModelRequest.ActivityRequest activity = asked.get(i);
            String pointer = "/activities/" + i;
            if (activity == null) {
                refuse(pointer, "Expected an activity.");
                continue;
            }
            String type = text(pointer + "/activity", activity.activity(), true);
            if (type != null) {
                unique(pointer + "/activity", "activity", types.putIfAbsent(type, i));
            }
            String label = text(pointer + "/label", activity.label(), false);
            Optional<Band> band = band(pointer + "/band", activity.band());
            if (type != null && band.isPresent()) {
                add(
                        new ActivityWeight(
                                type,
                                label,
                                activity.engagementType(),
                                band.get().name(),
                                now,
                                by),
                        before.get(type));
            }
        }
    }

    private void add(ActivityWeight asked, @Nullable ActivityWeight before) {
        activities.add(before != null && before.saysTheSame(asked) ? before : asked);
    }

    /** A band that something refers to cannot be left out (D-45). */
    private Optional<Band> band(String pointer, @Nullable String asked) {
        Optional<Band> found = asked == null
                ? Optional.empty()
                : bands.stream()
                        .filter(band -> DefinitionName.same(band.name(), asked))
                        .findFirst();
        if (found.isEmpty()) {
            refuse(
                    pointer,
                    "Expected one of the model's bands "
                            + String.join(", ", bands.stream().map(Band::name).toList()) + ".");
        }
        return found;
    }

    private @Nullable String text(String pointer, @Nullable String asked, boolean required) {
        if (asked == null || asked.isBlank()) {
            if (required) {
                refuse(pointer, "Expected a text.");
            }
            return null;
        }
        if (asked.strip().length() > LONGEST_TEXT) {
            refuse(pointer, "Expected at most " + LONGEST_TEXT + " characters.");
            return null;
        }
        return asked.strip();
    }

    private void unique(String pointer, String what, @Nullable Integer first) {
        if (first != null) {
            refuse(pointer, "Expected a " + what + " of its own; it is that of number " + first + " already.");
        }
    }

    private void refuse(String pointer, String message) {
        violations.add(new Violation(pointer, message));
    }
}
