package io.coterie.simulators.linkedin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coterie.simulators.http.Answers;
import io.coterie.simulators.http.Json;
import io.coterie.simulators.restli.ApiError;
import io.coterie.simulators.restli.ApiException;
import io.coterie.simulators.restli.RestLiQuery;
import io.coterie.simulators.restli.StrictObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Matched audiences: {@code /rest/dmpSegments}. */
final class SegmentRoutes {

    private static final int LARGEST_BATCH = 5_000;
    private static final Set<String> TYPES = Set.of("COMPANY", "USER", "COMPANY_LIST_UPLOAD", "USER_LIST_UPLOAD");
    private static final Set<String> PLATFORMS = Set.of("DIRECT_API", "AGENCY_API", "PARTNER_API", "LIST_UPLOAD");

    private final Workplace workplace;
    private final RateLimit companyRequests;

    SegmentRoutes(Workplace workplace) {
        this.workplace = workplace;
        this.companyRequests =
                new RateLimit(workplace.settings().limits().companyRequestsPerMinute(), workplace.clock());
    }

    void register(Router router) {
        router.post("/rest/dmpSegments").handler(this::create);
        router.get("/rest/dmpSegments").handler(this::find);
        router.get("/rest/dmpSegments/:id").handler(this::get);
        router.post("/rest/dmpSegments/:id").handler(this::partialUpdate);
        router.delete("/rest/dmpSegments/:id").handler(this::delete);
        router.post("/rest/dmpSegments/:id/companies").handler(this::streamCompanies);
    }

    private void create(RoutingContext call) {
        Calls.allowMethod(call, "CREATE");
        Change.SegmentCreated created = readSegment(Calls.body(call));
        workplace
                .ledger()
                .segments()
                .findBySource(created.account(), created.sourceSegmentId())
                .ifPresent(existing -> {
                    throw ApiError.conflict("A DMP segment with sourceSegmentId " + existing.sourceSegmentId()
                                    + " exists already in " + existing.account())
                            .toException();
                });
        workplace.faults().segmentCreated(created.id());
        workplace
                .commit(created)
                .onSuccess(_ -> {
                    call.response().putHeader("x-restli-id", Long.toString(created.id()));
                    Answers.empty(call, 201);
                })
                .onFailure(call::fail);
    }

    private Change.SegmentCreated readSegment(JsonNode body) {
        StrictObject object = StrictObject.of(body);
        Change.SegmentCreated segment = new Change.SegmentCreated(
                workplace.ledger().segments().nextId(),
                object.text("name", 100),
                object.optionalText("description", 1_000),
                object.oneOf("type", TYPES),
                object.oneOf("sourcePlatform", PLATFORMS),
                object.text("sourceSegmentId", 100),
                object.urn("account", "sponsoredAccount"),
                workplace.now());
        if (object.any("accessPolicy").isPresent()) {
            object.checkOneOf("accessPolicy", Set.of("PRIVATE"));
        }
        for (StrictObject destination : object.objects("destinations")) {
            destination.checkOneOf("destination", Set.of("LINKEDIN"));
            destination.nothingElse();
        }
        object.nothingElse();
        return segment;
    }

    private void find(RoutingContext call) {
        Calls.allowMethod(call, "FINDER");
        RestLiQuery query = Calls.query(call)
                .onlyWith("q", "account", "sourcePlatform", "sourceSegmentId", "start", "count")
                .finder("account");
        String account = query.text("account");
        Optional<String> platform = query.optionalText("sourcePlatform");
        Optional<String> source = query.optionalText("sourceSegmentId");
        List<Segment> found = workplace.ledger().segments().all().stream()
                .filter(segment -> segment.account().equals(account))
                .filter(segment ->
                        platform.map(segment.sourcePlatform()::equals).orElse(true))
                .filter(segment -> source.map(segment.sourceSegmentId()::equals).orElse(true))
                .toList();
        Answers.json(call, 200, Paging.of(query).page(found, this::json));
    }

    private void get(RoutingContext call) {
        Calls.allowMethod(call, "GET");
        Answers.json(call, 200, json(segment(call)));
    }

