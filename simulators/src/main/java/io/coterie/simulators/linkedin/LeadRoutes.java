package io.coterie.simulators.linkedin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coterie.simulators.http.Answers;
import io.coterie.simulators.restli.ApiError;
import io.coterie.simulators.restli.Projection;
import io.coterie.simulators.restli.RestLiQuery;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;

/** Lead Sync, reading side: {@code /rest/leadForms} and {@code /rest/leadFormResponses}. */
final class LeadRoutes {

    private final Workplace workplace;

    LeadRoutes(Workplace workplace) {
        this.workplace = workplace;
    }

    void register(Router router) {
        router.get("/rest/leadForms").handler(this::findForms);
        router.get("/rest/leadForms/:id").handler(this::getForm);
        router.get("/rest/leadFormResponses").handler(this::findResponses);
        router.get("/rest/leadFormResponses/:id").handler(this::getResponse);
    }

    private void findForms(RoutingContext call) {
        Calls.allowMethod(call, "FINDER");
        RestLiQuery query = Calls.query(call)
                .onlyWith("q", "owner", "fields", "start", "count")
                .finder("owner");
        List<LeadForm> forms = leads().formsOf(query.textInside("owner", "sponsoredAccount"));
        Optional<Projection> projection = query.projection();
        Answers.json(call, 200, Paging.of(query).page(forms, form -> project(LeadJson.form(form), projection)));
    }

    private void getForm(RoutingContext call) {
        Calls.allowMethod(call, "GET");
        ApiError missing = ApiError.notFound("Could not find lead form " + Calls.idText(call));
        RestLiQuery query = Calls.query(call).onlyWith("fields");
        LeadForm form = leads().newestForm(Calls.id(call, missing)).orElseThrow(missing::toException);
        Answers.json(call, 200, project(LeadJson.form(form), query.projection()));
    }

    private void findResponses(RoutingContext call) {
        Calls.allowMethod(call, "FINDER");
        RestLiQuery query = Calls.query(call)
                .onlyWith(
                        "q",
                        "owner",
                        "leadType",
                        "limitedToTestLeads",
                        "submittedAtTimeRange",
                        "versionedLeadGenFormUrn",
                        "fields",
                        "start",
                        "count")
                .finder("owner");
        String owner = query.textInside("owner", "sponsoredAccount");
        String leadType = query.textInside("leadType", "leadType");
        boolean onlyTestLeads = query.flag("limitedToTestLeads");
        RestLiQuery.TimeRange range = query.timeRange("submittedAtTimeRange");
        Optional<String> form = query.optionalText("versionedLeadGenFormUrn");
        Optional<Projection> projection = query.projection();
        List<Lead> found = leads().allLeads().stream()
                .filter(lead -> lead.owner().equals(owner) && lead.leadType().equals(leadType))
                .filter(lead -> lead.testLead() || !onlyTestLeads)
                .filter(lead -> range.contains(lead.submittedAt()) && !leads().isWithdrawn(lead))
                .filter(lead ->
                        form.map(leads().formOf(lead).versionedUrn()::equals).orElse(true))
                .toList();
        Answers.json(call, 200, Paging.of(query).page(found, lead -> response(lead, projection)));
    }

    private void getResponse(RoutingContext call) {
        Calls.allowMethod(call, "GET");
        RestLiQuery query = Calls.query(call).onlyWith("fields");
        Lead lead = leads().findLead(Calls.idText(call))
                .orElseThrow(() -> ApiError.notFound("Could not find lead form response " + Calls.idText(call))
                        .toException());
        Answers.json(call, 200, response(lead, query.projection()));
    }

    private JsonNode response(Lead lead, Optional<Projection> projection) {
        LeadForm form = leads().formOf(lead);
        ObjectNode response = LeadJson.response(lead, form);
        if (projection.filter(fields -> fields.asksFor("form")).isPresent()) {
            response.set("form", LeadJson.joinedForm(lead, form));
        }
        return project(response, projection);
    }

    private static JsonNode project(JsonNode json, Optional<Projection> projection) {
        return projection.map(fields -> fields.apply(json)).orElse(json);
    }

    private LeadBook leads() {
        return workplace.ledger().leads();
    }
}
