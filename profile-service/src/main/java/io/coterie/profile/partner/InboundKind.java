package io.coterie.profile.partner;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coterie.platform.messaging.ReceivedEvent;
import io.coterie.platform.problem.ProblemException;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.profile.ingestion.Keyed;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** One kind of record that partners send: how it is read, and how it is stored, which is how REST does it. */
final class InboundKind<D extends Keyed<D>> {

    private final String type;
    private final Function<ObjectNode, D> reader;
    private final Store<D> store;

    InboundKind(String type, Function<ObjectNode, D> reader, Store<D> store) {
        this.type = type;
        this.reader = reader;
        this.store = store;
    }

    String type() {
        return type;
    }

    /**
     * Checks a record, brings it into its one form and answers its key.
     *
     * @throws ProblemException with every place that does not fit
     */
    String check(ObjectNode document) {
        return reader.apply(document).key();
    }

    /**
     * Stores the records of this kind; of several about one key the last.
     *
     * @return why records were left out, by key
     */
    Uni<Map<String, ProblemException>> store(SqlConnection connection, Sandbox sandbox, List<ReceivedEvent> events) {
        Collection<D> documents = documents(events);
        return documents.isEmpty() ? Uni.createFrom().item(Map.of()) : store.store(connection, sandbox, documents);
    }

    private Collection<D> documents(List<ReceivedEvent> events) {
        Map<String, D> documents = new LinkedHashMap<>();
        for (ReceivedEvent event : events) {
            if (event.type().equals(type)
                    && event.payload(PartnerMessage.class).document() instanceof ObjectNode document) {
                D read = reader.apply(document);
                documents.merge(read.key(), read, (earlier, later) -> later.after(earlier));
            }
        }
        return documents.values();
    }

    /** Stores documents, each key once; answers why some were left out, by key. */
    @FunctionalInterface
    interface Store<D> {
        Uni<Map<String, ProblemException>> store(SqlConnection connection, Sandbox sandbox, Collection<D> documents);
    }
}
