package io.coterie.simulators.linkedin;

import io.coterie.simulators.http.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Brings notifications to their webhooks: again and again with growing pauses until a 2xx comes back. Pushes signed in
 * a wrong way are tried once, because the point of them is the refusal.
 */
final class LeadDelivery {

    private static final Logger LOGGER = Logger.getLogger(LeadDelivery.class);
    private static final int FAILED_CHALLENGES_UNTIL_BLOCKED = 3;

    private final Workplace workplace;
    private final WebhookClient webhooks;
    private final Map<Long, Integer> failedChallenges = new HashMap<>();

    LeadDelivery(Workplace workplace, WebhookClient webhooks) {
        this.workplace = workplace;
        this.webhooks = webhooks;
    }

    /** Takes up what an earlier run left open, and challenges the webhooks from time to time. */
    void start() {
        workplace
                .ledger()
                .leads()
                .openPushes()
                .forEach(state -> deliver(state.push().id()));
        long interval = workplace.settings().webhookPace().revalidation().toMillis();
        long timer = workplace.vertx().setPeriodic(interval, _ -> challengeAll());
        LOGGER.debugf("Webhooks are challenged every %d ms by timer %d", interval, timer);
    }

    void deliver(List<Push> pushes) {
        pushes.forEach(push -> deliver(push.id()));
    }

    private void deliver(long pushId) {
        LeadBook leads = workplace.ledger().leads();
        PushState state = leads.push(pushId);
        Push push = state.push();
        Optional<Subscription> subscription = leads.findSubscription(push.subscriptionId());
        if (subscription.isEmpty()) {
            record(new Change.PushEnded(pushId, state.attempts(), "The subscription was deleted", workplace.now()));
            return;
        }
        if (leads.isBlocked(subscription.get())) {
            record(new Change.PushEnded(pushId, state.attempts(), "The webhook is blocked", workplace.now()));
            return;
        }
        Lead lead = leads.lead(push.leadId());
        byte[] body = Json.write(LeadJson.notification(push, lead, leads.formOf(lead)));
        String secret = workplace.settings().application().clientSecret();
        webhooks.push(
                        subscription.get().webhook(),
                        body,
                        push.signature().of(new String(body, StandardCharsets.UTF_8), secret))
                .onSuccess(status -> answered(state, status))
                .onFailure(problem -> notAccepted(state, Optional.empty(), String.valueOf(problem.getMessage())));
    }

    private void answered(PushState state, int status) {
        if (status >= 200 && status < 300) {
            record(new Change.PushAccepted(state.push().id(), state.attempts() + 1, status, workplace.now()));
        } else {
            notAccepted(state, Optional.of(status), "The webhook answered " + status);
        }
    }

    private void notAccepted(PushState state, Optional<Integer> status, String problem) {
        state.refused(status, problem);
        if (state.push().signature() != LeadSignature.CORRECT) {
            record(new Change.PushEnded(state.push().id(), state.attempts(), problem, workplace.now()));
            return;
        }
        long timer = workplace
                .vertx()
                .setTimer(
                        pause(state.attempts()).toMillis(),
                        _ -> deliver(state.push().id()));
        LOGGER.debugf("Push %d is tried again by timer %d: %s", state.push().id(), timer, problem);
    }

    private Duration pause(int attempts) {
        LinkedInSettings.WebhookPace pace = workplace.settings().webhookPace();
        Duration doubled = pace.firstRetry().multipliedBy(1L << Math.min(attempts - 1, 20));
        return doubled.compareTo(pace.longestRetry()) < 0 ? doubled : pace.longestRetry();
    }

    private void challengeAll() {
        List.copyOf(workplace.ledger().leads().allSubscriptions()).forEach(this::challenge);
    }

    private void challenge(Subscription subscription) {
        if (workplace.ledger().leads().isBlocked(subscription)) {
            return;
        }
        webhooks.challenge(subscription.webhook())
                .onSuccess(_ -> failedChallenges.remove(subscription.id()))
                .onFailure(_ -> challengeFailed(subscription));
    }

    private void challengeFailed(Subscription subscription) {
        int failures = failedChallenges.merge(subscription.id(), 1, Integer::sum);
        boolean exists =
                workplace.ledger().leads().findSubscription(subscription.id()).isPresent();
        if (exists && failures >= FAILED_CHALLENGES_UNTIL_BLOCKED) {
            failedChallenges.remove(subscription.id());
            record(new Change.SubscriptionBlocked(subscription.id()));
        }
    }

    private void record(Change change) {
        workplace.commit(change).onFailure(problem -> LOGGER.errorf(problem, "The journal did not take %s", change));
    }
}
