package io.coterie.platform.tenancy;

/**
 * Permission ids (ADM-09). A token carries them as roles; whoever may manage a thing may view it (D-75), which {@link
 * ManageImpliesView} adds.
 */
public final class Permissions {

    public static final String MANAGE_SANDBOXES = "manage-b2b-sandboxes";
    public static final String VIEW_SANDBOXES = "view-b2b-sandboxes";
    public static final String MANAGE_PROFILES = "manage-b2b-profiles";
    public static final String VIEW_PROFILES = "view-b2b-profiles";
    public static final String MANAGE_AUDIENCES = "manage-b2b-audiences";
    public static final String VIEW_AUDIENCES = "view-b2b-audiences";
    public static final String MANAGE_ROLE_TEMPLATES = "manage-b2b-role-templates";
    public static final String VIEW_ROLE_TEMPLATES = "view-b2b-role-templates";
    public static final String MANAGE_SOLUTION_INTERESTS = "manage-b2b-solution-interests";
    public static final String VIEW_SOLUTION_INTERESTS = "view-b2b-solution-interests";
    public static final String MANAGE_STAGES = "manage-b2b-stages";
    public static final String VIEW_STAGES = "view-b2b-stages";
    public static final String MANAGE_BUYING_GROUPS = "manage-b2b-buying-groups";
    public static final String VIEW_BUYING_GROUPS = "view-b2b-buying-groups";
    public static final String MANAGE_ACCOUNT_JOURNEYS = "manage-b2b-account-journeys";
    public static final String VIEW_ACCOUNT_JOURNEYS = "view-b2b-account-journeys";
    public static final String MANAGE_PERSON_JOURNEYS = "manage-b2b-person-journeys";
    public static final String VIEW_PERSON_JOURNEYS = "view-b2b-person-journeys";
    public static final String MANAGE_EMAILS = "manage-b2b-emails";
    public static final String VIEW_EMAILS = "view-b2b-emails";
    public static final String MANAGE_DESTINATIONS = "manage-b2b-destinations";
    public static final String VIEW_DESTINATIONS = "view-b2b-destinations";
    public static final String MANAGE_ADMIN_CONFIGURATIONS = "manage-b2b-admin-configurations";
    public static final String VIEW_ADMIN_CONFIGURATIONS = "view-b2b-admin-configurations";
    public static final String VIEW_ENGAGEMENT_DASHBOARD = "view-b2b-engagement-dashboard";
    public static final String VIEW_INSIGHTS_DASHBOARD = "view-b2b-insights-dashboard";
    public static final String VIEW_SALES_INSIGHTS = "view-b2b-sales-insights";

    private Permissions() {}
}
