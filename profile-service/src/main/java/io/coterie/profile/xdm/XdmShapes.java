package io.coterie.profile.xdm;

import static java.util.Map.entry;
import static java.util.Map.ofEntries;

import io.coterie.profile.xdm.Shape.Address;
import io.coterie.profile.xdm.Shape.Choice;
import io.coterie.profile.xdm.Shape.Day;
import io.coterie.profile.xdm.Shape.Decimal;
import io.coterie.profile.xdm.Shape.Dictionary;
import io.coterie.profile.xdm.Shape.Moment;
import io.coterie.profile.xdm.Shape.Sequence;
import io.coterie.profile.xdm.Shape.Structure;
import io.coterie.profile.xdm.Shape.Text;
import io.coterie.profile.xdm.Shape.Truth;
import io.coterie.profile.xdm.Shape.Whole;
import java.util.Map;
import java.util.Set;

/**
 * The fields of the XDM B2B schemas that Coterie keeps (§3.1, §3.2): default attributes, keys, consents and the members
 * that Adobe's connectors send along. A field that is not listed is refused, so that nothing is lost silently.
 */
public final class XdmShapes {

    private static final Shape WORD = new Text(255);
    private static final Shape LINE = new Text(2_048);
    private static final Shape WHOLE = new Whole();
    private static final Shape DECIMAL = new Decimal();
    private static final Shape TRUTH = new Truth();
    private static final Shape MOMENT = new Moment();
    private static final Shape KEY = new Shape.Key();

    private static final Shape AMOUNT = new Structure(Map.of("amount", DECIMAL, "currencyCode", WORD));

    private static final Shape PHONE =
            new Structure(ofEntries(entry("number", WORD), entry("extension", WORD), entry("status", WORD)));

    private static final Shape POSTAL_ADDRESS = new Structure(ofEntries(
            entry("city", WORD),
            entry("country", WORD),
            entry("countryCode", WORD),
            entry("postalCode", WORD),
            entry("region", WORD),
            entry("state", WORD),
            entry("stateProvince", WORD),
            entry("street1", LINE),
            entry("street2", LINE)));

    private static final Shape WORK_EMAIL = new Structure(ofEntries(
            entry("address", new Address()), entry("status", WORD), entry("type", WORD), entry("primary", TRUTH)));

    private static final Shape AUDIT = new Structure(ofEntries(
            entry("externalKey", KEY),
            entry("createdDate", MOMENT),
            entry("createdBy", WORD),
            entry("lastUpdatedDate", MOMENT),
            entry("lastUpdatedBy", WORD),
            entry("lastActivityDate", MOMENT)));

    /** XDM's consent choices: yes, no, pending, unknown, double opt-in, and the legal grounds. */
    private static final Shape CONSENT = new Structure(ofEntries(
            entry("val", new Choice(Set.of("y", "n", "p", "u", "dy", "dn", "LI", "CT", "CP", "VI", "PI"))),
            entry("reason", LINE),
            entry("time", MOMENT)));

    /** A B2B account: class XDM Business Account with account details. */
    public static final Structure ACCOUNT = new Structure(
            ofEntries(
                    entry("accountKey", KEY),
                    entry("accountName", WORD),
                    entry("accountParentKey", KEY),
                    entry("accountSourceType", WORD),
                    entry("accountType", WORD),
                    entry("accountNumber", WORD),
                    entry("accountSite", WORD),
                    entry("accountScore", DECIMAL),
                    entry("accountOwnerID", WORD),
                    entry("accountTerritoryID", WORD),
                    entry("accountPhone", PHONE),
                    entry("accountFax", PHONE),
                    entry("accountBillingAddress", POSTAL_ADDRESS),
                    entry("accountShippingAddress", POSTAL_ADDRESS),
                    entry("accountPhysicalAddress", POSTAL_ADDRESS),
                    entry("accountOrganization", organisation()),
                    entry("primaryEmailDomain", WORD),
                    entry("extSourceSystemAudit", AUDIT)),
            true);

