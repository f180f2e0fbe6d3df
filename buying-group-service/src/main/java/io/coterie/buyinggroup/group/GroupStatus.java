package io.coterie.buyinggroup.group;

import org.jspecify.annotations.Nullable;

/** A group's status: free text, distinct from its stage (§12). */
public final class GroupStatus {

    /** Characters. */
    public static final int LONGEST = 50;

    private GroupStatus() {}

    /** The text as it is stored; null for none. */
    public static @Nullable String of(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
