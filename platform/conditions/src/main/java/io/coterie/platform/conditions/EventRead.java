package io.coterie.platform.conditions;

import org.jspecify.annotations.Nullable;

/**
 * Events that a condition counts.
 *
 * @param pointer JSON pointer of the test in the tree
 * @param within how far it looks back; null for as far as anything is known
 */
public record EventRead(
        String pointer, String type, @Nullable LookBack within) {}
