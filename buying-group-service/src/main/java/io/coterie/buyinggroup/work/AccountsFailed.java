package io.coterie.buyinggroup.work;

import java.util.Set;
import java.util.TreeSet;

/** A batch of accounts that was rolled back because of something that will not pass by itself. */
public abstract class AccountsFailed extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final TreeSet<String> accountKeys;

    protected AccountsFailed(String message, Set<String> accountKeys, Throwable cause) {
        super(message, cause);
        this.accountKeys = new TreeSet<>(accountKeys);
    }

    /** The accounts of the batch, in key order. */
    public Set<String> accountKeys() {
        return accountKeys;
    }
}
