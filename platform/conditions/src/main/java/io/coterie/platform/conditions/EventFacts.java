package io.coterie.platform.conditions;

import java.time.Instant;
import java.util.Map;

/** One experience event. */
record EventFacts(Map<String, Object> document, Instant now) implements Facts {}
