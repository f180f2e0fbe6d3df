package io.coterie.profile.ingestion;

import io.coterie.platform.limits.BodyLimit;
import jakarta.enterprise.context.ApplicationScoped;

/** Bulk bodies are streamed and may be long; every other body is held in memory as a whole. */
@ApplicationScoped
class IngestionBodyLimit implements BodyLimit {

    private static final String BULK = "/bulk";

    private final long ofBulk;
    private final long ofDocument;

    IngestionBodyLimit(IngestionConfig config) {
        this.ofBulk = config.maxBody().asLongValue();
        this.ofDocument = config.maxDocument().asLongValue();
    }

    @Override
    public long of(String path) {
        return path.endsWith(BULK) ? ofBulk : ofDocument;
    }
}
