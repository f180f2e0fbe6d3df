package io.coterie.buyinggroup.stage;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The stages of an interest's groups became others: a new version, another model, or none.
 *
 * @param to what they are from then on
 * @param label model and version for a person; null for none
 * @param previousLabel as label, of before
 */
public record StageChange(
        StageSet to, @Nullable String label, @Nullable String previousLabel, StageMap map, Instant at, String by) {}
