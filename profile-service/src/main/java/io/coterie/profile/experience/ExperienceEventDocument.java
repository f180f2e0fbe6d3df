package io.coterie.profile.experience;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coterie.platform.problem.Violation;
import io.coterie.profile.ingestion.Keyed;
import io.coterie.profile.source.SourceKey;
import io.coterie.profile.xdm.XdmDocument;
import io.coterie.profile.xdm.XdmShapes;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A valid XDM experience event (§3.4), as somebody outside sends it.
 *
 * @param id its {@code _id}
 * @param personKey null when the event names its person by e-mail address only
 * @param address the e-mail address of its identity map; null when it names its person by key
 */
public record ExperienceEventDocument(
        String id,
        String eventType,
        Instant timestamp,
        @Nullable String personKey,
        @Nullable String address,
        ObjectNode event)
        implements Keyed<ExperienceEventDocument> {

    private static final String ID = "_id";
    private static final String TYPE = "eventType";
    private static final String TIMESTAMP = "timestamp";
    private static final String PERSON_KEY = "personKey";
    private static final String IDENTITIES = "identityMap";
    private static final String EMAIL = "Email";

    /**
     * Checks an event.
     *
     * @throws io.coterie.platform.problem.ProblemException with every place that does not fit
     */
    public static ExperienceEventDocument of(ObjectNode event) {
        List<Violation> missing = new ArrayList<>();
        requireText(event, ID, missing);
        requireText(event, TYPE, missing);
        requireText(event, TIMESTAMP, missing);
        String address = address(event.path(IDENTITIES).path(EMAIL));
        if (!event.path(PERSON_KEY).isObject() && address == null) {
            missing.add(new Violation(
                    "/" + PERSON_KEY, "Expected the person's key object, or an e-mail address in /identityMap/Email."));
        }
        XdmDocument.check(event, XdmShapes.EXPERIENCE_EVENT, missing);
        return new ExperienceEventDocument(
                event.path(ID).textValue(),
                event.path(TYPE).textValue(),
                OffsetDateTime.parse(event.path(TIMESTAMP).textValue()).toInstant(),
                event.path(PERSON_KEY).path(SourceKey.WRITTEN).textValue(),
                address,
                event);
    }

    @Override
    public String key() {
        return id;
    }

    /** A repeated event says nothing new. */
    @Override
    public ExperienceEventDocument after(ExperienceEventDocument earlier) {
        return earlier;
    }

    /** The event of a person that is known by key. */
    RecordedEvent by(String person) {
        if (!event.hasNonNull(PERSON_KEY)) {
            event.putObject(PERSON_KEY).put(SourceKey.WRITTEN, person);
        }
        return new RecordedEvent(id, person, eventType, timestamp, XdmDocument.write(event), null);
    }

    private static void requireText(ObjectNode event, String member, List<Violation> missing) {
        JsonNode value = event.path(member);
        if (value.isMissingNode()
                || value.isNull()
                || (value.isTextual() && value.textValue().isBlank())) {
            missing.add(new Violation("/" + member, "Expected a text that is not blank."));
        }
    }

    /** The primary address, or the first one. */
    private static @Nullable String address(JsonNode identities) {
        String first = null;
        for (JsonNode identity : identities) {
            String id = identity.path("id").textValue();
            if (id != null && identity.path("primary").asBoolean()) {
                return id;
            }
            first = first == null ? id : first;
        }
        return first;
    }
}
