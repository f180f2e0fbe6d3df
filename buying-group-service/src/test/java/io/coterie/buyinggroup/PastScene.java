package io.coterie.buyinggroup;

import io.coterie.platform.testing.SuiteInfrastructure;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Groups with a past, written into the tables: what took months in life is there at once, so that numbers over time can
 * be counted by hand.
 */
public final class PastScene implements AutoCloseable {

    private final Connection connection;
    private final int sandboxId;
    private final Map<UUID, Long> revisions = new HashMap<>();

    public PastScene(Scene scene) throws SQLException {
        this.connection = SuiteInfrastructure.postgres().connectAsSuperuser("buying_group");
        this.sandboxId = scene.sandboxId;
    }

    /** A group without members; what it becomes is told by the methods below, in the order of time. */
    public UUID group(String account, String interest, String name, String createdAt) throws SQLException {
        UUID id = UUID.randomUUID();
        update("""
                insert into buying_group (sandbox_id, id, account_key, interest_id, name, completeness, roles,
                                          missing_roles, members, out_of_audience, deleted, revision, created_at,
                                          updated_at, stage_epoch, stage_model_id, stage_version)
                select sandbox_id, ?, ?, id, ?, 0, '[]', '{}', 0, false, false, 1, ?, ?, stage_epoch, stage_model_id,
                       stage_version
                  from solution_interest where sandbox_id = ? and id = ?""", id, account, name, time(createdAt), time(createdAt), sandboxId, UUID.fromString(interest));
        history(id, createdAt, "CREATED", null, null, null, "0");
        return id;
    }

    public void completeness(UUID group, String at, String percent) throws SQLException {
        set(group, "completeness", new BigDecimal(percent), at);
        history(group, at, "COMPLETENESS_CHANGED", null, null, null, percent);
    }

    public void stage(UUID group, String at, @Nullable String before, String after) throws SQLException {
        set(group, "stage", after, at);
        history(group, at, "STAGE_CHANGED", null, null, before, after);
    }

    /** Its account goes; whoever was a member has been removed before. */
    public void deleted(UUID group, String at) throws SQLException {
        update("update buying_group set deleted = true where sandbox_id = ? and id = ?", sandboxId, group);
        history(group, at, "DELETED", null, null, null, null);
    }

    /** Its account comes back: the group begins anew. */
    public void cameBack(UUID group, String at) throws SQLException {
        update("""
                update buying_group
                   set deleted = false, created_at = ?, updated_at = ?, completeness = 0, engagement = null, stage = null,
                       status = null
                 where sandbox_id = ? and id = ?""", time(at), time(at), sandboxId, group);
        history(group, at, "CREATED", null, null, null, "0");
    }

    public void status(UUID group, String at, String text) throws SQLException {
        set(group, "status", text, at);
        history(group, at, "STATUS_CHANGED", null, null, null, text);
    }

    /** A role of the group with so many members, as the template asks for so many. */
    public void roles(UUID group, String json) throws SQLException {
        update("update buying_group set roles = ?::jsonb where sandbox_id = ? and id = ?", json, sandboxId, group);
    }

    public void assigned(UUID group, String at, String person, String role) throws SQLException {
        update("""
                insert into buying_group_member (sandbox_id, group_id, person_key, active, role, source, cause,
                                                 decided_by, decided_at, assigned_at)
                values (?, ?, ?, true, ?, 'SYSTEM', 'QUALIFIES', 'system', ?, ?)
                on conflict (sandbox_id, group_id, person_key) do update
                   set active = true, role = excluded.role, decided_at = excluded.decided_at,
                       assigned_at = excluded.assigned_at""", sandboxId, group, person, role, time(at), time(at));
        update("update buying_group set members = members + 1 where sandbox_id = ? and id = ?", sandboxId, group);
        history(group, at, "MEMBER_ASSIGNED", person, role, null, null);
    }

