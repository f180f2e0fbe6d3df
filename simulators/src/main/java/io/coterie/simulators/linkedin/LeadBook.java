package io.coterie.simulators.linkedin;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Forms, leads, subscriptions and notifications, as the journal tells them. */
final class LeadBook {

    private static final long FIRST_SUBSCRIPTION = 9_001;

    private final Map<Long, List<LeadForm>> forms = new LinkedHashMap<>();
    private final Map<String, Lead> leads = new LinkedHashMap<>();
    private final Set<String> withdrawn = new LinkedHashSet<>();
    private final Map<Long, Subscription> subscriptions = new LinkedHashMap<>();
    private final Set<Long> blocked = new LinkedHashSet<>();
    private final Map<Long, PushState> pushes = new LinkedHashMap<>();
    private final Map<String, List<PushState>> pushesByLead = new LinkedHashMap<>();
    private long nextSubscription = FIRST_SUBSCRIPTION;
    private long nextPush = 1;

    void apply(Change change) {
        switch (change) {
            case Change.FormPublished published ->
                forms.computeIfAbsent(published.form().id(), _ -> new ArrayList<>())
                        .add(published.form());
            case Change.LeadSubmitted submitted -> leads.put(submitted.lead().id(), submitted.lead());
            case Change.LeadWithdrawn gone -> withdrawn.add(gone.leadId());
            case Change.SubscriptionCreated created -> subscribe(created.subscription());
            case Change.SubscriptionDeleted deleted -> {
                subscriptions.remove(deleted.id());
                blocked.remove(deleted.id());
            }
            case Change.SubscriptionBlocked block -> blocked.add(block.id());
            case Change.PushRequested requested -> request(requested.push());
            case Change.PushAccepted accepted ->
                push(accepted.id()).accepted(accepted.attempts(), accepted.status(), accepted.at());
            case Change.PushEnded ended -> push(ended.id()).ended(ended.attempts(), ended.reason());
            default -> {}
        }
    }

    private void subscribe(Subscription subscription) {
        subscriptions.put(subscription.id(), subscription);
        nextSubscription = subscription.id() + 1;
    }

    private void request(Push push) {
        PushState state = new PushState(push);
        pushes.put(push.id(), state);
        pushesByLead.computeIfAbsent(push.leadId(), _ -> new ArrayList<>()).add(state);
        nextPush = push.id() + 1;
    }

    Optional<LeadForm> newestForm(long id) {
        return Optional.ofNullable(forms.get(id)).map(List::getLast);
    }

    LeadForm formOf(Lead lead) {
        return forms.getOrDefault(lead.formId(), List.of()).stream()
                .filter(form -> form.versionId() == lead.formVersion())
                .findFirst()
                .orElseThrow();
    }

    List<LeadForm> formsOf(String owner) {
        return forms.values().stream()
                .map(List::getLast)
                .filter(form -> form.owner().equals(owner))
                .toList();
    }

    Optional<Lead> findLead(String id) {
        return Optional.ofNullable(leads.get(id)).filter(lead -> !isWithdrawn(lead));
    }

    /** A lead that is known to exist, withdrawn or not. */
    Lead lead(String id) {
        Lead lead = leads.get(id);
        if (lead == null) {
            throw new IllegalArgumentException("Expected lead " + id + " to exist");
        }
        return lead;
    }

    Collection<Lead> allLeads() {
        return leads.values();
    }

    boolean isWithdrawn(Lead lead) {
        return withdrawn.contains(lead.id());
    }

    Optional<Subscription> findSubscription(long id) {
        return Optional.ofNullable(subscriptions.get(id));
    }

    Collection<Subscription> allSubscriptions() {
        return subscriptions.values();
    }

    boolean isBlocked(Subscription subscription) {
        return blocked.contains(subscription.id());
    }

    List<Subscription> subscribersOf(Lead lead, LeadForm form) {
        return subscriptions.values().stream()
                .filter(subscription -> subscription.wants(lead, form) && !isBlocked(subscription))
                .toList();
    }

    PushState push(long id) {
        PushState state = pushes.get(id);
        if (state == null) {
            throw new IllegalArgumentException("Expected push " + id + " to exist");
        }
        return state;
    }

    List<PushState> pushesOf(Lead lead) {
        return pushesByLead.getOrDefault(lead.id(), List.of());
    }

    List<PushState> openPushes() {
        return pushes.values().stream().filter(PushState::isOpen).toList();
    }

    long nextSubscription() {
        return nextSubscription;
    }

    long nextPush() {
        return nextPush;
    }
}
