package io.coterie.buyinggroup.weightingmodel;

/**
 * A weight with a name (WGT-07).
 *
 * @param value 0 to 100 (D-46); 0 leaves activities out of the score
 */
public record Band(String name, int value) {}