    public void removed(UUID group, String at, String person, String role) throws SQLException {
        update("""
                update buying_group_member set active = false, cause = 'NO_LONGER_QUALIFIES', decided_at = ?
                 where sandbox_id = ? and group_id = ? and person_key = ?""", time(at), sandboxId, group, person);
        update("update buying_group set members = members - 1 where sandbox_id = ? and id = ?", sandboxId, group);
        history(group, at, "MEMBER_REMOVED", person, role, null, null);
    }

    public void engagement(UUID group, String at, String score) throws SQLException {
        set(group, "engagement", new BigDecimal(score), at);
        history(group, at, "ENGAGEMENT_CHANGED", null, null, null, score);
    }

    public void personScore(String person, double score) throws SQLException {
        update("""
                insert into person_engagement (sandbox_id, person_key, raw, root, score, model_id, window_from, window_to,
                                               run_id, updated_at)
                values (?, ?, 0, 0, ?, gen_random_uuid(), now(), now(), gen_random_uuid(), now())""", sandboxId, person, score);
    }

    /** An opportunity became of the group, and was won. */
    public void won(UUID group, String convertedAt, String wonAt) throws SQLException {
        update("""
                update buying_group
                   set opportunity_key = 'o@crm.Test', converted_at = ?, outcome = 'WON', outcome_at = ?
                 where sandbox_id = ? and id = ?""", time(convertedAt), time(wonAt), sandboxId, group);
    }

    /** Somebody of an account, as if profile-service had published them. */
    public void person(String key, String account) throws SQLException {
        update("""
                insert into person (sandbox_id, person_key, revision, deleted, document)
                values (?, ?, 1, false, '{}')""", sandboxId, key);
        update("""
                insert into person_account (sandbox_id, person_key, account_key, roles)
                values (?, ?, ?, '{}')""", sandboxId, key, account);
    }

    /** So many activities of a type on a day. */
    public void activity(String person, String type, String day, int count) throws SQLException {
        update("""
                insert into daily_activity (sandbox_id, person_key, activity_type, day, count)
                values (?, ?, ?, ?::date, ?)""", sandboxId, person, type, day, count);
    }

    /** Something a person did, that was not counted. */
    public void event(String person, String type, String at, String xdm) throws SQLException {
        update("""
                insert into experience_event (sandbox_id, person_key, event_id, event_type, at, event)
                values (?, ?, ?, ?, ?, ?::jsonb)""", sandboxId, person, UUID.randomUUID().toString(), type, time(at), xdm);
    }

    /** Runs a statement on the tables below. */
    public void update(String sql, @Nullable Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            statement.executeUpdate();
        }
    }

    /** A number read from the tables below. */
    public long number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private void set(UUID group, String column, Object value, String at) throws SQLException {
        update(
                "update buying_group set " + column + " = ?, updated_at = ? where sandbox_id = ? and id = ?",
                value,
                time(at),
                sandboxId,
                group);
    }

    public void history(
            UUID group,
            String at,
            String kind,
            @Nullable String person,
            @Nullable String role,
            @Nullable String previousValue,
            @Nullable String newValue)
            throws SQLException {
        long revision = revisions.merge(group, 1L, Long::sum);
        boolean member = person != null;
        boolean ofStages = kind.equals("STAGE_CHANGED");
        update(
                """
                insert into buying_group_history (sandbox_id, group_id, revision, place, at, kind, person_key, role,
                                                  source, cause, decided_by, previous_value, new_value, completeness,
                                                  stage_model_id, stage_version)
                select ?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, completeness,
                       case when ? then stage_model_id end, case when ? then stage_version end
                  from buying_group
                 where sandbox_id = ? and id = ?""",
                sandboxId,
                group,
                revision,
                time(at),
                kind,
                person,
                role,
                member ? "SYSTEM" : null,
                member ? "QUALIFIES" : null,
                member ? "system" : null,
                previousValue,
                newValue,
                ofStages,
                ofStages,
                sandboxId,
                group);
        update("update buying_group set revision = ? where sandbox_id = ? and id = ?", revision, sandboxId, group);
    }

    private static OffsetDateTime time(String at) {
        return Instant.parse(at).atOffset(ZoneOffset.UTC);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
