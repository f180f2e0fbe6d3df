package io.coterie.simulators.linkedin;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.simulators.http.Answers;
import io.coterie.simulators.http.Json;
import io.coterie.simulators.restli.ApiError;
import io.coterie.simulators.restli.StrictObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Plays the LinkedIn members who fill in forms, and shows what became of their leads. */
final class LeadControl {

    private static final Set<String> LEAD_TYPES = Set.of("SPONSORED", "EVENT", "COMPANY", "ORGANIZATION_PRODUCT");
    private static final long DEFAULT_FORM = 7_234_246;

    private final Workplace workplace;
    private final LeadDelivery delivery;

    LeadControl(Workplace workplace, LeadDelivery delivery) {
        this.workplace = workplace;
        this.delivery = delivery;
    }

    void register(Router router) {
        router.post("/simulator/forms").handler(this::publishForm);
        router.post("/simulator/leads").handler(this::submit);
        router.get("/simulator/leads").handler(this::list);
        router.post("/simulator/leads/:id/redeliver").handler(this::redeliver);
        router.delete("/simulator/leads/:id").handler(this::withdraw);
        router.get("/simulator/subscriptions").handler(this::subscriptions);
    }

    private void publishForm(RoutingContext call) {
        StrictObject body = StrictObject.of(Calls.uncheckedBody(call));
        long id = body.optionalNumber("formId").orElse(DEFAULT_FORM);
        List<String> fields =
                body.elements("questions").stream().map(JsonNode::asText).toList();
        fields.forEach(LeadControl::checkPredefinedField);
        LeadForm form = LeadForm.publish(
                id,
                leads().newestForm(id).map(LeadForm::versionId).orElse(0) + 1,
                body.optionalText("name", 256).orElse("Simulated form " + id),
                account(body),
                fields,
                hiddenFields(body),
                workplace.now());
        body.nothingElse();
        workplace
                .commit(new Change.FormPublished(form))
                .onSuccess(_ -> Answers.json(call, 201, LeadJson.form(form)))
                .onFailure(call::fail);
    }

    private void submit(RoutingContext call) {
        StrictObject body = StrictObject.of(Calls.uncheckedBody(call));
        String account = account(body);
        long formId = number(body, "formId").orElse(DEFAULT_FORM);
        Optional<LeadForm> existing = leads().newestForm(formId);
        LeadForm form = existing.orElseGet(() -> everythingForm(formId, account));
        if (!form.owner().equals(account)) {
            throw ApiError.illegalArgument("Form " + formId + " belongs to " + form.owner())
                    .toException();
        }
        Lead lead = new Lead(
                UUID.randomUUID() + "-6",
                body.optionalOneOf("leadType", LEAD_TYPES).orElse("SPONSORED"),
                account,
                form.id(),
                form.versionId(),
                body.optionalFlag("testLead").orElse(false),
                answers(body, form),
                hiddenFields(body),
                workplace.now());
        body.nothingElse();
        List<Change> changes = new ArrayList<>();
        if (existing.isEmpty()) {
            changes.add(new Change.FormPublished(form));
        }
        changes.add(new Change.LeadSubmitted(lead));
        List<Push> pushes = pushes(lead, form, Push.Action.CREATED, LeadSignature.CORRECT);
        commitAndPush(call, changes, pushes, 201, lead);
    }

    private void redeliver(RoutingContext call) {
        Lead lead = lead(call);
        LeadSignature signature = Optional.ofNullable(call.queryParams().get("signature"))
                .map(LeadControl::signature)
                .orElse(LeadSignature.CORRECT);
        Push.Action action = leads().isWithdrawn(lead) ? Push.Action.DELETED : Push.Action.CREATED;
        List<Push> pushes = pushes(lead, leads().formOf(lead), action, signature);
        commitAndPush(call, List.of(), pushes, 202, lead);
    }

    private void withdraw(RoutingContext call) {
        Lead lead = lead(call);
        List<Push> pushes = pushes(lead, leads().formOf(lead), Push.Action.DELETED, LeadSignature.CORRECT);
        commitAndPush(call, List.of(new Change.LeadWithdrawn(lead.id(), workplace.now())), pushes, 202, lead);
    }

    private void commitAndPush(RoutingContext call, List<Change> before, List<Push> pushes, int status, Lead lead) {
        List<Change> changes = new ArrayList<>(before);
        pushes.forEach(push -> changes.add(new Change.PushRequested(push)));
        workplace
                .commit(changes)
                .onSuccess(_ -> {
                    delivery.deliver(pushes);
                    Answers.json(
                            call,
                            status,
                            Json.object()
                                    .put("id", lead.id())
                                    .put("urn", lead.urn())
                                    .put("pushes", pushes.size()));
                })
                .onFailure(call::fail);
    }

    private List<Push> pushes(Lead lead, LeadForm form, Push.Action action, LeadSignature signature) {
        List<Push> pushes = new ArrayList<>();
        for (Subscription subscription : leads().subscribersOf(lead, form)) {
            long occurredAt = action == Push.Action.CREATED ? lead.submittedAt() : workplace.now();
            pushes.add(new Push(
                    leads().nextPush() + pushes.size(), lead.id(), subscription.id(), action, signature, occurredAt));
        }
        return pushes;
    }

