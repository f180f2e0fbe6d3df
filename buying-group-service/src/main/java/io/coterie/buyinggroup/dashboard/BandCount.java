package io.coterie.buyinggroup.dashboard;

import io.coterie.buyinggroup.browse.ScoreBand;

/** How many groups have a score in a band. */
record BandCount(ScoreBand band, long groups) {}
