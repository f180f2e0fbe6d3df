package io.coterie.simulators.mailbox;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.james.jdkim.api.PublicKeyRecordRetriever;

/** The public-key records that a resolver would find. */
final class DkimRecords implements PublicKeyRecordRetriever {

    private final Map<String, String> records = new ConcurrentHashMap<>();

    void put(String name, String record) {
        records.put(name.toLowerCase(Locale.ROOT), record);
    }

    Map<String, String> all() {
        return Map.copyOf(records);
    }

    @Override
    public List<String> getRecords(CharSequence method, CharSequence selector, CharSequence domain) {
        String name = (selector + "._domainkey." + domain).toLowerCase(Locale.ROOT);
        return Optional.ofNullable(records.get(name)).stream().toList();
    }
}
