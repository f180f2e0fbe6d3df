package io.coterie.buyinggroup.weightingmodel;

import io.coterie.buyinggroup.definition.DefinitionName;
import io.coterie.buyinggroup.definition.DefinitionViolations;
import io.coterie.buyinggroup.definition.Trace;
import io.coterie.platform.problem.ProblemException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Weights of activities. Only a draft changes (WGT-04). */
public record WeightingModel(
        UUID id,
        String name,
        @Nullable String description,
        Status status,
        List<Band> bands,
        List<ActivityWeight> activities,
        long revision,
        Trace trace,
        @Nullable Instant activatedAt,
        @Nullable String activatedBy) {

    /** At most this many activities of one kind, person and day count (ENG-04); nobody can change it (WGT-10). */
    public static final int MAXIMUM_DAILY_FREQUENCY = 20;

    /** Where a model is in its life: Draft, then Active, then Archived (WGT-01, WGT-05). */
    public enum Status {
        DRAFT,
        ACTIVE,
        ARCHIVED;

        String shown() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public WeightingModel {
        bands = List.copyOf(bands);
        activities = List.copyOf(activities);
    }

    /** The weights that count: those above zero, by activity (ENG-06, WGT-09). */
    public Map<String, Integer> weights() {
        Map<String, Integer> weights = new TreeMap<>();
        for (ActivityWeight activity : activities) {
            int value = valueOf(activity.band());
            if (value > 0) {
                weights.put(activity.activity(), value);
            }
        }
        return weights;
    }

    private int valueOf(String band) {
        return bands.stream()
                .filter(known -> DefinitionName.same(known.name(), band))
                .mapToInt(Band::value)
                .findFirst()
                .orElse(0);
    }

    boolean saysTheSame(WeightingModel other) {
        return name.equals(other.name)
                && Objects.equals(description, other.description)
                && bands.equals(other.bands)
                && activities.equals(other.activities);
    }

    /** A draft that starts with this model's weights (WGT-03). */
    WeightingModel duplicate(String newName, Instant now, String by) {
        return new WeightingModel(
                new UUID(0, 0),
                newName,
                description,
                Status.DRAFT,
                bands,
                activities,
                1,
                Trace.begun(now, by),
                null,
                null);
    }

    /** Only a draft changes (WGT-04) or becomes active (WGT-05). */
    void requireDraft() {
        if (status != Status.DRAFT) {
            throw new ProblemException(
                    WeightingModelError.WEIGHTING_MODEL_NOT_DRAFT,
                    "Expected a draft, but the weighting model '" + name + "' is " + status.shown() + ".");
        }
    }

    /** The active model stays (WGT-06). */
    void requireNotActive() {
        if (status == Status.ACTIVE) {
            throw new ProblemException(
                    WeightingModelError.WEIGHTING_MODEL_IS_ACTIVE,
                    "Expected a draft or an archived model, but '" + name + "' is active.");
        }
    }

    /** With what is asked for; refused of a model that is no draft, and while there is something wrong with it. */
    WeightingModel rewritten(String newName, WeightingModelRequest asked, Instant now, String by) {
        requireDraft();
        ModelCheck check = ModelCheck.of(asked, this, now, by);
        DefinitionViolations.refuse(check.violations(), "Expected a model that can be saved.");
        return new WeightingModel(
                id,
                newName,
                DefinitionName.description(asked.description()),
                status,
                check.bands(),
                check.activities(),
                revision + 1,
                trace.updated(now, by),
                null,
                null);
    }

    /** The draft as the model that counts. */
    WeightingModel activated(Instant now, String by) {
        requireDraft();
        return new WeightingModel(
                id, name, description, Status.ACTIVE, bands, activities, revision + 1, trace.updated(now, by), now, by);
    }

    /** The active model after another one took its place. */
    WeightingModel archived(Instant now, String by) {
        return new WeightingModel(
                id,
                name,
                description,
                Status.ARCHIVED,
                bands,
                activities,
                revision + 1,
                trace.updated(now, by),
                activatedAt,
                activatedBy);
    }
}
