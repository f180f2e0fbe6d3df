package io.coterie.simulators;

import io.coterie.simulators.linkedin.LinkedInSettings;
import io.coterie.simulators.mailbox.MailboxSettings;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.OptionalLong;

/** What the command line says. */
record Arguments(LinkedInSettings linkedIn, MailboxSettings mailbox, OptionalLong parent) {

    static final String USAGE = """
            Usage: simulators [options]
              --linkedin-port N             LinkedIn, default 18086
              --mailbox-http-port N         mailbox over HTTP, default 18087
              --smtp-port N                 mailbox over SMTP, default 18088
              --data DIR                    keeps everything there over restarts
              --parent-pid N                ends when that process ends
              --dkim-record NAME=RECORD     public key to verify with, NAME is selector._domainkey.domain
              --linkedin-versions OLD-NEW   supported API versions, YYYYMM-YYYYMM
            """;

    /** @throws IllegalArgumentException with a text for the user */
    static Arguments parse(String... words) {
        Arguments arguments = new Arguments(
                LinkedInSettings.local().withPort(18086),
                MailboxSettings.local().withPorts(18087, 18088),
                OptionalLong.empty());
        Deque<String> rest = new ArrayDeque<>(Arrays.asList(words));
        while (!rest.isEmpty()) {
            String option = rest.removeFirst();
            if (rest.isEmpty()) {
                throw new IllegalArgumentException("A value is missing behind " + option);
            }
            arguments = arguments.with(option, rest.removeFirst());
        }
        return arguments;
    }

    private Arguments with(String option, String value) {
        return switch (option) {
            case "--linkedin-port" -> withLinkedIn(linkedIn.withPort(port(option, value)));
            case "--mailbox-http-port" -> withMailbox(mailbox.withPorts(port(option, value), mailbox.smtpPort()));
            case "--smtp-port" -> withMailbox(mailbox.withPorts(mailbox.httpPort(), port(option, value)));
            case "--data" ->
                withLinkedIn(linkedIn.withData(Path.of(value))).withMailbox(mailbox.withData(Path.of(value)));
            case "--parent-pid" -> new Arguments(linkedIn, mailbox, OptionalLong.of(number(option, value)));
            case "--dkim-record" -> {
                String[] parts = split(option, value, "=");
                yield withMailbox(mailbox.withDkimRecord(parts[0], parts[1]));
            }
            case "--linkedin-versions" -> {
                String[] parts = split(option, value, "-");
                yield withLinkedIn(linkedIn.withVersions(new LinkedInSettings.Versions(parts[0], parts[1])));
            }
            default -> throw new IllegalArgumentException("Unknown option " + option);
        };
    }

    private Arguments withLinkedIn(LinkedInSettings settings) {
        return new Arguments(settings, mailbox, parent);
    }

    private Arguments withMailbox(MailboxSettings settings) {
        return new Arguments(linkedIn, settings, parent);
    }

    private static int port(String option, String value) {
        long port = number(option, value);
        if (port > 65_535) {
            throw new IllegalArgumentException(option + " must be a port, but is " + value);
        }
        return (int) port;
    }

    private static long number(String option, String value) {
        if (!value.matches("[0-9]{1,10}")) {
            throw new IllegalArgumentException(option + " must be a number, but is " + value);
        }
        return Long.parseLong(value);
    }

    private static String[] split(String option, String value, String separator) {
        String[] parts = value.split(separator, 2);
        if (parts.length < 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
            throw new IllegalArgumentException(option + " must have the form A" + separator + "B, but is " + value);
        }
        return parts;
    }
}
