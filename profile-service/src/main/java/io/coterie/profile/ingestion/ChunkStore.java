package io.coterie.profile.ingestion;

import io.coterie.platform.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.Map;

/** Stores the documents of one chunk in one transaction. */
@FunctionalInterface
public interface ChunkStore<D> {

    /**
     * @param documents each key once
     * @return why documents were left out, by key; the others are stored
     */
    Uni<Map<String, ProblemException>> store(Collection<D> documents);
}
