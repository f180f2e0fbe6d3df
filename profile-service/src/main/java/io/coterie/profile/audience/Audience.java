package io.coterie.profile.audience;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.contracts.ContractJson;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/** A named condition whose members are kept. */
@Entity
@Table(name = "audience")
class Audience {

    static final String ACCOUNT = "account";

    @Id
    @Column(name = "audience_id")
    private UUID id;

    /** Written for the row's policy; reading it back is the policy's business. */
    @SuppressWarnings("unused")
    @Column(name = "sandbox_id")
    private int sandboxId;

    private String name;
    private String kind;
    private String condition;

    /** Read by the statement that notes changed accounts. */
    @SuppressWarnings("unused")
    @Column(name = "reads_people")
    private boolean readsPeople;

    /** As {@link #readsPeople}. */
    @SuppressWarnings("unused")
    @Column(name = "reads_opportunities")
    private boolean readsOpportunities;

    /** As {@link #readsPeople}: a JSON list. */
    @SuppressWarnings("unused")
    @Column(name = "event_types")
    private String eventTypes;

    private String status;

    @Version
    private long revision;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "created_by")
    private String createdBy;

    @Column(name = "changed_at")
    private Instant changedAt;

    /** For the persistence provider. */
    protected Audience() {}

    Audience(
            UUID id,
            int sandboxId,
            String name,
            JsonNode condition,
            AudienceReads reads,
            String createdBy,
            Instant now) {
        this.id = id;
        this.sandboxId = sandboxId;
        this.name = name;
        this.kind = ACCOUNT;
        this.condition = condition.toString();
        this.readsPeople = reads.people();
        this.readsOpportunities = reads.opportunities();
        this.eventTypes = ContractJson.write(reads.eventTypes());
        this.status = AudienceStatus.EVALUATING.text();
        this.revision = 1;
        this.createdBy = createdBy;
        this.createdAt = now;
        this.changedAt = now;
    }

    UUID id() {
        return id;
    }

    long revision() {
        return revision;
    }

    boolean isArchived() {
        return AudienceStatus.of(status) == AudienceStatus.ARCHIVED;
    }

    boolean hasCondition(JsonNode other) {
        return conditionTree().equals(other);
    }

    /** Its members have to be found anew. */
    void redefine(JsonNode changed, AudienceReads reads, Instant now) {
        condition = changed.toString();
        readsPeople = reads.people();
        readsOpportunities = reads.opportunities();
        eventTypes = ContractJson.write(reads.eventTypes());
        status = AudienceStatus.EVALUATING.text();
        changedAt = now;
    }

    void archive(Instant now) {
        status = AudienceStatus.ARCHIVED.text();
        changedAt = now;
    }

    AudienceView view() {
        return new AudienceView(
                id,
                name,
                kind,
                AudienceStatus.of(status),
                null,
                conditionTree(),
                revision,
                createdAt,
                createdBy,
                changedAt);
    }

    private JsonNode conditionTree() {
        return ContractJson.readTree(condition.getBytes(StandardCharsets.UTF_8));
    }
}
