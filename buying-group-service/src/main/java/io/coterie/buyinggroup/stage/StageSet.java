package io.coterie.buyinggroup.stage;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The stages an interest's groups stand in.
 *
 * @param epoch how often they became others
 * @param version null while the interest has no stage model; stages then stay as they are (D-24)
 */
public record StageSet(int epoch, @Nullable StageVersion version) {

    /** Of an interest that never had a stage model. */
    public static final StageSet NONE = new StageSet(0, null);

    public @Nullable UUID model() {
        return version == null ? null : version.model();
    }

    public @Nullable Integer versionNumber() {
        return version == null ? null : version.version();
    }

    /** Whether these are no model's and the next are one's. */
    public boolean attaches(StageSet next) {
        return version == null && next.version() != null;
    }

    /** The stages that follow these. */
    public StageSet next(@Nullable StageVersion nextVersion) {
        return new StageSet(epoch + 1, nextVersion);
    }
}
