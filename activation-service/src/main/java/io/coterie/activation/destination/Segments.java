package io.coterie.activation.destination;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coterie.activation.linkedin.LinkedInAccess;
import io.coterie.activation.linkedin.LinkedInAnswer;
import io.coterie.activation.linkedin.LinkedInCall;
import io.coterie.activation.linkedin.LinkedInClient;
import io.coterie.activation.linkedin.RestLi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** DMP segments (external contracts §1.2): one for each destination, known at LinkedIn by the destination's id. */
@ApplicationScoped
class Segments {

    private static final int CONFLICT = 409;
    private static final int LONGEST_NAME = 100;

    private final LinkedInClient client;

    Segments(LinkedInClient client) {
        this.client = client;
    }

    /** What looking for or making the segment came to. */
    sealed interface Found {

        record Segment(String id) implements Found {}

        record Failed(LinkedInAnswer.Failure failure) implements Found {}
    }

    /** Looks before it creates: an earlier creation may have succeeded and its answer been lost. */
    Uni<Found> findOrCreate(LinkedInAccess access, Destination destination) {
        return find(access, destination).chain(found -> switch (found) {
            case LinkedInAnswer.Failure failure -> Uni.createFrom().item(new Found.Failed(failure));
            case LinkedInAnswer.Success success ->
                idIn(success.body())
                        .map(id -> Uni.createFrom().<Found>item(new Found.Segment(id)))
                        .orElseGet(() -> create(access, destination));
        });
    }

    Uni<LinkedInAnswer> stream(LinkedInAccess access, String segmentId, List<AudienceDifference.Element> elements) {
        return client.call(
                access,
                LinkedInCall.batchCreate(
                        "/dmpSegments/" + RestLi.encode(segmentId) + "/companies", ElementResults.body(elements)));
    }

    private Uni<Found> create(LinkedInAccess access, Destination destination) {
        return client.call(access, LinkedInCall.create("/dmpSegments", body(access, destination)))
                .chain(answer -> switch (answer) {
                    case LinkedInAnswer.Success success ->
                        success.createdId()
                                .map(id -> Uni.createFrom().<Found>item(new Found.Segment(id)))
                                .orElseGet(() -> created(access, destination));
                    case LinkedInAnswer.Failure failure
                    when failure.status() == CONFLICT -> created(access, destination);
                    case LinkedInAnswer.Failure failure -> Uni.createFrom().item(new Found.Failed(failure));
                });
    }

    /** Somebody has just created it: look again. */
    private Uni<Found> created(LinkedInAccess access, Destination destination) {
        return find(access, destination).map(found -> switch (found) {
            case LinkedInAnswer.Failure failure -> new Found.Failed(failure);
            case LinkedInAnswer.Success success ->
                idIn(success.body())
                        .<Found>map(Found.Segment::new)
                        .orElseGet(() -> new Found.Failed(new LinkedInAnswer.Failure(
                                CONFLICT, "The segment exists and cannot be found.", Optional.empty())));
        });
    }

    private Uni<LinkedInAnswer> find(LinkedInAccess access, Destination destination) {
        return client.call(
                access,
                LinkedInCall.find("/dmpSegments?q=account&account=" + RestLi.encode(access.sponsoredAccount())
                        + "&sourcePlatform=" + RestLi.encode(access.sourcePlatform())
                        + "&sourceSegmentId=" + RestLi.encode(destination.id().toString())));
    }

    private static ObjectNode body(LinkedInAccess access, Destination destination) {
        String name = destination.name();
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("name", name.substring(0, Math.min(name.length(), LONGEST_NAME)))
                .put("type", "COMPANY")
                .put("sourcePlatform", access.sourcePlatform())
                .put("sourceSegmentId", destination.id().toString())
                .put("account", access.sponsoredAccount());
        body.putArray("destinations").addObject().put("destination", "LINKEDIN");
        return body;
    }

    private static Optional<String> idIn(JsonNode page) {
        JsonNode id = page.path("elements").path(0).path("id");
        return id.isMissingNode() || id.isNull() ? Optional.empty() : Optional.of(id.asText());
    }
}
