package io.coterie.buyinggroup.export;

import io.coterie.contracts.EventTypes;
import io.coterie.contracts.GroupExportEvent;
import io.coterie.contracts.Topics;
import io.coterie.platform.messaging.OutgoingEvent;
import io.coterie.platform.tenancy.Sandbox;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What others hear of an export that has ended, ready or not (§13.7): within the suite, and the organisation's
 * partners.
 */
final class ExportEvents {

    private ExportEvents() {}

    static List<OutgoingEvent> finished(Sandbox sandbox, GroupExport export) {
        ExportView shown = ExportView.of(export);
        GroupExportEvent event = new GroupExportEvent(
                export.id(),
                shown.state(),
                export.requestedBy(),
                export.requestedAt(),
                Objects.requireNonNull(export.finishedAt(), "an export that has ended has an end"),
                export.rows(),
                shown.file(),
                export.failure(),
                export.expiresAt());
        return Stream.of(Topics.BUYING_GROUPS, Topics.partnerEvents(sandbox.organisation()))
                .map(topic -> OutgoingEvent.of(
                        topic,
                        export.id().toString(),
                        EventTypes.GROUP_EXPORT_FINISHED,
                        "group-exports/" + export.id(),
                        0,
                        event))
                .toList();
    }
}
