package io.coterie.buyinggroup.build;

import java.util.Set;
import java.util.TreeSet;

/** A batch that was rolled back because of something that will not pass by itself. */
final class BuildFailed extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final TreeSet<String> accountKeys;

    BuildFailed(Set<String> accountKeys, Throwable cause) {
        super("The groups of " + accountKeys.size() + " accounts could not be built", cause);
        this.accountKeys = new TreeSet<>(accountKeys);
    }

    /** The accounts of the batch, in key order. */
    Set<String> accountKeys() {
        return accountKeys;
    }

    /** What went wrong, in words. */
    String reason() {
        Throwable cause = getCause() == null ? this : getCause();
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }
}
