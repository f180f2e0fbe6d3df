package io.coterie.activation.lead;

import io.coterie.activation.address.EmailAddress;
import io.coterie.activation.address.FreeMailDomains;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which account a lead belongs to, and how that was found out (BEY-05). */
record LeadMatch(Kind kind, Optional<String> accountKey) {

    enum Kind {
        /** The form named the account. */
        HIDDEN_FIELD,
        /** Exactly one account has the domain of the work e-mail address. */
        EMAIL_DOMAIN,
        /** No account has the domain. */
        NO_ACCOUNT,
        /** Several accounts have the domain. */
        SEVERAL_ACCOUNTS,
        /** The address is of a provider where anybody can have one. */
        FREE_MAIL,
        /** The lead gave no usable address. */
        NO_EMAIL;

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** The domain to look accounts up by; empty when the address says nothing about a company. */
    static Optional<String> domainOf(LeadDetails lead) {
        return lead.email().map(EmailAddress::domain).filter(domain -> !FreeMailDomains.contains(domain));
    }

    /**
     * @param named the account of the hidden field, when there is such an account
     * @param ofDomain accounts with the domain of {@link #domainOf}; two are as good as many
     */
    static LeadMatch of(LeadDetails lead, Optional<String> named, List<String> ofDomain) {
        if (named.isPresent()) {
            return new LeadMatch(Kind.HIDDEN_FIELD, named);
        }
        if (lead.email().isEmpty()) {
            return new LeadMatch(Kind.NO_EMAIL, Optional.empty());
        }
        if (domainOf(lead).isEmpty()) {
            return new LeadMatch(Kind.FREE_MAIL, Optional.empty());
        }
        return switch (ofDomain.size()) {
            case 0 -> new LeadMatch(Kind.NO_ACCOUNT, Optional.empty());
            case 1 -> new LeadMatch(Kind.EMAIL_DOMAIN, Optional.of(ofDomain.getFirst()));
            default -> new LeadMatch(Kind.SEVERAL_ACCOUNTS, Optional.empty());
        };
    }
}
