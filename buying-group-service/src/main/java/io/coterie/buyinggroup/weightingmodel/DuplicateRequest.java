package io.coterie.buyinggroup.weightingmodel;

import org.jspecify.annotations.Nullable;

/**
 * @param name of the new draft, unique
 */
record DuplicateRequest(@Nullable String name) {}
