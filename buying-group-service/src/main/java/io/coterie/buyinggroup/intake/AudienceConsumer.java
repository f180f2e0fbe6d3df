package io.coterie.buyinggroup.intake;

import io.coterie.buyinggroup.audience.Audiences;
import io.coterie.buyinggroup.creationjob.CreationJobs;
import io.coterie.buyinggroup.field.SandboxFields;
import io.coterie.buyinggroup.groupstore.GroupFollower;
import io.coterie.buyinggroup.solutioninterest.JourneyReferences;
import io.coterie.buyinggroup.work.AccountWork;
import io.coterie.platform.messaging.EventConsumption;
import io.coterie.platform.messaging.ReceivedEvent;
import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Keeps what others define, and who is in their audiences; accounts that enter or leave one are looked at again. */
@ApplicationScoped
class AudienceConsumer {

    private final EventConsumption.Channel definitions;
    private final EventConsumption.Channel memberships;
    private final Audiences audiences;
    private final JourneyReferences journeys;
    private final CreationJobs jobs;
    private final SandboxFields fields;
    private final GroupFollower groups;
    private final AccountWork work;

    AudienceConsumer(
            EventConsumption consumption,
            Audiences audiences,
            JourneyReferences journeys,
            CreationJobs jobs,
            SandboxFields fields,
            GroupFollower groups,
            AccountWork work) {
        this.definitions = consumption.channel("definitions", this::applyDefinitions);
        this.memberships = consumption.channel("audience-memberships", this::applyMemberships);
        this.audiences = audiences;
        this.journeys = journeys;
        this.jobs = jobs;
        this.fields = fields;
        this.groups = groups;
        this.work = work;
    }

    @Incoming("definitions")
    Uni<Void> definitions(ConsumerRecords<String, byte[]> batch) {
        return definitions.consume(batch);
    }

    @Incoming("audience-memberships")
    Uni<Void> memberships(ConsumerRecords<String, byte[]> batch) {
        return memberships.consume(batch);
    }

    private Uni<Void> applyDefinitions(SqlConnection connection, Sandbox sandbox, List<ReceivedEvent> events) {
        return audiences
                .applyDefinitions(connection, sandbox, events)
                .chain(changed -> jobs.follow(connection, sandbox, changed))
                .chain(() -> journeys.applyDefinitions(connection, sandbox, events))
                .chain(() -> fields.applyDefinitions(connection, sandbox, events))
                .chain(changed -> changed
                        ? groups.lookAgain(connection, sandbox)
                        : Uni.createFrom().voidItem());
    }

    private Uni<Void> applyMemberships(SqlConnection connection, Sandbox sandbox, List<ReceivedEvent> events) {
        return audiences
                .applyMemberships(connection, sandbox, events)
                .chain(accounts -> work.enqueue(connection, sandbox, accounts, events));
    }
}
