package io.coterie.simulators.linkedin;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** All segments, as the journal tells them. */
final class SegmentBook {

    private static final long FIRST_ID = 17_000_001;

    private final Map<Long, Segment> segments = new LinkedHashMap<>();
    private final Map<Source, Segment> bySource = new LinkedHashMap<>();
    private long nextId = FIRST_ID;

    void apply(Change change) {
        switch (change) {
            case Change.SegmentCreated created -> add(new Segment(created));
            case Change.SegmentPatched patched -> require(patched.id()).patch(patched);
            case Change.SegmentDeleted deleted -> remove(require(deleted.id()));
            case Change.CompaniesStreamed streamed -> require(streamed.segmentId()).stream(streamed);
            default -> {}
        }
    }

    private void add(Segment segment) {
        segments.put(segment.id(), segment);
        bySource.put(new Source(segment.account(), segment.sourceSegmentId()), segment);
        nextId = segment.id() + 1;
    }

    private void remove(Segment segment) {
        segments.remove(segment.id());
        bySource.remove(new Source(segment.account(), segment.sourceSegmentId()));
    }

    private Segment require(long id) {
        return find(id).orElseThrow(() -> new IllegalArgumentException("Expected segment " + id + " to exist"));
    }

    long nextId() {
        return nextId;
    }

    Optional<Segment> find(long id) {
        return Optional.ofNullable(segments.get(id));
    }

    Optional<Segment> findBySource(String account, String sourceSegmentId) {
        return Optional.ofNullable(bySource.get(new Source(account, sourceSegmentId)));
    }

    Collection<Segment> all() {
        return segments.values();
    }

    private record Source(String account, String sourceSegmentId) {}
}
