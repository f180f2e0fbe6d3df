package io.coterie.profile.person;

import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Whom keys mean now: what is told of a merged person is about the one it turned out to be. */
@ApplicationScoped
public class PresentPersons {

    private final PersonRepository persons;
    private final Clock clock;

    PresentPersons(PersonRepository persons, Clock clock) {
        this.persons = persons;
        this.clock = clock;
    }

    /**
     * Locks persons, those that are not there too, until the transaction ends: nobody merges or erases one of them meanwhile.
     * Of merged ones the persons they were merged into are locked.
     *
     * @return the winners of those that were merged, by key as asked
     */
    public Uni<Map<String, String>> hold(SqlConnection connection, Sandbox sandbox, Collection<String> keys) {
        return keys.isEmpty()
                ? Uni.createFrom().item(Map.of())
                : hold(connection, sandbox, Set.copyOf(keys), new HashSet<>());
    }

    /** Reads again after every lock: whoever was merged while it was waited for is followed too. */
    private Uni<Map<String, String>> hold(
            SqlConnection connection, Sandbox sandbox, Set<String> keys, Set<String> held) {
        return persons.mergedInto(connection, sandbox, keys).chain(merged -> {
            Set<String> present = new HashSet<>();
            keys.forEach(key -> present.add(merged.getOrDefault(key, key)));
            present.removeAll(held);
            held.addAll(present);
            return present.isEmpty()
                    ? Uni.createFrom().item(merged)
                    : persons.hold(connection, sandbox, present, clock.instant())
                            .chain(() -> hold(connection, sandbox, keys, held));
        });
    }
}
