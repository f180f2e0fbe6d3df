package io.coterie.profile.ingestion;

import io.coterie.platform.limits.BodyLimit;
import io.vertx.core.http.HttpMethod;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.regex.Pattern;

/** Bulk bodies are streamed and may be long; every other body is held in memory as a whole. */
@ApplicationScoped
class IngestionBodyLimit implements BodyLimit {

    /** Not only by its end: a record may have the key "bulk". */
    private static final Pattern BULK = Pattern.compile("/v1/[a-z-]+/bulk");

    private final long ofBulk;
    private final long ofDocument;

    IngestionBodyLimit(IngestionConfig config) {
        this.ofBulk = config.maxBody().asLongValue();
        this.ofDocument = config.maxDocument().asLongValue();
    }

    @Override
    public long of(HttpMethod method, String path) {
        return method.equals(HttpMethod.POST) && BULK.matcher(path).matches() ? ofBulk : ofDocument;
    }
}
