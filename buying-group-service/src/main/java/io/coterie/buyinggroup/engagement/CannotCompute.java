package io.coterie.buyinggroup.engagement;

/** The sandbox lacks something that a computation needs; whoever reads the run is told what. */
final class CannotCompute extends RuntimeException {

    CannotCompute(String reason) {
        super(reason);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
