package io.coterie.profile.audience;

import io.coterie.platform.conditions.CompiledCondition;
import java.util.UUID;

/** What decides about an audience's members. */
record AudienceRule(UUID audience, CompiledCondition condition) {}
