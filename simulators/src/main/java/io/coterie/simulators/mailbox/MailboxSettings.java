package io.coterie.simulators.mailbox;

import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How the mailbox starts.
 *
 * @param httpPort 0 takes a free one
 * @param smtpPort 0 takes a free one
 * @param data where messages are kept; empty keeps them in a temporary folder that goes at the end
 * @param dkimRecords public-key records by their DNS name, {@code selector._domainkey.domain}
 */
public record MailboxSettings(
        int httpPort, int smtpPort, Optional<Path> data, Clock clock, Map<String, String> dkimRecords) {

    public static MailboxSettings local() {
        return new MailboxSettings(0, 0, Optional.empty(), Clock.systemUTC(), Map.of());
    }

    public MailboxSettings withPorts(int http, int smtp) {
        return new MailboxSettings(http, smtp, data, clock, dkimRecords);
    }

    public MailboxSettings withData(Path directory) {
        return new MailboxSettings(httpPort, smtpPort, Optional.of(directory), clock, dkimRecords);
    }

    public MailboxSettings withDkimRecord(String name, String record) {
        Map<String, String> records = new HashMap<>(dkimRecords);
        records.put(name, record);
        return new MailboxSettings(httpPort, smtpPort, data, clock, Map.copyOf(records));
    }
}
