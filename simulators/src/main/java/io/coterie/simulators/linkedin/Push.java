package io.coterie.simulators.linkedin;

/** One notification on its way to one webhook. */
record Push(long id, String leadId, long subscriptionId, Action action, LeadSignature signature, long occurredAt) {

    /** LinkedIn's {@code leadAction}. */
    enum Action {
        CREATED,
        DELETED
    }
}
