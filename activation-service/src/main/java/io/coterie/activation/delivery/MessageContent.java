package io.coterie.activation.delivery;

import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Makes mails of one kind of message, in the transaction that commits them to being handed over. */
public interface MessageContent {

    /** The kind of messages it knows. */
    String kind();

    /** Decides consent and renders, for several messages of one sandbox at a time; answers for each of them. */
    Uni<Map<UUID, Preparation>> prepare(SqlConnection connection, Sandbox sandbox, List<Message> messages);
}
