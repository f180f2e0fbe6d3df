package io.coterie.journey.facts;

import io.coterie.journey.catalogue.ExpectedGroup;
import io.coterie.journey.definition.CompiledJourney;
import io.coterie.journey.execution.Facts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The facts of a batch of accounts, each read with one query for all of them. */
public final class LoadedFacts {

    private final Map<String, KnownAccount> accounts;
    private final Set<String> unknown;
    private final List<ExpectedGroup> expectedGroups;
    private final Set<UUID> requested;

    LoadedFacts(
            Map<String, KnownAccount> accounts,
            Set<String> unknown,
            List<ExpectedGroup> expectedGroups,
            Set<UUID> requested) {
        this.accounts = accounts;
        this.unknown = unknown;
        this.expectedGroups = expectedGroups;
        this.requested = requested;
    }

    /** Whether nothing has been heard of the account itself; its membership may have overtaken it. */
    public boolean isUnknown(String accountKey) {
        return unknown.contains(accountKey);
    }

    /**
     * What a decision about this account in this journey may ask.
     *
     * @param entered when the run entered; look-backs count back from there (§16.2)
     */
    public Facts about(String accountKey, CompiledJourney journey, Instant entered, Instant now) {
        KnownAccount account = accounts.getOrDefault(
                accountKey, new KnownAccount(accountKey, Map.of(), List.of(), List.of(), List.of(), Set.of()));
        return new AccountSituation(journey, account, expectedGroups, requested, entered, now);
    }
}
