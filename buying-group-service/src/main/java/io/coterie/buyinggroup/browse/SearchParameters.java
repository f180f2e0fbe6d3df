package io.coterie.buyinggroup.browse;

import io.coterie.buyinggroup.parameter.Parameter;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The filters of §13.1 and §15.2 as query parameters; lists by repeating the parameter. */
public class SearchParameters {

    @QueryParam("name")
    @Nullable
    String name;

    @QueryParam("solutionInterest")
    @Nullable
    List<String> solutionInterest;

    @QueryParam("rolesTemplate")
    @Nullable
    List<String> rolesTemplate;

    @QueryParam("account")
    @Nullable
    List<String> account;

    @QueryParam("status")
    @Nullable
    String status;

    @QueryParam("stage")
    @Nullable
    List<String> stage;

    @QueryParam("unassignedRole")
    @Nullable
    List<String> unassignedRole;

    @QueryParam("missingRole")
    @Nullable
    String missingRole;

    @QueryParam("minCompleteness")
    @Nullable
    String minCompleteness;

    @QueryParam("maxCompleteness")
    @Nullable
    String maxCompleteness;

    @QueryParam("minEngagement")
    @Nullable
    String minEngagement;

    @QueryParam("maxEngagement")
    @Nullable
    String maxEngagement;

    @QueryParam("completenessBand")
    @Nullable
    String completenessBand;

    @QueryParam("engagementBand")
    @Nullable
    String engagementBand;

    @QueryParam("qualified")
    @Nullable
    String qualified;

    @QueryParam("outOfAudience")
    @Nullable
    String outOfAudience;

    @QueryParam("industry")
    @Nullable
    List<String> industry;

    @QueryParam("region")
    @Nullable
    List<String> region;

    @QueryParam("country")
    @Nullable
    List<String> country;

    @QueryParam("createdFrom")
    @Nullable
    String createdFrom;

    @QueryParam("createdTo")
    @Nullable
    String createdTo;

    /** The search they describe, or a refusal that names the first that has another form. */
    public GroupSearch search() {
        return new GroupSearch(
                Parameter.text("name", name),
                Parameter.texts("solutionInterest", solutionInterest),
                Parameter.texts("rolesTemplate", rolesTemplate),
                Parameter.texts("account", account),
                Parameter.text("status", status),
                Parameter.texts("stage", stage),
                Parameter.texts("unassignedRole", unassignedRole),
                Parameter.text("missingRole", missingRole),
                Parameter.percent("minCompleteness", minCompleteness),
                Parameter.percent("maxCompleteness", maxCompleteness),
                Parameter.percent("minEngagement", minEngagement),
                Parameter.percent("maxEngagement", maxEngagement),
                ScoreBand.of("completenessBand", completenessBand),
                ScoreBand.of("engagementBand", engagementBand),
                Parameter.flag("qualified", qualified),
                Parameter.flag("outOfAudience", outOfAudience),
                Parameter.texts("industry", industry),
                Parameter.texts("region", region),
                Parameter.texts("country", country),
                Parameter.instant("createdFrom", createdFrom),
                Parameter.instant("createdTo", createdTo));
    }
}
