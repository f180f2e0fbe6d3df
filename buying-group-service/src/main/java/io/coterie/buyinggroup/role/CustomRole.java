package io.coterie.buyinggroup.role;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A role of the customer's own (ROL-02). */
@Entity
@Table(name = "custom_role")
class CustomRole {

    @Id
    private UUID id;

    @Column(name = "sandbox_id", updatable = false)
    private int sandboxId;

    private String name;

    private @Nullable String description;

    @Version
    private long revision;

    @Column(name = "created_at", updatable = false)
    private Instant createdAt;

    @Column(name = "created_by", updatable = false)
    private String createdBy;

    @Column(name = "updated_at")
    private Instant updatedAt;

    @Column(name = "updated_by")
    private String updatedBy;

    protected CustomRole() {}

    CustomRole(int sandboxId, String name, @Nullable String description, Instant now, String by) {
        this.id = UUID.randomUUID();
        this.sandboxId = sandboxId;
        this.name = name;
        this.description = description;
        this.createdAt = now;
        this.createdBy = by;
        this.updatedAt = now;
        this.updatedBy = by;
    }

    void change(String newName, @Nullable String newDescription, Instant now, String by) {
        name = newName;
        description = newDescription;
        updatedAt = now;
        updatedBy = by;
    }

    String name() {
        return name;
    }

    long revision() {
        return revision;
    }

    RoleView view() {
        return new RoleView(
                id.toString(),
                name,
                description,
                RoleView.Type.CUSTOM,
                revision,
                createdAt,
                createdBy,
                updatedAt,
                updatedBy);
    }
}
