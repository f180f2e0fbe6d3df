package io.coterie.simulators.mailbox;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Verifies messages, each only once as long as no record changes. */
final class DkimCheck {

    private final MessageStore store;
    private final DkimRecords records;
    private final Map<Integer, Outcome> outcomes = new ConcurrentHashMap<>();

    DkimCheck(MessageStore store, Map<String, String> knownRecords) {
        this.store = store;
        this.records = new DkimRecords();
        knownRecords.forEach(records::put);
    }

    void putRecord(String name, String record) {
        records.put(name, record);
        outcomes.clear();
    }

    Map<String, String> allRecords() {
        return records.all();
    }

    void forget() {
        outcomes.clear();
    }

    DkimVerdict verify(StoredMessage message) {
        return DkimVerdict.of(message, records);
    }

    Summary summarize(int[] ids) {
        Map<Integer, Outcome> checked = new ConcurrentHashMap<>();
        Arrays.stream(ids).parallel().forEach(id -> checked.put(id, outcome(id)));
        List<Integer> failed = new ArrayList<>();
        List<Integer> withoutOneClick = new ArrayList<>();
        for (int id : ids) {
            Outcome outcome = checked.getOrDefault(id, Outcome.GONE);
            if (!outcome.verified) {
                failed.add(id);
            }
            if (!outcome.oneClick) {
                withoutOneClick.add(id);
            }
        }
        return new Summary(ids.length, ids.length - failed.size(), failed, withoutOneClick);
    }

    private Outcome outcome(int id) {
        Outcome known = outcomes.get(id);
        if (known != null) {
            return known;
        }
        Outcome found = store.find(id).map(this::verify).map(Outcome::of).orElse(Outcome.GONE);
        outcomes.put(id, found);
        return found;
    }

    /** What is kept of a verdict. */
    private enum Outcome {
        VALID_ONE_CLICK(true, true),
        VALID(true, false),
        INVALID(false, false),
        GONE(false, false);

        private final boolean verified;
        private final boolean oneClick;

        Outcome(boolean verified, boolean oneClick) {
            this.verified = verified;
            this.oneClick = oneClick;
        }

        static Outcome of(DkimVerdict verdict) {
            if (!verdict.verified()) {
                return INVALID;
            }
            return verdict.oneClickUnsubscribe() ? VALID_ONE_CLICK : VALID;
        }
    }

    /**
     * @param failed ids without a valid signature
     * @param missingUnsubscribeHeaders ids on which the one-click headers are not exactly once and covered
     */
    record Summary(int messages, int verified, List<Integer> failed, List<Integer> missingUnsubscribeHeaders) {}
}
