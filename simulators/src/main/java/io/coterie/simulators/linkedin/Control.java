package io.coterie.simulators.linkedin;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.simulators.http.Answers;
import io.coterie.simulators.http.Json;
import io.coterie.simulators.restli.StrictObject;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What LinkedIn does not offer: looking inside, and asking for trouble. */
final class Control {

    private final Workplace workplace;

    Control(Workplace workplace) {
        this.workplace = workplace;
    }

    void register(Router router) {
        router.get("/simulator/health")
                .handler(call -> Answers.json(call, 200, Json.object().put("status", "UP")));
        router.get("/simulator/segments").handler(this::segments);
        router.get("/simulator/requests").handler(this::requests);
        router.get("/simulator/faults").handler(this::listFaults);
        router.post("/simulator/faults").handler(this::addFault);
        router.delete("/simulator/faults").handler(this::clearFaults);
        router.post("/simulator/tokens/revocations").handler(this::revokeTokens);
    }

    private void segments(RoutingContext call) {
        MultiMap filter = call.queryParams();
        boolean withCompanies = !"false".equals(filter.get("companies"));
        List<View> segments = workplace.ledger().segments().all().stream()
                .filter(segment -> matches(filter, "account", segment.account()))
                .filter(segment -> matches(filter, "sourceSegmentId", segment.sourceSegmentId()))
                .filter(segment -> matches(filter, "name", segment.name()))
                .map(segment -> View.of(segment, withCompanies))
                .toList();
        Answers.json(call, 200, Map.of("segments", segments));
    }

    private void requests(RoutingContext call) {
        MultiMap filter = call.queryParams();
        List<RequestLog.Entry> found = workplace.requests().entries().stream()
                .filter(entry -> matches(filter, "method", entry.method()))
                .filter(entry -> matches(filter, "status", Integer.toString(entry.status())))
                .filter(entry -> Optional.ofNullable(filter.get("path"))
                        .map(entry.path()::contains)
                        .orElse(true))
                .toList();
        Answers.json(call, 200, new Requests(workplace.requests().total(), found.size(), found));
    }

    private void listFaults(RoutingContext call) {
        Answers.json(
                call,
                200,
                Map.of(
                        "faults",
                        workplace.faults().active().stream().map(Fault::view).toList()));
    }

    private void addFault(RoutingContext call) {
        Answers.json(
                call, 201, workplace.faults().add(Calls.uncheckedBody(call)).view());
    }

    private void clearFaults(RoutingContext call) {
        workplace.faults().clear();
        Answers.empty(call, 204);
    }

    /** As if the member had taken back the consent, or as if all access tokens had to be refreshed. */
    private void revokeTokens(RoutingContext call) {
        JsonNode sent = call.body().length() <= 0 ? Json.object() : Calls.uncheckedBody(call);
        StrictObject body = StrictObject.of(sent);
        boolean refreshTokensToo = body.optionalFlag("refreshTokens").orElse(false);
        body.nothingElse();
        workplace
                .commit(new Change.TokensRevoked(refreshTokensToo))
                .onSuccess(_ -> Answers.empty(call, 204))
                .onFailure(call::fail);
    }

    private static boolean matches(MultiMap filter, String name, String value) {
        return Optional.ofNullable(filter.get(name)).map(value::equals).orElse(true);
    }

    /**
     * @param total calls since the start
     * @param matching of those still kept, how many the query asked for
     */
    record Requests(long total, int matching, List<RequestLog.Entry> requests) {}

    /**
     * A segment from the inside.
     *
     * @param companies in the segment now
     * @param formerCompanies mentioned once, not in the segment now
     */
    record View(
            long id,
            String name,
            Optional<String> description,
            String type,
            String sourcePlatform,
            String sourceSegmentId,
            String account,
            long created,
            long lastModified,
            int companyCount,
            int adds,
            int removes,
            int repeatedAdds,
            int unmatchedRemoves,
            int rejectedElements,
            Optional<List<Company.View>> companies,
            Optional<List<Company.View>> formerCompanies) {

        static View of(Segment segment, boolean withCompanies) {
            List<Company.View> all =
                    segment.companies().stream().map(Company::view).toList();
            return new View(
                    segment.id(),
                    segment.name(),
                    segment.description(),
                    segment.type(),
                    segment.sourcePlatform(),
                    segment.sourceSegmentId(),
                    segment.account(),
                    segment.createdAt(),
                    segment.lastModified(),
                    segment.companyCount(),
                    all.stream().mapToInt(Company.View::adds).sum(),
                    all.stream().mapToInt(Company.View::removes).sum(),
                    all.stream().mapToInt(Company.View::repeatedAdds).sum(),
                    all.stream().mapToInt(Company.View::unmatchedRemoves).sum(),
                    segment.rejectedElements(),
                    withCompanies ? Optional.of(companies(segment, true)) : Optional.empty(),
                    withCompanies ? Optional.of(companies(segment, false)) : Optional.empty());
        }

        private static List<Company.View> companies(Segment segment, boolean present) {
            return segment.companies().stream()
                    .filter(company -> company.isPresent() == present)
                    .map(Company::view)
                    .toList();
        }
    }
}
