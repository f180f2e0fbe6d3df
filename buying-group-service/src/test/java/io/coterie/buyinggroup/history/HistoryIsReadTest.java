package io.coterie.buyinggroup.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.buyinggroup.PastScene;
import io.coterie.buyinggroup.RunningService;
import io.coterie.buyinggroup.Scene;
import io.coterie.buyinggroup.group.GroupFact.Kind;
import io.coterie.buyinggroup.membership.Cause;
import io.coterie.buyinggroup.membership.Source;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Of a long history little is read. */
@RunningService
class HistoryIsReadTest {

    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final int ENTRIES = 120;

    @Inject
    HistoryStatements statements;

    @Inject
    SandboxTransactions transactions;

    private final Random random = new Random(7);
    private final List<HistoryEntry> entries = new ArrayList<>();
    private final Map<String, Boolean> members = new HashMap<>();

    private Scene scene;
    private PastScene past;
    private UUID group;

    @BeforeEach
    void aGroupToWhichMuchHappens() throws SQLException {
        scene = Scene.open();
        past = new PastScene(scene);
        group = past.group("a@crm.Test", scene.interest("Robots", true), "Robots for Acme", START.toString());
        entries.add(entry(Kind.CREATED, null, null, "0"));
        while (entries.size() < ENTRIES) {
            happen();
        }
    }

    @AfterEach
    void close() throws SQLException {
        past.close();
        scene.close();
    }

    @Test
    @DisplayName("BEY-04: what is read of a group folds to what all entries fold to, at any instant")
    void whatIsReadFoldsToTheSame() {
        for (int last = 0; last < ENTRIES; last++) {
            Instant at = entries.get(last).at();

            assertThat(PastGroup.fold(read(connection -> statements.upTo(connection, scene.sandboxId, group, at))))
                    .as("after %s", entries.subList(0, last + 1))
                    .isEqualTo(PastGroup.fold(entries.subList(0, last + 1)));
        }
    }

    @Test
    @DisplayName("BEY-04: a score that changes all the time does not make more to read")
    void aScoreThatChangesAllTheTimeIsNotMoreToRead() throws SQLException {
        Instant now = Instant.now();
        int before = read(connection -> statements.upTo(connection, scene.sandboxId, group, now))
                .size();
        int life = read(connection -> statements.life(connection, scene.sandboxId, group))
                .size();

        past.update("""
                insert into buying_group_history (sandbox_id, group_id, revision, place, at, kind, new_value, completeness)
                select ?, ?, 1000 + n, 0, now() - interval '1 hour', 'ENGAGEMENT_CHANGED', n::text, 0
                  from generate_series(1, 100) as n""", scene.sandboxId, group);

        assertThat(read(connection -> statements.upTo(connection, scene.sandboxId, group, now)))
                .hasSize(before)
                .last()
                .satisfies(last -> assertThat(last.newValue()).isEqualTo("100"));
        assertThat(read(connection -> statements.life(connection, scene.sandboxId, group)))
                .hasSize(life)
                .noneMatch(entry -> entry.kind() == Kind.ENGAGEMENT_CHANGED);
    }

    private void happen() throws SQLException {
        switch (random.nextInt(8)) {
            case 0 -> add(Kind.ENGAGEMENT_CHANGED, null, null, String.valueOf(random.nextInt(100)));
            case 1 ->
                add(any(Kind.STAGE_CHANGED, Kind.STATUS_CHANGED), null, null, random.nextInt(3) == 0 ? null : "hot");
            case 2 -> add(any(Kind.QUALIFIED, Kind.DISQUALIFIED), null, null, null);
            case 3 -> add(any(Kind.LEFT_AUDIENCE, Kind.ENTERED_AUDIENCE), null, null, null);
            case 4 -> add(any(Kind.CREATED, Kind.DELETED, Kind.RENAMED), null, null, null);
            default -> decide("abcd".substring(random.nextInt(4)).substring(0, 1));
        }
    }

    private void decide(String person) throws SQLException {
        Kind kind = Boolean.TRUE.equals(members.get(person))
                ? any(Kind.MEMBER_REMOVED, Kind.MEMBER_ROLE_CHANGED, Kind.MEMBER_CONFIRMED)
                : any(Kind.MEMBER_ASSIGNED, Kind.MEMBER_CONFIRMED);
        members.merge(person, kind == Kind.MEMBER_ASSIGNED, (was, is) -> is || (was && kind != Kind.MEMBER_REMOVED));
        add(kind, person, any("Decision Maker", "Influencer"), null);
    }

    private void add(Kind kind, @Nullable String person, @Nullable String role, @Nullable String value)
            throws SQLException {
        HistoryEntry entry = entry(kind, person, role, value);
        past.history(group, entry.at().toString(), kind.name(), person, role, null, value);
        entries.add(entry);
    }

    /** As {@link PastScene} writes the next one. */
    private HistoryEntry entry(Kind kind, @Nullable String person, @Nullable String role, @Nullable String value) {
        boolean member = person != null;
        return new HistoryEntry(
                entries.size() + 1,
                0,
                START.plusSeconds(60L * entries.size()),
                kind,
                person,
                role,
                member ? Source.SYSTEM : null,
                member ? Cause.QUALIFIES : null,
                member ? "system" : null,
                value,
                BigDecimal.ZERO);
    }

    @SafeVarargs
    private <T> T any(T... values) {
        return values[random.nextInt(values.length)];
    }

    private List<HistoryEntry> read(Function<SqlConnection, Uni<List<HistoryEntry>>> question) {
        return transactions
                .inSandbox(new Sandbox(scene.sandboxId, scene.sandbox, scene.organisation), question)
                .await()
                .indefinitely();
    }
}
