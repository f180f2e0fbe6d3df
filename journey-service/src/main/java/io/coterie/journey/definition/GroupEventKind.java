package io.coterie.journey.definition;

import io.coterie.platform.conditions.FieldCatalogue;
import java.util.Arrays;
import java.util.Optional;

/** What can be heard of a buying group (§7.1, §7.2). */
public enum GroupEventKind {
    /** A person took a role; a member who takes another role does so too. */
    MEMBER_ASSIGNED("member-assigned"),
    MEMBER_REMOVED("member-removed"),
    STAGE_CHANGED("stage-changed"),
    STATUS_CHANGED("status-changed"),
    /** Also the first score of a new group, and the end of a deleted one. */
    COMPLETENESS_CHANGED("completeness-changed"),
    ENGAGEMENT_CHANGED("engagement-changed"),
    QUALIFIED("qualified"),
    DISQUALIFIED("disqualified");

    private final String text;

    GroupEventKind(String text) {
        this.text = text;
    }

    /** As written in a definition; the part of the CloudEvents type that tells kinds apart. */
    public String text() {
        return text;
    }

    /** What a constraint may read of the event. */
    public FieldCatalogue fields() {
        return GroupEventFields.of(this);
    }

    public static Optional<GroupEventKind> of(String text) {
        return Arrays.stream(values()).filter(kind -> kind.text.equals(text)).findFirst();
    }
}
