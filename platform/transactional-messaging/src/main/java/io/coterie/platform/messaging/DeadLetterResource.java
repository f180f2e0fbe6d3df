package io.coterie.platform.messaging;

import static io.coterie.platform.tenancy.SandboxRequestFilter.ORGANISATION_HEADER;

import io.coterie.platform.paging.Cursor;
import io.coterie.platform.paging.Page;
import io.coterie.platform.problem.GenericError;
import io.coterie.platform.problem.ProblemException;
import io.coterie.platform.tenancy.Caller;
import io.coterie.platform.tenancy.Permissions;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.coterie.platform.tenancy.Unscoped;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * Records this service could not apply. Their payload is not shown: it may hold personal data. One that does not even say
 * whose it is can be seen in the topic of dead letters alone.
 */
@Path("/v1/dead-letters")
@Unscoped
@Tag(name = "Dead letters", description = "Records this service could not apply")
class DeadLetterResource {

    /** The organisation's, in some of its sandboxes or, with null, in all; see {@link #ofCaller}. */
    private static final String OF_CALLER =
            "headers ->> 'ce_orgid' = $2 and ($3::text[] is null or headers ->> 'ce_sandbox' = any($3))";

    private static final String LIST = """
            select id, channel, topic, partition, record_offset, headers, reason, received_at, replayed_at
              from dead_letter
             where id > $1 and\s""" + OF_CALLER + " order by id limit $4";

    private static final String READ = "select * from dead_letter where id = $1 and " + OF_CALLER;

    /** Nobody needs the payload any more, and it may hold personal data. */
    private static final String SETTLE = """
            update dead_letter set replayed_at = now(), payload = null where id = $1 and replayed_at is null""";

    private final SandboxTransactions transactions;
    private final EventConsumption consumption;
    private final SecurityIdentity identity;

    DeadLetterResource(SandboxTransactions transactions, EventConsumption consumption, SecurityIdentity identity) {
        this.transactions = transactions;
        this.consumption = consumption;
        this.identity = identity;
    }

    @GET
    @RolesAllowed(Permissions.VIEW_ADMIN_CONFIGURATIONS)
    @Operation(summary = "List dead letters", description = "Those of the token's organisation, without their payload.")
    public Uni<RestResponse<Page<DeadLetter>>> list(
            @HeaderParam(ORGANISATION_HEADER) @Nullable String organisation,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit,
            @Context UriInfo uri) {
        UUID after = Cursor.decodeId(cursor).orElse(Cursor.FIRST_ID);
        int size = Cursor.limit(limit);
        Tuple parameters = ofCaller(after, organisation).addInteger(size + 1);
        return transactions
                .acrossSandboxes(connection -> connection.preparedQuery(LIST).execute(parameters))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(DeadLetter::of)
                        .toList())
                .map(rows -> Page.of(rows, size, row -> row.id().toString()).response(uri));
    }

    @POST
    @Path("/{id}/replay")
    @RolesAllowed(Permissions.MANAGE_ADMIN_CONFIGURATIONS)
    @Operation(
            summary = "Apply a dead letter once more",
            description = "What has happened to its subject since wins, because it has a higher revision.")
    @APIResponse(responseCode = "204", description = "Applied")
    @APIResponse(responseCode = "409", description = "It does not apply now either, or has been applied already")
    public Uni<RestResponse<Void>> replay(@HeaderParam(ORGANISATION_HEADER) @Nullable String organisation, UUID id) {
        Tuple parameters = ofCaller(id, organisation);
        return transactions
                .acrossSandboxes(connection -> connection.preparedQuery(READ).execute(parameters))
                .chain(rows -> {
                    if (rows.size() == 0) {
                        throw ProblemException.notFound("a dead letter", id);
                    }
                    Row row = rows.iterator().next();
                    if (row.getOffsetDateTime("replayed_at") != null) {
                        throw appliedAlready(id);
                    }
                    return consumption.replay(
                            row.getString("channel"), message(row), connection -> settle(connection, id));
                })
                .onFailure(failure -> !(failure instanceof ProblemException) && !Failures.isTransient(failure))
                .transform(failure -> new ProblemException(
                        GenericError.CONFLICT,
                        "Expected the record to apply now, but: " + EventConsumption.reason(failure)))
                .replaceWith(() -> RestResponse.noContent());
    }

    /** An id, and whose dead letters the caller may see: the organisation's, in some of its sandboxes or in all. */
    private Tuple ofCaller(UUID id, @Nullable String organisation) {
        Caller caller = Caller.require(identity, organisation);
        return Tuple.of(id, caller.organisation())
                .addArrayOfString(
                        caller.mayEnterEverySandbox()
                                ? null
                                : caller.sandboxes().toArray(String[]::new));
    }

    /** Of two operators who replay the same record at once the later one fails here, and so does what it applied. */
    private static Uni<Void> settle(SqlConnection connection, UUID id) {
        return connection
                .preparedQuery(SETTLE)
                .execute(Tuple.of(id))
                .invoke(settled -> {
                    if (settled.rowCount() == 0) {
                        throw appliedAlready(id);
                    }
                })
                .replaceWithVoid();
    }

    private static ProblemException appliedAlready(UUID id) {
        return new ProblemException(
                GenericError.CONFLICT, "Expected a dead letter that waits, but " + id + " has been applied already");
    }

    private static ConsumerRecord<String, byte[]> message(Row row) {
        Buffer payload = row.getBuffer("payload") == null
                ? null
                : row.getBuffer("payload").getDelegate();
        ConsumerRecord<String, byte[]> message = new ConsumerRecord<>(
                row.getString("topic"),
                row.getInteger("partition"),
                row.getLong("record_offset"),
                row.getString("record_key"),
                payload == null ? null : payload.getBytes());
        row.getJsonObject("headers")
                .forEach(header -> message.headers()
                        .add(header.getKey(), String.valueOf(header.getValue()).getBytes(StandardCharsets.UTF_8)));
        return message;
    }

    record DeadLetter(
            UUID id,
            String channel,
            String topic,
            int partition,
            long offset,
            Map<String, Object> attributes,
            String reason,
            Instant receivedAt,
            @Nullable Instant replayedAt) {

        static DeadLetter of(Row row) {
            JsonObject headers = row.getJsonObject("headers");
            return new DeadLetter(
                    row.getUUID("id"),
                    row.getString("channel"),
                    row.getString("topic"),
                    row.getInteger("partition"),
                    row.getLong("record_offset"),
                    headers.getMap(),
                    row.getString("reason"),
                    row.getOffsetDateTime("received_at").toInstant(),
                    row.getOffsetDateTime("replayed_at") == null
                            ? null
                            : row.getOffsetDateTime("replayed_at").toInstant());
        }
    }
}
