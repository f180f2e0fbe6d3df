package io.coterie.simulators.linkedin;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.simulators.restli.ApiError;
import io.coterie.simulators.restli.StrictObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** One accepted element of a company batch: an ADD or a REMOVE with what identifies the company. */
record CompanyUpdate(
        Action action,
        Optional<String> companyName,
        Optional<String> companyWebsiteDomain,
        Optional<String> companyEmailDomain,
        Optional<String> organizationUrn,
        Optional<String> companyPageUrl) {

    enum Action {
        ADD,
        REMOVE
    }

    private static final Set<String> ACTIONS = Set.of("ADD", "REMOVE");

    /** @throws io.coterie.simulators.restli.ApiException when the element breaks a rule of the API */
    static CompanyUpdate read(JsonNode element) {
        StrictObject object = StrictObject.of(element);
        CompanyUpdate update = new CompanyUpdate(
                Action.valueOf(object.oneOf("action", ACTIONS)),
                object.optionalText("companyName", 100),
                object.optionalText("companyWebsiteDomain", 253).map(CompanyUpdate::domain),
                object.optionalText("companyEmailDomain", 253).map(CompanyUpdate::domain),
                object.optionalUrn("organizationUrn", "organization"),
                object.optionalText("companyPageUrl", 100));
        checkMatchingHints(object);
        object.nothingElse();
        if (update.identifiers().isEmpty()) {
            throw ApiError.unprocessable("ERROR :: / :: at least one company identifier is required")
                    .toException();
        }
        return update;
    }

    /** Strongest first. A name counts only where nothing better was sent, because names repeat. */
    @JsonIgnore
    List<String> identifiers() {
        List<String> identifiers = new ArrayList<>();
        organizationUrn.ifPresent(urn -> identifiers.add(urn));
        companyWebsiteDomain.ifPresent(domain -> identifiers.add("website:" + domain));
        companyEmailDomain.ifPresent(domain -> identifiers.add("email:" + domain));
        companyPageUrl.ifPresent(url -> identifiers.add("page:" + url.toLowerCase(Locale.ROOT)));
        if (identifiers.isEmpty()) {
            companyName.ifPresent(name -> identifiers.add(nameIdentifier(name)));
        }
        return identifiers;
    }

    static String nameIdentifier(String name) {
        return "name:" + name.toLowerCase(Locale.ROOT);
    }

    /** The fields that only help matching are checked and then forgotten. */
    private static void checkMatchingHints(StrictObject object) {
        object.checkText("stockSymbol", 5);
        object.checkText("city", 50);
        object.checkText("state", 50);
        object.checkText("country", 2);
        object.checkText("postalCode", 20);
        object.checkTexts("industries", 3, 50);
    }

    private static String domain(String domain) {
        String normalized = domain.strip().toLowerCase(Locale.ROOT);
        if (!normalized.matches("[^\\s/:@]+\\.[^\\s/:@.]+")) {
            throw ApiError.unprocessable("ERROR :: /companyWebsiteDomain :: \"" + domain + "\" is not a domain")
                    .toException();
        }
        return normalized;
    }
}
