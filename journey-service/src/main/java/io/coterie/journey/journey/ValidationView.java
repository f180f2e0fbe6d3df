package io.coterie.journey.journey;

import java.util.List;

/** Whether a journey could be published now, and what is in the way. */
public record ValidationView(boolean valid, List<FindingView> findings) {}
