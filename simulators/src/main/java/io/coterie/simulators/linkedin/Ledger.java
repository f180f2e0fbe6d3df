package io.coterie.simulators.linkedin;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.coterie.simulators.journal.FileJournal;
import io.coterie.simulators.journal.Journal;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What LinkedIn knows. A change becomes true in memory at once and is answered for only when it is on disk, so that
 * two racing calls see each other and a killed simulator never forgets what it confirmed. Used on one event loop.
 */
final class Ledger implements AutoCloseable {

    private static final ObjectMapper MAPPER = mapper();

    private final SegmentBook segments = new SegmentBook();
    private final LeadBook leads = new LeadBook();
    private final TokenBook tokens = new TokenBook();
    private final Journal journal;

    private Ledger(Optional<Path> directory) {
        journal = directory
                .<Journal>map(path -> FileJournal.open(path.resolve("linkedin.journal"), this::replay))
                .orElseGet(Journal::none);
    }

    static Ledger open(Optional<Path> directory) {
        return new Ledger(directory);
    }

    private static ObjectMapper mapper() {
        ObjectMapper mapper = new ObjectMapper()
                .registerModule(new Jdk8Module())
                .setDefaultPropertyInclusion(JsonInclude.Include.NON_ABSENT);
        for (Class<?> type : Change.class.getPermittedSubclasses()) {
            mapper.registerSubtypes(type);
        }
        return mapper;
    }

    /** Completes, on the given context, when all the changes are safe; they are kept together or not at all. */
    Future<Void> commit(Context context, List<? extends Change> changes) {
        byte[] line = write(changes);
        changes.forEach(this::apply);
        return Future.fromCompletionStage(journal.append(line), context);
    }

    Future<Void> commit(Context context, Change change) {
        return commit(context, List.of(change));
    }

    SegmentBook segments() {
        return segments;
    }

    LeadBook leads() {
        return leads;
    }

    TokenBook tokens() {
        return tokens;
    }

    @Override
    public void close() {
        journal.close();
    }

    private void replay(byte[] line) {
        try {
            for (Change change : MAPPER.readValue(line, Change[].class)) {
                apply(change);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The journal has a line that cannot be read", e);
        }
    }

    private void apply(Change change) {
        segments.apply(change);
        leads.apply(change);
        tokens.apply(change);
    }

    private static byte[] write(List<? extends Change> changes) {
        try {
            return MAPPER.writeValueAsBytes(changes.toArray(Change[]::new));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Every change can be written", e);
        }
    }
}
