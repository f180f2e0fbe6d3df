package io.coterie.platform.messaging;

import io.coterie.contracts.Topics;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/** Forgets the ids of events that nothing can deliver again, in small transactions. Several replicas may do it at once. */
@ApplicationScoped
class InboxPurgeJob {

    private final SandboxTransactions transactions;
    private final Inbox inbox;
    private final MessagingConfig config;
    private final Clock clock;

    InboxPurgeJob(SandboxTransactions transactions, Inbox inbox, MessagingConfig config, Clock clock) {
        this.transactions = transactions;
        this.inbox = inbox;
        this.config = config;
        this.clock = clock;
    }

    void start(@Observes StartupEvent started) {
        requireLongerThanTopics(config.inboxKept());
    }

    /** An event whose id is forgotten while its topic still has it would be handled a second time. */
    static void requireLongerThanTopics(Duration kept) {
        Duration longest = Stream.concat(Topics.ALL.stream(), Topics.ofPartner("any").stream())
                .map(Topics.Topic::retention)
                .max(Duration::compareTo)
                .orElseThrow();
        if (kept.compareTo(longest) <= 0) {
            throw new IllegalStateException("Expected coterie.messaging.inbox-kept of more than " + longest
                    + ", the longest time that a topic keeps events, but it is " + kept + ".");
        }
    }

    @Scheduled(
            cron = "{coterie.messaging.inbox-purge}",
            timeZone = "UTC",
            identity = "inbox-purge",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> run() {
        Instant before = clock.instant().minus(config.inboxKept());
        return Multi.createBy()
                .repeating()
                .uni(() -> transactions.acrossSandboxes(
                        connection -> inbox.forget(connection, before, config.inboxPurgedPerStep())))
                .whilst(forgotten -> forgotten == config.inboxPurgedPerStep())
                .collect()
                .last()
                .replaceWithVoid();
    }
}
