package io.coterie.buyinggroup.engagement;

import java.math.BigDecimal;

/** Scores are computed as binary numbers and told as decimal ones, with every digit they have (ENG-05). */
final class Decimal {

    private Decimal() {}

    static BigDecimal of(double score) {
        BigDecimal shortest = BigDecimal.valueOf(score).stripTrailingZeros();
        return shortest.scale() < 0 ? shortest.setScale(0) : shortest;
    }
}
