package io.coterie.platform.testing.interleaving;

import java.util.ArrayList;
import java.util.List;

/** The orders in which the steps of two sides can be taken; a step is written as the letter of its side. */
public final class Orders {

    private Orders() {}

    /** All ways to merge the steps of one with those of the other: of {@code GG} and {@code P} they are GGP, GPG and PGG. */
    public static List<String> of(String one, String other) {
        List<String> orders = new ArrayList<>();
        merge("", one, other, orders);
        return List.copyOf(orders);
    }

    private static void merge(String order, String one, String other, List<String> orders) {
        if (one.isEmpty() && other.isEmpty()) {
            orders.add(order);
        }
        if (!one.isEmpty()) {
            merge(order + one.charAt(0), one.substring(1), other, orders);
        }
        if (!other.isEmpty()) {
            merge(order + other.charAt(0), one, other.substring(1), orders);
        }
    }
}
