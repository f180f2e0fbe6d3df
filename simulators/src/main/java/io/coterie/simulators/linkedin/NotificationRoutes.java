package io.coterie.simulators.linkedin;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.simulators.http.Answers;
import io.coterie.simulators.restli.ApiError;
import io.coterie.simulators.restli.RestLiQuery;
import io.coterie.simulators.restli.StrictObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Lead Sync, subscriptions: {@code /rest/leadNotifications}. */
final class NotificationRoutes {

    private static final int MOST_PER_OWNER = 1_500;
    private static final Set<String> LEAD_TYPES = Set.of("SPONSORED", "EVENT", "COMPANY", "ORGANIZATION_PRODUCT");

    private final Workplace workplace;
    private final WebhookClient webhooks;

    NotificationRoutes(Workplace workplace, WebhookClient webhooks) {
        this.workplace = workplace;
        this.webhooks = webhooks;
    }

    void register(Router router) {
        router.post("/rest/leadNotifications").handler(this::subscribe);
        router.get("/rest/leadNotifications").handler(this::find);
        router.get("/rest/leadNotifications/:id").handler(this::get);
        router.delete("/rest/leadNotifications/:id").handler(this::delete);
    }

    private void subscribe(RoutingContext call) {
        Calls.allowMethod(call, "CREATE");
        Subscription wanted = read(Calls.body(call));
        checkRoom(wanted);
        webhooks.challenge(wanted.webhook())
                .onSuccess(_ -> validated(call, wanted))
                .onFailure(problem -> call.fail(
                        new ApiError(400, null, "WEBHOOK_VALIDATION_FAILED", String.valueOf(problem.getMessage()))
                                .toException()));
    }

    /** Others may have subscribed while the webhook was challenged, so the room is checked once more. */
    private void validated(RoutingContext call, Subscription wanted) {
        checkRoom(wanted);
        Subscription subscription = new Subscription(
                leads().nextSubscription(),
                wanted.webhook(),
                wanted.owner(),
                wanted.leadType(),
                wanted.versionedForm(),
                wanted.associatedCreative(),
                workplace.now());
        workplace
                .commit(new Change.SubscriptionCreated(subscription))
                .onSuccess(_ -> {
                    call.response().putHeader("x-restli-id", Long.toString(subscription.id()));
                    Answers.empty(call, 201);
                })
                .onFailure(call::fail);
    }

    private Subscription read(JsonNode body) {
        StrictObject object = StrictObject.of(body);
        String webhook = object.text("webhook", 2_000);
        StrictObject owner = object.object("owner");
        String account = owner.urn("sponsoredAccount", "sponsoredAccount");
        owner.nothingElse();
        Optional<StrictObject> entity = object.optionalObject("associatedEntity");
        Optional<String> creative = entity.map(associated -> associated.urn("associatedCreative", "sponsoredCreative"));
        entity.ifPresent(StrictObject::nothingElse);
        Subscription wanted = new Subscription(
                0,
                webhook,
                account,
                object.oneOf("leadType", LEAD_TYPES),
                object.optionalText("versionedForm", 200),
                creative,
                workplace.now());
        object.nothingElse();
        if (!WebhookClient.isAcceptable(webhook)) {
            throw ApiError.illegalArgument("The webhook must be an https URL").toException();
        }
        return wanted;
    }

    private void checkRoom(Subscription wanted) {
        List<Subscription> ofOwner = leads().allSubscriptions().stream()
                .filter(subscription -> subscription.owner().equals(wanted.owner()))
                .toList();
        if (ofOwner.stream().anyMatch(wanted::isSameAs)) {
            throw ApiError.conflict("This webhook is subscribed already").toException();
        }
        if (ofOwner.size() >= MOST_PER_OWNER) {
            throw ApiError.illegalArgument("An owner can have " + MOST_PER_OWNER + " subscriptions at most")
                    .toException();
        }
    }

    private void find(RoutingContext call) {
        Calls.allowMethod(call, "FINDER");
        RestLiQuery query = Calls.query(call)
                .onlyWith("q", "owner", "leadType", "start", "count")
                .finder("criteria");
        String owner = query.textInside("owner", "value", "sponsoredAccount");
        String leadType = query.textInside("leadType", "leadType");
        List<Subscription> found = leads().allSubscriptions().stream()
                .filter(subscription -> subscription.owner().equals(owner)
                        && subscription.leadType().equals(leadType))
                .toList();
        Answers.json(call, 200, Paging.of(query).page(found, LeadJson::subscription));
    }

    private void get(RoutingContext call) {
        Calls.allowMethod(call, "GET");
        Answers.json(call, 200, LeadJson.subscription(subscription(call)));
    }

    private void delete(RoutingContext call) {
        Calls.allowMethod(call, "DELETE");
        workplace
                .commit(new Change.SubscriptionDeleted(subscription(call).id()))
                .onSuccess(_ -> Answers.empty(call, 204))
                .onFailure(call::fail);
    }

    private Subscription subscription(RoutingContext call) {
        ApiError missing = ApiError.notFound("Could not find lead notification " + Calls.idText(call));
        return leads().findSubscription(Calls.id(call, missing)).orElseThrow(missing::toException);
    }

    private LeadBook leads() {
        return workplace.ledger().leads();
    }
}
