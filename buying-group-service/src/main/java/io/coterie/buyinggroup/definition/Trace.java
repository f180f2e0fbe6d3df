package io.coterie.buyinggroup.definition;

import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Who made a definition and when, and who changed it last. */
public record Trace(Instant createdAt, String createdBy, Instant updatedAt, String updatedBy) {

    /** A definition made just now. */
    public static Trace begun(Instant now, String by) {
        return new Trace(now, by, now, by);
    }

    /** This definition, changed just now. */
    public Trace updated(Instant now, String by) {
        return new Trace(createdAt, createdBy, now, by);
    }

    /** From the four columns every definition has. */
    public static Trace of(Row row) {
        return new Trace(
                instant(row, "created_at"),
                row.getString("created_by"),
                instant(row, "updated_at"),
                row.getString("updated_by"));
    }

    /** A timestamp column that is never null. */
    public static Instant instant(Row row, String column) {
        return row.getOffsetDateTime(column).toInstant();
    }

    /** A timestamp column that may be null. */
    public static @Nullable Instant instantOrNull(Row row, String column) {
        OffsetDateTime value = row.getOffsetDateTime(column);
        return value == null ? null : value.toInstant();
    }

    /** What the driver takes for a timestamp. */
    public static OffsetDateTime column(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
