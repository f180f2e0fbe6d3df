package io.coterie.journey.run;

import io.coterie.journey.definition.CompiledJourney;

/**
 * A published journey, as its runs need it.
 *
 * @param takesEntries whether accounts may enter
 * @param isAborted whether every run is to stop
 */
public record RunnableJourney(CompiledJourney compiled, boolean takesEntries, boolean isAborted) {}
