package io.coterie.profile.account;

import io.coterie.contracts.AccountState;
import io.coterie.contracts.EventTypes;
import io.coterie.contracts.Topics;
import io.coterie.platform.messaging.OutgoingEvent;
import io.coterie.profile.xdm.XdmDocument;

/** What the other services learn of accounts. */
final class AccountEvents {

    private AccountEvents() {}

    static OutgoingEvent changed(AccountDocument account, long revision) {
        return state(new AccountState(account.key(), false, XdmDocument.written(account.json())), revision);
    }

    /** A state, not a tombstone: replicas keep the revision of what is gone. */
    static OutgoingEvent deleted(String key, long revision) {
        return state(new AccountState(key, true, null), revision);
    }

    private static OutgoingEvent state(AccountState state, long revision) {
        return OutgoingEvent.of(
                Topics.ACCOUNTS,
                state.accountKey(),
                EventTypes.ACCOUNT_CHANGED,
                "accounts/" + state.accountKey(),
                revision,
                state);
    }
}
