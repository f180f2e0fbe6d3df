package io.coterie.buyinggroup.weightingmodel;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * @param name of the new draft, unique
 */
@Schema(name = "DuplicateWeightingModel")
record DuplicateRequest(@Nullable String name) {}
