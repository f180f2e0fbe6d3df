package io.coterie.profile.opportunity;

import io.coterie.platform.messaging.Outbox;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.profile.relation.RelatedRecords;
import io.coterie.profile.relation.RelationKind;
import io.coterie.profile.relation.Relations;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Opportunities say who takes part in them. */
@ApplicationScoped
class OpportunityPersons implements RelatedRecords {

    private final OpportunityRepository opportunities;
    private final Relations relations;
    private final Outbox outbox;
    private final Clock clock;

    OpportunityPersons(OpportunityRepository opportunities, Relations relations, Outbox outbox, Clock clock) {
        this.opportunities = opportunities;
        this.relations = relations;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Override
    public RelationKind kind() {
        return RelationKind.OPPORTUNITY_PERSON;
    }

    @Override
    public Uni<Map<String, String>> lock(
            SqlConnection connection, Sandbox sandbox, Collection<String> opportunityKeys) {
        return opportunities
                .hold(connection, sandbox, opportunityKeys, clock.instant())
                .replaceWith(Map.of());
    }

    @Override
    public Uni<Void> changed(SqlConnection connection, Sandbox sandbox, Collection<String> opportunityKeys) {
        return opportunities
                .revise(connection, sandbox, opportunityKeys, clock.instant())
                .chain(revised -> relations
                        .of(connection, sandbox, kind(), opportunityKeys)
                        .chain(persons -> outbox.append(
                                connection,
                                sandbox,
                                revised.stream()
                                        .map(row -> OpportunityEvents.changed(
                                                row.key(),
                                                row.accountKey(),
                                                row.json(),
                                                persons.getOrDefault(row.key(), List.of()),
                                                row.revision()))
                                        .toList())));
    }
}