    private void partialUpdate(RoutingContext call) {
        Calls.requireMethod(call, "PARTIAL_UPDATE");
        Segment segment = segment(call);
        StrictObject body = StrictObject.of(Calls.body(call));
        StrictObject patch = body.object("patch");
        StrictObject set = patch.object("$set");
        Change.SegmentPatched patched = new Change.SegmentPatched(
                segment.id(), set.optionalText("name", 100), set.optionalText("description", 1_000), workplace.now());
        set.nothingElse();
        patch.nothingElse();
        body.nothingElse();
        workplace.commit(patched).onSuccess(_ -> Answers.empty(call, 204)).onFailure(call::fail);
    }

    private void delete(RoutingContext call) {
        Calls.allowMethod(call, "DELETE");
        workplace
                .commit(new Change.SegmentDeleted(segment(call).id()))
                .onSuccess(_ -> Answers.empty(call, 204))
                .onFailure(call::fail);
    }

    private void streamCompanies(RoutingContext call) {
        Calls.requireMethod(call, "BATCH_CREATE");
        if (!companyRequests.admit()) {
            throw ApiError.throttled().toException();
        }
        Segment segment = segment(call);
        if (!segment.acceptsCompanies()) {
            throw ApiError.illegalArgument(
                            "Segment " + segment.id() + " of type " + segment.type() + " does not accept companies")
                    .toException();
        }
        StrictObject body = StrictObject.of(Calls.body(call));
        List<JsonNode> elements = body.elements("elements");
        body.nothingElse();
        if (elements.isEmpty() || elements.size() > LARGEST_BATCH) {
            throw ApiError.illegalArgument("Between 1 and " + LARGEST_BATCH + " elements are expected, but "
                            + elements.size() + " were sent")
                    .toException();
        }
        List<CompanyUpdate> accepted = new ArrayList<>();
        ArrayNode results = Json.array();
        elements.forEach(element -> results.add(receive(element, accepted)));
        workplace
                .commit(new Change.CompaniesStreamed(
                        segment.id(), accepted, elements.size() - accepted.size(), workplace.now()))
                .onSuccess(_ -> Answers.json(call, 200, Json.object().set("elements", results)))
                .onFailure(call::fail);
    }

    private ObjectNode receive(JsonNode element, List<CompanyUpdate> accepted) {
        try {
            CompanyUpdate update = CompanyUpdate.read(element);
            if (workplace.faults().rejects(update)) {
                return refusal("The company could not be processed");
            }
            accepted.add(update);
            return Json.object().put("status", 201);
        } catch (ApiException e) {
            return refusal(e.error().message());
        }
    }

    private static ObjectNode refusal(String message) {
        ObjectNode result = Json.object().put("status", 400);
        result.set("error", Json.object().put("message", message));
        return result;
    }

    private Segment segment(RoutingContext call) {
        ApiError missing = ApiError.notFound("Could not find DMP segment with ID " + Calls.idText(call));
        long id = Calls.id(call, missing);
        if (workplace.faults().hides(id)) {
            throw missing.toException();
        }
        return workplace.ledger().segments().find(id).orElseThrow(missing::toException);
    }

    private ObjectNode json(Segment segment) {
        ObjectNode json = Json.object()
                .put("id", segment.id())
                .put("name", segment.name())
                .put("type", segment.type())
                .put("sourcePlatform", segment.sourcePlatform())
                .put("sourceSegmentId", segment.sourceSegmentId())
                .put("accessPolicy", "PRIVATE")
                .put("account", segment.account());
        segment.description().ifPresent(description -> json.put("description", description));
        ObjectNode destination = Json.object()
                .put("destination", "LINKEDIN")
                .put("destinationSegmentId", "urn:li:adSegment:" + segment.id())
                .put("created", segment.createdAt())
                .put("lastModified", segment.lastModified());
        if (segment.companies().isEmpty()) {
            destination.put("status", "BUILDING");
        } else {
            int companies = segment.companyCount();
            json.put("inputCount", companies);
            destination
                    .put("status", "READY")
                    .put("matchedCount", companies)
                    .put(
                            "audienceSize",
                            companies * workplace.settings().limits().membersPerCompany());
        }
        json.put("created", segment.createdAt()).put("lastModified", segment.lastModified());
        json.set("destinations", Json.array().add(destination));
        return json;
    }
}
