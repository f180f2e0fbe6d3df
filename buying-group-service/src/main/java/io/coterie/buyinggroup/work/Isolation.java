package io.coterie.buyinggroup.work;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.function.Function;

/**
 * Finds the accounts that make a batch fail: half by half, each a transaction of its own, down to one account. What can be
 * done about the others is done, so that a bad one is in nobody's way.
 *
 * @param <F> how a batch fails
 */
public final class Isolation<F extends AccountsFailed> {

    private final Class<F> failed;
    private final Function<List<String>, Uni<Void>> attempt;
    private final Function<F, Uni<Void>> alone;

    /**
     * @param attempt tries these accounts again
     * @param alone what becomes of a single account that fails
     */
    public Isolation(Class<F> failed, Function<List<String>, Uni<Void>> attempt, Function<F, Uni<Void>> alone) {
        this.failed = failed;
        this.attempt = attempt;
        this.alone = alone;
    }

    /** Isolates what a failed batch was about; any other failure stays one. */
    public Uni<Void> of(Throwable failure) {
        if (!failed.isInstance(failure)) {
            return Uni.createFrom().failure(failure);
        }
        F batch = failed.cast(failure);
        if (batch.accountKeys().size() == 1) {
            return alone.apply(batch);
        }
        List<String> keys = List.copyOf(batch.accountKeys());
        int middle = keys.size() / 2;
        return part(keys.subList(0, middle)).chain(() -> part(keys.subList(middle, keys.size())));
    }

    private Uni<Void> part(List<String> accountKeys) {
        return attempt.apply(accountKeys).onFailure(failed).recoverWithUni(this::of);
    }
}
