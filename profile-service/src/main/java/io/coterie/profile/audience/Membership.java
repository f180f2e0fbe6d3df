package io.coterie.profile.audience;

import java.util.UUID;

/** Whether an account belongs to an audience. */
record Membership(UUID audience, String memberKey, boolean member, long revision) {}
