package io.coterie.platform.conditions;

import org.jspecify.annotations.Nullable;

/** The values between two bounds; a null bound is open. */
record Range<T extends Comparable<? super T>>(
        @Nullable T low, boolean withLow, @Nullable T high, boolean withHigh) {

    static <T extends Comparable<? super T>> Range<T> only(T value) {
        return new Range<>(value, true, value, true);
    }

    static <T extends Comparable<? super T>> Range<T> closed(T low, T high) {
        return new Range<>(low, true, high, true);
    }

    static <T extends Comparable<? super T>> Range<T> from(T low) {
        return new Range<>(low, true, null, false);
    }

    static <T extends Comparable<? super T>> Range<T> above(T low) {
        return new Range<>(low, false, null, false);
    }

    static <T extends Comparable<? super T>> Range<T> upTo(T high) {
        return new Range<>(null, false, high, true);
    }

    static <T extends Comparable<? super T>> Range<T> below(T high) {
        return new Range<>(null, false, high, false);
    }

    boolean contains(T value) {
        return aboveLow(value) && belowHigh(value);
    }

    /** The range in CEL over the field named {@code field}. */
    String expression(String field) {
        T bottom = low;
        T top = high;
        if (bottom != null && bottom.equals(top)) {
            return field + " == " + CelText.literal(bottom);
        }
        String fromLow = bottom == null ? "" : field + (withLow ? " >= " : " > ") + CelText.literal(bottom);
        String toHigh = top == null ? "" : field + (withHigh ? " <= " : " < ") + CelText.literal(top);
        return fromLow.isEmpty() || toHigh.isEmpty() ? fromLow + toHigh : fromLow + " && " + toHigh;
    }

    private boolean aboveLow(T value) {
        if (low == null) {
            return true;
        }
        int order = value.compareTo(low);
        return withLow ? order >= 0 : order > 0;
    }

    private boolean belowHigh(T value) {
        if (high == null) {
            return true;
        }
        int order = value.compareTo(high);
        return withHigh ? order <= 0 : order < 0;
    }
}
