package io.coterie.platform.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Requests that have sent their heads and make the service under test wait for their bodies. */
public final class HalfSentRequests implements AutoCloseable {

    private final int amount;
    private final Supplier<RawExchange> begin;
    private final List<RawExchange> begun = new ArrayList<>();

    /**
     * @param begin opens a connection and sends the head
     */
    public HalfSentRequests(int amount, Supplier<RawExchange> begin) {
        this.amount = amount;
        this.begin = begin;
    }

    /**
     * Begins as many as are missing, and tells whether all of them are waited for. Those that found places of earlier
     * requests taken still have been refused, and come again.
     */
    public boolean areAllWaitedFor() {
        begun.removeIf(HalfSentRequests::isRefused);
        while (begun.size() < amount) {
            begun.add(begin.get());
        }
        return begun.stream().noneMatch(RawExchange::isAnswered);
    }

    /** One that is waited for. */
    public RawExchange first() {
        return begun.getFirst();
    }

    private static boolean isRefused(RawExchange exchange) {
        boolean refused = exchange.isAnswered();
        if (refused) {
            exchange.close();
        }
        return refused;
    }

    @Override
    public void close() {
        begun.forEach(RawExchange::close);
    }
}
