package io.coterie.simulators.mailbox;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;

/** What {@code GET /messages} shows of a message; repeated headers keep all their values, in order. */
record MessageView(
        int id, String from, List<String> to, String subject, Map<String, List<String>> headers, String received) {

    static MessageView of(int id, StoredMessage message) {
        Map<String, String> spellings = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (Header header : message.headers()) {
            String name = spellings.computeIfAbsent(header.name(), spelling -> spelling);
            headers.computeIfAbsent(name, _ -> new ArrayList<>()).add(header.value());
        }
        return new MessageView(
                id,
                message.from(),
                message.recipients(),
                DecoderUtil.decodeEncodedWords(message.firstHeader("Subject").orElse(""), DecodeMonitor.SILENT),
                headers,
                message.received().toString());
    }
}
