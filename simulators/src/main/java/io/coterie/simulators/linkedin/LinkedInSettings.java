package io.coterie.simulators.linkedin;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * How LinkedIn behaves before any fault is asked for.
 *
 * @param port 0 takes a free one
 * @param data where the journal is kept; empty forgets everything at the end
 */
public record LinkedInSettings(
        int port,
        Optional<Path> data,
        Clock clock,
        Application application,
        Versions versions,
        Limits limits,
        WebhookPace webhookPace) {

    /** What the local stack and the tests of other modules use. */
    public static LinkedInSettings local() {
        return new LinkedInSettings(
                0,
                Optional.empty(),
                Clock.systemUTC(),
                Application.local(),
                new Versions("202512", "202611"),
                new Limits(300, 40),
                new WebhookPace(Duration.ofHours(2), Duration.ofMillis(250), Duration.ofSeconds(5)));
    }

    public LinkedInSettings withPort(int newPort) {
        return new LinkedInSettings(newPort, data, clock, application, versions, limits, webhookPace);
    }

    public LinkedInSettings withData(Path directory) {
        return new LinkedInSettings(port, Optional.of(directory), clock, application, versions, limits, webhookPace);
    }

    public LinkedInSettings withClock(Clock newClock) {
        return new LinkedInSettings(port, data, newClock, application, versions, limits, webhookPace);
    }

    public LinkedInSettings withVersions(Versions window) {
        return new LinkedInSettings(port, data, clock, application, window, limits, webhookPace);
    }

    public LinkedInSettings withLimits(Limits newLimits) {
        return new LinkedInSettings(port, data, clock, application, versions, newLimits, webhookPace);
    }

    public LinkedInSettings withWebhookPace(WebhookPace pace) {
        return new LinkedInSettings(port, data, clock, application, versions, limits, pace);
    }

    /**
     * The developer application and the consent it starts with.
     *
     * @param accessToken accepted from the start, like one from an earlier consent
     * @param refreshToken belongs to the same consent
     */
    public record Application(
            String clientId,
            String clientSecret,
            String accessToken,
            String refreshToken,
            Duration accessTokenLifetime) {

        public static Application local() {
            return new Application(
                    "coterie-local",
                    "coterie-local-client-secret",
                    "coterie-local-access-token",
                    "coterie-local-refresh-token",
                    Duration.ofDays(60));
        }
    }

    /** The supported API versions, both ends included, {@code YYYYMM}. */
    public record Versions(String oldest, String newest) {

        boolean support(String version) {
            return version.compareTo(oldest) >= 0 && version.compareTo(newest) <= 0;
        }
    }

    /**
     * @param companyRequestsPerMinute how many company batches one member may stream
     * @param membersPerCompany how many members LinkedIn finds at each company of an audience
     */
    public record Limits(int companyRequestsPerMinute, int membersPerCompany) {}

    /**
     * @param revalidation how often a webhook is challenged again
     * @param firstRetry how long an unaccepted notification waits for its second attempt; each later wait doubles
     * @param longestRetry where the doubling stops
     */
    public record WebhookPace(Duration revalidation, Duration firstRetry, Duration longestRetry) {}
}
