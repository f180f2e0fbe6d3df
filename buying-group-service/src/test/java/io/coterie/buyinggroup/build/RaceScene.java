package io.coterie.buyinggroup.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.buyinggroup.Scene;
import io.coterie.buyinggroup.group.GroupFact;
import io.coterie.contracts.BuyingGroupEvent;
import io.coterie.contracts.BuyingGroupState;
import io.coterie.contracts.ContractJson;
import io.coterie.contracts.Topics;
import io.coterie.platform.testing.ReadRecord;
import io.coterie.platform.testing.SuiteInfrastructure;
import io.coterie.platform.testing.interleaving.SteppedPool;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** One sandbox for all orders of a race, seen from above; a job makes the group of every account that enters {@code aud}. */
final class RaceScene implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration OFTEN = Duration.ofMillis(5);

    private static final String FACTS = """
            select kind || ' ' || account_key || coalesce(' ' || person_key, '')
              from buying_group
              join buying_group_history as history
                on history.sandbox_id = buying_group.sandbox_id and history.group_id = buying_group.id
             where buying_group.sandbox_id = ?""";

    private static final String MEMBERS = """
            select account_key || ' ' || person_key || '=' || role
              from buying_group
              join buying_group_member as member
                on member.sandbox_id = buying_group.sandbox_id and member.group_id = buying_group.id
             where buying_group.sandbox_id = ? and active""";

    final Scene scene;
    private final Connection above;

    private RaceScene(Scene scene, Connection above) {
        this.scene = scene;
        this.above = above;
    }

    static RaceScene open() throws SQLException {
        Scene scene = Scene.open();
        scene.audience("aud");
        scene.awaitRest();
        scene.job(scene.interest("Robots", true), "aud");
        return new RaceScene(scene, SuiteInfrastructure.postgres().connectAsSuperuser("buying_group"));
    }

    SteppedPool steppedPool() {
        return SteppedPool.install(scene.sandboxId, above);
    }

    /** What happened to the account's group: what, and to which member. */
    List<String> facts(String account) {
        return read(FACTS + " and account_key = ?", account).stream()
                .map(fact -> fact.replace(" " + account, ""))
                .toList();
    }

    /** The account's members, each as often as it is one. */
    List<String> members(String account) {
        return read(MEMBERS + " and account_key = ?", account).stream()
                .map(member -> member.substring(account.length() + 1))
                .toList();
    }

    /** The first column of the rows; the sandbox is the statement's first parameter. */
    List<String> read(String sql, String... parameters) {
        try (PreparedStatement statement = above.prepareStatement(sql)) {
            statement.setInt(1, scene.sandboxId);
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 2, parameters[i]);
            }
            List<String> texts = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    texts.add(rows.getString(1));
                }
            }
            return texts;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** The builder has nothing left to look at, and neither has whoever carries out what journeys ask for. */
    void awaitNothingWaits() {
        await("no account waits", () -> isEmpty("account_work"));
        await("no action waits", () -> isEmpty("action_work"));
    }

    void await(String what, Callable<Boolean> condition) {
        Awaitility.await(what)
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(OFTEN)
                .until(condition);
    }

    /** Others have heard of each thing that happened to the groups once, and know the members as they are. */
    void requireThatAllWasToldOnce() {
        await("everything is published", () -> isEmpty("outbox"));
        assertThat(scene.groupEvents(Topics.BUYING_GROUPS))
                .extracting(RaceScene::told)
                .containsExactlyInAnyOrderElementsOf(
                        read(FACTS).stream().map(RaceScene::toTell).toList());
        assertThat(membersToldOf()).containsExactlyInAnyOrderElementsOf(read(MEMBERS));
    }

    private boolean isEmpty(String table) {
        return read("select 1 from " + table + " where sandbox_id = ? limit 1").isEmpty();
    }

    private static String told(ReadRecord event) {
        BuyingGroupEvent payload = ContractJson.read(Scene.json(event), BuyingGroupEvent.class);
        String group = event.attribute("type") + " " + payload.accountKey();
        return payload.personKey() == null ? group : group + " " + payload.personKey();
    }

    private static String toTell(String fact) {
        int kindEnds = fact.indexOf(' ');
        GroupFact.Kind kind = GroupFact.Kind.valueOf(fact.substring(0, kindEnds));
        return kind.eventType().orElseThrow() + fact.substring(kindEnds);
    }

    private List<String> membersToldOf() {
        Map<String, BuyingGroupState> latest = scene.published(Topics.BUYING_GROUP_STATES).stream()
                .map(state -> ContractJson.read(Scene.json(state), BuyingGroupState.class))
                .collect(Collectors.toMap(BuyingGroupState::accountKey, state -> state, (earlier, later) -> later));
        return latest.values().stream()
                .flatMap(group -> group.members().stream()
                        .map(member -> group.accountKey() + " " + member.personKey() + "=" + member.role()))
                .toList();
    }

    @Override
    public void close() throws SQLException {
        above.close();
        scene.close();
    }
}
