package io.coterie.platform.replica;

import java.util.Set;

/**
 * What a batch changed in the replica; what it already knew is left out.
 *
 * @param accountKeys accounts that changed, and accounts that a changed person belonged to before or belongs to now
 * @param personKeys persons that changed
 */
public record ReplicaChange(Set<String> accountKeys, Set<String> personKeys) {

    public boolean isEmpty() {
        return accountKeys.isEmpty() && personKeys.isEmpty();
    }
}
