package io.coterie.buyinggroup.export;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.coterie.buyinggroup.browse.GroupSearch;
import io.coterie.buyinggroup.parameter.Parameter;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An export as REST shows it.
 *
 * @param state waiting, ready or failed
 * @param file where the file is, as soon as it is ready
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ExportView(
        UUID id,
        String state,
        GroupSearch filters,
        long groups,
        @Nullable String file,
        @Nullable String failure,
        String requestedBy,
        Instant requestedAt,
        @Nullable Instant finishedAt,
        Instant expiresAt) {

    static String path(UUID id) {
        return "/v1/group-exports/" + id;
    }

    static ExportView of(GroupExport export) {
        return new ExportView(
                export.id(),
                Parameter.spelled(export.state()),
                export.search(),
                export.rows(),
                export.state() == GroupExport.State.READY ? path(export.id()) + "/file" : null,
                export.failure(),
                export.requestedBy(),
                export.requestedAt(),
                export.finishedAt(),
                export.expiresAt());
    }
}
