package io.coterie.platform.conditions;

import static io.coterie.platform.conditions.FieldType.BOOLEAN;
import static io.coterie.platform.conditions.FieldType.DATE;
import static io.coterie.platform.conditions.FieldType.INTEGER;
import static io.coterie.platform.conditions.FieldType.NUMBER;
import static io.coterie.platform.conditions.FieldType.STRING;
import static io.coterie.platform.conditions.FieldType.STRING_LIST;
import static io.coterie.platform.conditions.RecordKind.ACCOUNT;
import static io.coterie.platform.conditions.RecordKind.EVENT;
import static io.coterie.platform.conditions.RecordKind.GROUP;
import static io.coterie.platform.conditions.RecordKind.OPPORTUNITY;
import static io.coterie.platform.conditions.RecordKind.PERSON;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The default attributes: accounts §3.1, persons §3.2, opportunities §3.3, experience events §3.4, buying groups §16.1. */
final class StandardFields {

    /** The roles of the account-person relation (PER-03): kept beside the person's document, not in it. */
    static final String ROLES = "roles";

    private static final List<FieldDefinition> ALL = List.of(
            account("accountName", STRING, "Name"),
            account("accountOrganization.annualRevenue.amount", NUMBER, "Annual revenue"),
            account("accountOrganization.industry", STRING, "Industry"),
            account("accountOrganization.logoUrl", STRING, "Logo URL"),
            account("accountOrganization.numberOfEmployees", INTEGER, "Employee size"),
            account("accountOrganization.SICCode", STRING, "SIC code"),
            account("accountOrganization.website", STRING, "Domain name"),
            account("accountPhone.number", STRING, "Phone number"),
            account("accountSourceType", STRING, "Source type"),
            account("accountBillingAddress.city", STRING, "City"),
            account("accountBillingAddress.country", STRING, "Country"),
            account("accountBillingAddress.postalCode", STRING, "Postal code"),
            account("accountBillingAddress.region", STRING, "Region"),
            account("accountBillingAddress.state", STRING, "State"),
            account("accountBillingAddress.street1", STRING, "Street"),
            account("primaryEmailDomain", STRING, "E-mail domain"),
            person("workEmail.address", STRING, "E-mail address"),
            person("workEmail.status", STRING, "E-mail suspended"),
            person("person.name.firstName", STRING, "First name"),
            person("person.name.middleName", STRING, "Middle name"),
            person("person.name.lastName", STRING, "Last name"),
            person("person.name.courtesyTitle", STRING, "Salutation"),
            person("person.birthDate", DATE, "Date of birth"),
            person("extendedWorkDetails.jobTitle", STRING, "Job title"),
            person("mobilePhone.number", STRING, "Mobile phone number"),
            person("workPhone.number", STRING, "Phone number"),
            person("faxPhone.number", STRING, "Fax number"),
            person("workAddress.city", STRING, "City"),
            person("workAddress.country", STRING, "Country"),
            person("workAddress.postalCode", STRING, "Postal code"),
            person("workAddress.state", STRING, "State"),
            person("workAddress.street1", STRING, "Address"),
            person("b2b.isMarketingSuspended", BOOLEAN, "Marketing suspended"),
            person("b2b.marketingSuspendedCause", STRING, "Marketing suspended cause"),
            person("b2b.personStatus", STRING, "Lead status"),
            person("consents.marketing.email.val", STRING, "Unsubscribed"),
            person("consents.marketing.email.reason", STRING, "Unsubscribed reason"),
            person(ROLES, STRING_LIST, "Role in account"),
            group("solutionInterest", STRING_LIST, "Solution interest"),
            group("stage", STRING, "Stage"),
            group("status", STRING, "Status"),
            group("completeness", NUMBER, "Completeness score"),
            group("engagement", NUMBER, "Engagement score"),
            event("eventType", STRING, "Event type"),
            event("timestamp", DATE, "Date of activity"),
            event("directMarketing.mailingName", STRING, "E-mail name"),
            event("directMarketing.linkURL", STRING, "Clicked link"),
            event("directMarketing.email", STRING, "E-mail address"),
            event("directMarketing.emailBouncedCode", STRING, "Bounce code"),
            event("directMarketing.emailBouncedDetails", STRING, "Bounce details"),
            event("device.isMobileDevice", BOOLEAN, "Mobile device"),
            event("device.model", STRING, "Device model"),
            event("environment.browserDetails.userAgent", STRING, "Browser"),
            event("environment.operatingSystem", STRING, "Operating system"),
            event("web.webPageDetails.name", STRING, "Page name"),
            event("web.webPageDetails.URL", STRING, "Page URL"),
            event("web.webPageDetails.queryParameters", STRING, "Page query parameters"),
            event("web.webPageDetails.webPageID", STRING, "Page id"),
            event("web.webReferrer.URL", STRING, "Referrer"),
            event("web.fillOutForm.webFormID", STRING, "Form id"),
            event("web.fillOutForm.webFormName", STRING, "Form name"),
            event("web.webInteraction.linkID", STRING, "Link id"),
            event("web.webInteraction.linkURL", STRING, "Link URL"),
            event("leadOperation.interestingMoment.date", DATE, "Moment date"),
            event("leadOperation.interestingMoment.description", STRING, "Moment description"),
            event("leadOperation.interestingMoment.source", STRING, "Moment source"),
            event("leadOperation.interestingMoment.type", STRING, "Moment type"),
            opportunity("opportunityName", STRING, "Opportunity name"),
            opportunity("opportunityStage", STRING, "Opportunity stage"),
            opportunity("opportunityType", STRING, "Opportunity type"),
            opportunity("opportunityDescription", STRING, "Opportunity description"),
            opportunity("opportunityAmount.amount", NUMBER, "Amount"),
            opportunity("opportunityQuantity", NUMBER, "Quantity"),
            opportunity("expectedCloseDate", DATE, "Expected close date"),
            opportunity("expectedRevenue.amount", NUMBER, "Expected revenue"),
            opportunity("fiscalQuarter", STRING, "Fiscal quarter"),
            opportunity("fiscalYear", INTEGER, "Fiscal year"),
            opportunity("forecastCategory", STRING, "Forecast category"),
            opportunity("forecastCategoryName", STRING, "Forecast category name"),
            opportunity("isClosed", BOOLEAN, "Closed"),
            opportunity("isWon", BOOLEAN, "Won"),
            opportunity("lastActivityDate", DATE, "Last activity date"),
            opportunity("leadSource", STRING, "Lead source"),
            opportunity("nextStep", STRING, "Next step"),
            opportunity("probabilityPercentage", NUMBER, "Probability"));

    private StandardFields() {}

    static Map<RecordKind, SortedMap<String, FieldDefinition>> byKind() {
        Map<RecordKind, SortedMap<String, FieldDefinition>> byKind = new EnumMap<>(RecordKind.class);
        for (RecordKind kind : RecordKind.values()) {
            SortedMap<String, FieldDefinition> fields = new TreeMap<>();
            ALL.stream().filter(field -> field.kind() == kind).forEach(field -> fields.put(field.path(), field));
            byKind.put(kind, Collections.unmodifiableSortedMap(fields));
        }
        return byKind;
    }

    private static FieldDefinition account(String path, FieldType type, String label) {
        return new FieldDefinition(ACCOUNT, path, type, label);
    }

    private static FieldDefinition person(String path, FieldType type, String label) {
        return new FieldDefinition(PERSON, path, type, label);
    }

    private static FieldDefinition group(String path, FieldType type, String label) {
        return new FieldDefinition(GROUP, path, type, label);
    }

    private static FieldDefinition opportunity(String path, FieldType type, String label) {
        return new FieldDefinition(OPPORTUNITY, path, type, label);
    }

    private static FieldDefinition event(String path, FieldType type, String label) {
        return new FieldDefinition(EVENT, path, type, label);
    }
}
