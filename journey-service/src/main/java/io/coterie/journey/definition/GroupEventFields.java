package io.coterie.journey.definition;

import io.coterie.platform.conditions.FieldCatalogue;
import io.coterie.platform.conditions.FieldType;
import io.coterie.platform.conditions.RecordKind;

/** The fields of what is heard of buying groups, as constraints read them and as the events are put before them. */
public final class GroupEventFields {

    /** When it happened; the reference calls it the date of activity. */
    public static final String TIMESTAMP = "timestamp";

    public static final String ROLE = "role";
    public static final String PREVIOUS_ROLE = "previousRole";
    public static final String SOURCE = "source";
    public static final String NEW_STAGE = "newStage";
    public static final String PREVIOUS_STAGE = "previousStage";
    public static final String NEW_STATUS = "newStatus";
    public static final String PREVIOUS_STATUS = "previousStatus";
    public static final String NEW_SCORE = "newScore";
    public static final String PREVIOUS_SCORE = "previousScore";

    private static final FieldCatalogue EVENT =
            FieldCatalogue.empty().with(RecordKind.EVENT, TIMESTAMP, FieldType.DATE);
    private static final FieldCatalogue REMOVAL =
            EVENT.with(RecordKind.EVENT, ROLE, FieldType.STRING).with(RecordKind.EVENT, SOURCE, FieldType.STRING);
    private static final FieldCatalogue ASSIGNMENT = REMOVAL.with(RecordKind.EVENT, PREVIOUS_ROLE, FieldType.STRING);
    private static final FieldCatalogue STAGE = change(PREVIOUS_STAGE, NEW_STAGE, FieldType.STRING);
    private static final FieldCatalogue STATUS = change(PREVIOUS_STATUS, NEW_STATUS, FieldType.STRING);
    private static final FieldCatalogue SCORE = change(PREVIOUS_SCORE, NEW_SCORE, FieldType.NUMBER);

    private GroupEventFields() {}

    static FieldCatalogue of(GroupEventKind kind) {
        return switch (kind) {
            case MEMBER_ASSIGNED -> ASSIGNMENT;
            case MEMBER_REMOVED -> REMOVAL;
            case STAGE_CHANGED -> STAGE;
            case STATUS_CHANGED -> STATUS;
            case COMPLETENESS_CHANGED, ENGAGEMENT_CHANGED -> SCORE;
            case QUALIFIED, DISQUALIFIED -> EVENT;
        };
    }

    private static FieldCatalogue change(String previous, String now, FieldType type) {
        return EVENT.with(RecordKind.EVENT, previous, type).with(RecordKind.EVENT, now, type);
    }
}