    /** A B2B person: class XDM Individual Profile with business person details, components and consents. */
    public static final Structure PERSON = new Structure(
            ofEntries(
                    entry("b2b", businessPerson()),
                    entry("person", individual()),
                    entry("workEmail", WORK_EMAIL),
                    entry("workPhone", PHONE),
                    entry("mobilePhone", PHONE),
                    entry("faxPhone", PHONE),
                    entry("workAddress", POSTAL_ADDRESS),
                    entry(
                            "extendedWorkDetails",
                            new Structure(
                                    ofEntries(entry("jobTitle", WORD), entry("departments", new Sequence(WORD, 20))))),
                    entry("personComponents", new Sequence(component(), 100)),
                    entry("consents", consents()),
                    entry("identityMap", identityMap()),
                    entry("testProfile", TRUTH),
                    entry("extSourceSystemAudit", AUDIT)),
            true);

    /** A person's relation to an account: class XDM Business Account Person Relation (PER-03). */
    public static final Structure ACCOUNT_PERSON = new Structure(ofEntries(
            entry("accountPersonKey", KEY),
            entry("accountKey", KEY),
            entry("personKey", KEY),
            entry("personRole", WORD),
            entry("personRoles", new Sequence(WORD, 20)),
            entry("isDirect", TRUTH),
            entry("isActive", TRUTH),
            entry("isPrimary", TRUTH),
            entry("relationStartDate", MOMENT),
            entry("relationEndDate", MOMENT),
            entry("relationshipSource", WORD),
            entry("extSourceSystemAudit", AUDIT)));

    /** An opportunity: class XDM Business Opportunity with opportunity details (§3.3). */
    public static final Structure OPPORTUNITY = new Structure(ofEntries(
            entry("opportunityKey", KEY),
            entry("accountKey", KEY),
            entry("campaignKey", KEY),
            entry("opportunityName", WORD),
            entry("opportunityStage", WORD),
            entry("opportunityType", WORD),
            entry("opportunityDescription", LINE),
            entry("opportunityAmount", AMOUNT),
            entry("opportunityQuantity", DECIMAL),
            entry("expectedCloseDate", new Day()),
            entry("actualCloseDate", MOMENT),
            entry("expectedRevenue", AMOUNT),
            entry("fiscalQuarter", WORD),
            entry("fiscalYear", WHOLE),
            entry("forecastCategory", WORD),
            entry("forecastCategoryName", WORD),
            entry("isClosed", TRUTH),
            entry("isWon", TRUTH),
            entry("lastActivityDate", MOMENT),
            entry("leadSource", WORD),
            entry("nextStep", LINE),
            entry("probabilityPercentage", DECIMAL),
            entry("extSourceSystemAudit", AUDIT)));

    /** A person's part in an opportunity: class XDM Business Opportunity Person Relation. */
    public static final Structure OPPORTUNITY_PERSON = new Structure(ofEntries(
            entry("opportunityPersonKey", KEY),
            entry("opportunityKey", KEY),
            entry("personKey", KEY),
            entry("personRole", WORD),
            entry("isActive", TRUTH),
            entry("isPrimary", TRUTH),
            entry("extSourceSystemAudit", AUDIT)));

    /** What a person did (§3.4): the fields common to all events and those of the types in the catalogue. */
    public static final Structure EXPERIENCE_EVENT = new Structure(ofEntries(
            entry("_id", WORD),
            entry("eventType", WORD),
            entry("timestamp", MOMENT),
            entry("personID", WORD),
            entry("personKey", KEY),
            entry("identityMap", identityMap()),
            entry("directMarketing", directMarketing()),
            entry("device", new Structure(Map.of("isMobileDevice", TRUTH, "model", WORD))),
            entry(
                    "environment",
                    new Structure(Map.of(
                            "browserDetails", new Structure(Map.of("userAgent", LINE)), "operatingSystem", WORD))),
            entry("web", web()),
            entry("leadOperation", leadOperation()),
            entry("_experience", journeyStep())));

    private XdmShapes() {}

    private static Shape directMarketing() {
        return new Structure(ofEntries(
                entry("emailSent", new Structure(Map.of("mailingKey", KEY, "mailingName", WORD))),
                entry("mailingKey", KEY),
                entry("mailingName", WORD),
                entry("email", new Address()),
                entry("emailBouncedCode", WORD),
                entry("emailBouncedDetails", LINE),
                entry("linkURL", LINE)));
    }