    private void list(RoutingContext call) {
        boolean onlyPending = "pending".equals(call.queryParams().get("state"));
        List<View> views = leads().allLeads().stream()
                .map(this::view)
                .filter(view -> view.pending() || !onlyPending)
                .toList();
        Answers.json(
                call,
                200,
                new Leads(leads().allLeads().size(), leads().openPushes().size(), views));
    }

    private View view(Lead lead) {
        LeadForm form = leads().formOf(lead);
        Map<String, String> answers = new LinkedHashMap<>();
        lead.answers().forEach((id, answer) -> answers.put(form.question(id).predefinedField(), answer));
        List<PushState> pushes = leads().pushesOf(lead);
        return new View(
                lead.id(),
                lead.owner(),
                lead.formId(),
                lead.leadType(),
                lead.testLead(),
                lead.submittedAt(),
                answers,
                lead.hiddenFields(),
                leads().isWithdrawn(lead),
                pushes.stream().anyMatch(PushState::isOpen),
                pushes.stream().map(PushState::view).toList());
    }

    private void subscriptions(RoutingContext call) {
        Answers.json(
                call,
                200,
                Map.of(
                        "subscriptions",
                        leads().allSubscriptions().stream()
                                .map(subscription -> LeadJson.subscription(subscription)
                                        .put("blocked", leads().isBlocked(subscription)))
                                .toList()));
    }

    private LeadForm everythingForm(long id, String account) {
        return LeadForm.publish(
                id, 1, "Simulated form " + id, account, LeadForm.PREDEFINED_FIELDS, List.of(), workplace.now());
    }

    private static Map<Long, String> answers(StrictObject body, LeadForm form) {
        Map<Long, String> answers = new LinkedHashMap<>();
        body.texts("answers", 300).forEach((field, answer) -> {
            checkPredefinedField(field);
            LeadForm.Question question = form.question(field)
                    .orElseThrow(() -> ApiError.illegalArgument("Form " + form.id() + " does not ask for " + field)
                            .toException());
            answers.put(question.questionId(), answer);
        });
        return answers;
    }

    /** Either {@code [{"name":…,"value":…}]}, as on LinkedIn, or {@code {name: value}} for short. */
    private static List<LeadForm.HiddenField> hiddenFields(StrictObject body) {
        Optional<JsonNode> sent = body.any("hiddenFields");
        if (sent.isEmpty()) {
            return List.of();
        }
        List<LeadForm.HiddenField> fields = new ArrayList<>();
        if (sent.get().isObject()) {
            body.texts("hiddenFields", 2_000)
                    .forEach((name, value) -> fields.add(new LeadForm.HiddenField(name, value)));
        } else {
            for (StrictObject field : body.objects("hiddenFields")) {
                fields.add(new LeadForm.HiddenField(field.text("name", 200), field.text("value", 2_000)));
                field.nothingElse();
            }
        }
        return fields;
    }

    /** {@code 516848833}, {@code "516848833"} or the whole URN. */
    private static String account(StrictObject body) {
        JsonNode sent = body.any("sponsoredAccount")
                .orElseThrow(() ->
                        ApiError.illegalArgument("sponsoredAccount is required").toException());
        String text = sent.asText();
        String urn = text.startsWith("urn:") ? text : "urn:li:sponsoredAccount:" + text;
        if (!urn.matches("urn:li:sponsoredAccount:[0-9]+")) {
            throw ApiError.illegalArgument("sponsoredAccount must be a number or a URN")
                    .toException();
        }
        return urn;
    }

    private static Optional<Long> number(StrictObject body, String name) {
        return body.any(name).map(sent -> {
            if (!sent.asText().matches("[0-9]{1,15}")) {
                throw ApiError.illegalArgument(name + " must be a number").toException();
            }
            return Long.parseLong(sent.asText());
        });
    }

    private static void checkPredefinedField(String field) {
        if (!LeadForm.PREDEFINED_FIELDS.contains(field)) {
            throw ApiError.illegalArgument("\"" + field + "\" is not a predefined field: "
                            + String.join(", ", LeadForm.PREDEFINED_FIELDS))
                    .toException();
        }
    }

    private static LeadSignature signature(String wireName) {
        return Arrays.stream(LeadSignature.values())
                .filter(signature -> signature
                        .name()
                        .toLowerCase(Locale.ROOT)
                        .replace('_', '-')
                        .equals(wireName))
                .findFirst()
                .orElseThrow(() -> ApiError.illegalArgument("\"" + wireName + "\" is not a way of signing")
                        .toException());
    }

    private Lead lead(RoutingContext call) {
        String id = Calls.idText(call);
        return leads().allLeads().stream()
                .filter(lead -> lead.id().equals(id))
                .findFirst()
                .orElseThrow(() -> ApiError.notFound("There is no lead " + id).toException());
    }

    private LeadBook leads() {
        return workplace.ledger().leads();
    }

    /**
     * What {@code GET /simulator/leads} shows.
     *
     * @param pending notifications not yet accepted
     */
    record Leads(int total, int pending, List<View> leads) {}

    /** A lead and what became of it. */
    record View(
            String id,
            String sponsoredAccount,
            long formId,
            String leadType,
            boolean testLead,
            long submittedAt,
            Map<String, String> answers,
            List<LeadForm.HiddenField> hiddenFields,
            boolean withdrawn,
            boolean pending,
            List<PushState.View> pushes) {}
}
