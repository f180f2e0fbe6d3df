package io.coterie.profile.experience;

import io.coterie.platform.problem.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which events from outside are taken. */
final class Acceptance {

    /** Conditions and scores look back 30 days, and a nightly run may be late. */
    private static final Duration LONGEST_LOOK_BACK = Duration.ofDays(31);

    private final ExperienceEventConfig config;
    private final Clock clock;

    Acceptance(ExperienceEventConfig config, Clock clock) {
        if (config.retention().compareTo(LONGEST_LOOK_BACK) < 0) {
            throw new IllegalStateException("Expected coterie.profile.experience-events.retention of at least "
                    + LONGEST_LOOK_BACK + ", but it is " + config.retention() + ".");
        }
        this.config = config;
        this.clock = clock;
    }

    /** An event past its retention would be deleted the next night, and nobody would remember that it was there. */
    Map<String, ProblemException> outOfRange(Collection<ExperienceEventDocument> documents) {
        Instant earliest = clock.instant().minus(config.retention());
        Instant latest = clock.instant().plus(config.maxAhead());
        Map<String, ProblemException> refused = new HashMap<>();
        for (ExperienceEventDocument document : documents) {
            if (document.timestamp().isBefore(earliest) || document.timestamp().isAfter(latest)) {
                refused.put(
                        document.id(),
                        ProblemException.ofField(
                                ExperienceEventError.TIMESTAMP_OUT_OF_RANGE,
                                "/timestamp",
                                "Expected a timestamp from " + earliest + " to " + latest + "."));
            }
        }
        return refused;
    }

    /** The events with their persons' keys; what names no person, or several, goes to the refused. */
    List<RecordedEvent> identify(
            Collection<ExperienceEventDocument> documents,
            Map<String, List<String>> keysByAddress,
            Map<String, ProblemException> refused) {
        List<RecordedEvent> identified = new ArrayList<>(documents.size());
        for (ExperienceEventDocument document : documents) {
            String key = document.personKey() == null ? only(document, keysByAddress) : document.personKey();
            if (key == null) {
                refused.put(document.id(), notIdentified());
            } else {
                identified.add(document.by(key));
            }
        }
        return identified;
    }

    private static @Nullable String only(ExperienceEventDocument document, Map<String, List<String>> keysByAddress) {
        List<String> keys = keysByAddress.getOrDefault(String.valueOf(document.address()), List.of());
        return keys.size() == 1 ? keys.getFirst() : null;
    }

    /** An erasure takes what its person had done by then, whenever it is told. */
    static ProblemException beforeErasure() {
        return ProblemException.ofField(
                ExperienceEventError.BEFORE_ERASURE,
                "/timestamp",
                "Expected a timestamp after the erasure of the person.");
    }

    private static ProblemException notIdentified() {
        return ProblemException.ofField(
                ExperienceEventError.PERSON_NOT_IDENTIFIED,
                "/identityMap/Email",
                "Expected the address of exactly one person (ARC-09); name the person by personKey instead.");
    }
}