    private static Shape web() {
        return new Structure(Map.of(
                "webPageDetails",
                new Structure(ofEntries(
                        entry("webPageKey", KEY),
                        entry("name", LINE),
                        entry("URL", LINE),
                        entry("queryParameters", LINE),
                        entry("webPageID", WORD))),
                "fillOutForm",
                new Structure(Map.of("webFormKey", KEY, "webFormID", WORD, "webFormName", WORD)),
                "webInteraction",
                new Structure(Map.of("webInteractionKey", KEY, "linkID", WORD, "linkURL", LINE)),
                "webReferrer",
                new Structure(Map.of("URL", LINE))));
    }

    private static Shape leadOperation() {
        Shape moment = new Structure(Map.of("date", MOMENT, "description", LINE, "source", WORD, "type", WORD));
        return new Structure(Map.of("interestingMoment", moment));
    }

    /** Which step of which journey led to the event. */
    private static Shape journeyStep() {
        Shape step = new Structure(Map.of("journeyID", WORD, "nodeID", WORD));
        return new Structure(Map.of("journeyOrchestration", new Structure(Map.of("stepEvents", step))));
    }

    private static Shape organisation() {
        return new Structure(ofEntries(
                entry("numberOfEmployees", WHOLE),
                entry("annualRevenue", AMOUNT),
                entry("industry", WORD),
                entry("website", LINE),
                entry("domain", WORD),
                entry("primaryEmailDomain", WORD),
                entry("marketSegment", WORD),
                entry("rating", WORD),
                entry("tickerSymbol", WORD),
                entry("linkedinPageUrl", LINE),
                entry("SICCode", WORD),
                entry("NAICSCode", WORD),
                entry("DUNSNumber", WORD),
                entry("logoUrl", LINE)));
    }

    private static Shape businessPerson() {
        return new Structure(ofEntries(
                entry("personKey", KEY),
                entry("personType", WORD),
                entry("personStatus", WORD),
                entry("personSource", WORD),
                entry("personScore", DECIMAL),
                entry("personGroupID", WORD),
                entry("isConverted", TRUTH),
                entry("convertedDate", MOMENT),
                entry("convertedContactKey", KEY),
                entry("isMarketingSuspended", TRUTH),
                entry("marketingSuspendedCause", LINE),
                entry("isBlocked", TRUTH),
                entry("companyName", WORD),
                entry("companyWebsite", LINE)));
    }

    private static Shape individual() {
        Shape name = new Structure(ofEntries(
                entry("firstName", WORD),
                entry("middleName", WORD),
                entry("lastName", WORD),
                entry("fullName", WORD),
                entry("courtesyTitle", WORD),
                entry("suffix", WORD)));
        return new Structure(ofEntries(entry("name", name), entry("birthDate", new Day()), entry("gender", WORD)));
    }

    /** One source record of the person; {@code personRoles} are its roles in that account (PER-03, D-01). */
    private static Shape component() {
        return new Structure(ofEntries(
                entry("sourcePersonKey", KEY),
                entry("sourceAccountKey", KEY),
                entry("sourceExternalKey", KEY),
                entry("sourceConvertedContactKey", KEY),
                entry("personRoles", new Sequence(WORD, 20)),
                entry("workEmail", WORK_EMAIL),
                entry("personType", WORD),
                entry("personStatus", WORD),
                entry("personSource", WORD),
                entry("personScore", DECIMAL),
                entry("personGroupID", WORD)));
    }

    private static Shape consents() {
        Shape channels = new Structure(ofEntries(
                entry("any", CONSENT),
                entry("email", CONSENT),
                entry("sms", CONSENT),
                entry("whatsApp", CONSENT),
                entry("call", CONSENT)));
        return new Structure(Map.of("marketing", channels, "metadata", new Structure(Map.of("time", MOMENT))));
    }

    private static Shape identityMap() {
        Shape identity = new Structure(Map.of("id", LINE, "authenticatedState", WORD, "primary", TRUTH));
        return new Dictionary(new Sequence(identity, 20));
    }
}
