package io.coterie.simulators.linkedin;

import java.util.Optional;

/** A webhook that wants to hear of the leads of one owner; it exists only after it answered its challenge. */
record Subscription(
        long id,
        String webhook,
        String owner,
        String leadType,
        Optional<String> versionedForm,
        Optional<String> associatedCreative,
        long created) {

    boolean wants(Lead lead, LeadForm form) {
        return owner.equals(lead.owner())
                && leadType.equals(lead.leadType())
                && versionedForm.map(form.versionedUrn()::equals).orElse(true)
                && associatedCreative.map(LeadJson.CREATIVE::equals).orElse(true);
    }

    boolean isSameAs(Subscription other) {
        return webhook.equals(other.webhook)
                && owner.equals(other.owner)
                && leadType.equals(other.leadType)
                && versionedForm.equals(other.versionedForm)
                && associatedCreative.equals(other.associatedCreative);
    }
}
