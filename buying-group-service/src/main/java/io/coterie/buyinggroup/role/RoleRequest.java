package io.coterie.buyinggroup.role;

import org.jspecify.annotations.Nullable;

/** A custom role as it is asked for. */
record RoleRequest(@Nullable String name, @Nullable String description) {}
