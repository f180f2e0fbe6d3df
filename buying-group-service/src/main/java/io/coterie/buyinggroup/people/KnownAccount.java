package io.coterie.buyinggroup.people;

import org.jspecify.annotations.Nullable;

/**
 * An account as far as groups care.
 *
 * @param name null for a deleted account
 */
public record KnownAccount(String key, @Nullable String name, boolean deleted) {}
