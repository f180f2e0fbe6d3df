package io.coterie.buyinggroup.weightingmodel;

/** Where an activity happens; dashboards filter by it. */
public enum EngagementType {
    EVENT,
    EMAIL,
    WEB,
    CURATED,
    MOBILE,
    SOCIAL,
    SMS,
    CHAT,
    CALL
}
