package io.coterie.platform.conditions;

import java.time.Instant;
import java.util.Map;

/** One event: what a person did, or what happened to a buying group. */
public record EventFacts(Map<String, Object> document, Instant now) implements Facts {}
