package io.coterie.buyinggroup.stage;

import java.util.UUID;

/** One version of a stage model. */
public record StageVersion(UUID model, int version) {}
