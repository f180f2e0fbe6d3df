package io.coterie.buyinggroup.stage;

import io.coterie.buyinggroup.definition.DefinitionError;
import io.coterie.buyinggroup.definition.DefinitionName;
import io.coterie.buyinggroup.definition.DefinitionViolations;
import io.coterie.buyinggroup.definition.Trace;
import io.coterie.platform.problem.ProblemException;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A way through stages, in versions. What is live never changes (STG-08): it is followed by the next version, which is
 * a draft until it is published.
 *
 * @param version the live one; of a model that never went live, the one it will begin with
 * @param graph of that version
 * @param draft of the version after it, if somebody is at it
 */
public record StageModel(
        UUID id,
        String name,
        @Nullable String description,
        boolean live,
        int version,
        StageGraph graph,
        @Nullable StageDraft draft,
        long revision,
        Trace trace,
        @Nullable Instant publishedAt,
        @Nullable String publishedBy) {

    /** The next version of a live model, while it is being written. */
    public record StageDraft(@Nullable String description, StageGraph graph) {}

    static StageModel begun(String name, StageDraft content, Instant now, String by) {
        return new StageModel(
                new UUID(0, 0),
                name,
                content.description(),
                false,
                1,
                content.graph(),
                null,
                1,
                Trace.begun(now, by),
                null,
                null);
    }

    /** Model and version, for a person. */
    public String label() {
        return label(name, version);
    }

    static String label(String name, int version) {
        return name + " (version " + version + ")";
    }

    /** What a request would have to say to change nothing. */
    StageDraft newest() {
        return draft == null ? new StageDraft(description, graph) : draft;
    }

    boolean isNewest(StageDraft content) {
        return Objects.equals(newest(), content);
    }

    /** A model keeps its name; the spelling may change as little (STG-02). */
    void requireName(String asked) {
        if (!DefinitionName.same(name, asked)) {
            throw ProblemException.ofField(
                    StageError.STAGE_MODEL_NAME_IS_FIXED,
                    "/name",
                    "Expected the name it was created with, '" + name + "'.");
        }
    }

    /** What is live does not change (STG-08). */
    void requireDraft() {
        if (live && draft == null) {
            throw new ProblemException(
                    DefinitionError.DEFINITION_IS_LIVE,
                    "Expected a draft, but the stage model '" + name + "' is live; begin its next version first.");
        }
    }

    /** With other content, in the draft if it is live. */
    StageModel rewritten(StageDraft content, Instant now, String by) {
        return live
                ? with(description, graph, content, now, by)
                : with(content.description(), content.graph(), null, now, by);
    }

    StageModel withoutDraft(Instant now, String by) {
        return with(description, graph, null, now, by);
    }

    private StageModel with(
            @Nullable String newDescription,
            StageGraph newGraph,
            @Nullable StageDraft newDraft,
            Instant now,
            String by) {
        return new StageModel(
                id,
                name,
                newDescription,
                live,
                version,
                newGraph,
                newDraft,
                revision + 1,
                trace.updated(now, by),
                publishedAt,
                publishedBy);
    }

    /** With its newest content live; refused while there is something wrong with it. */
    StageModel published(Instant now, String by) {
        StageDraft content = newest();
        DefinitionViolations.refuse(
                content.graph().violationsForPublishing(), "Expected a model that can be published.");
        return new StageModel(
                id,
                name,
                content.description(),
                true,
                live ? version + 1 : version,
                content.graph(),
                null,
                revision + 1,
                trace.updated(now, by),
                now,
                by);
    }

    String status() {
        return live ? "live" : "draft";
    }
}
