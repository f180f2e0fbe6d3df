package io.coterie.buyinggroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import io.coterie.contracts.AccountState;
import io.coterie.contracts.ContractJson;
import io.coterie.contracts.EventTypes;
import io.coterie.contracts.Topics;
import io.coterie.platform.testing.CloudEventRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** State topics may be read in any order, and again from their beginning: the groups are the same. */
@RunningService
class OrderOfArrivalTest {

    private static final List<String> TITLES =
            List.of("Chief", "Director", "Clerk", "Chief Director", "Director of All");

    @ParameterizedTest(name = "update existing buying groups: {0}")
    @ValueSource(booleans = {true, false})
    void theSameStatesInAnotherOrderGiveTheSameGroups(boolean updateExisting) {
        Map<String, List<String>> first = groups(0, updateExisting);

        assertThat(groups(1, updateExisting)).isEqualTo(first);
        assertThat(groups(2, updateExisting)).isEqualTo(first);
        assertThat(first.values()).anySatisfy(members -> assertThat(members).hasSizeGreaterThan(1));
    }

    private static Map<String, List<String>> groups(int seed, boolean updateExisting) {
        try (Scene scene = Scene.open()) {
            scene.audience("aud");
            scene.awaitRest();
            scene.job(scene.interest("Robots", updateExisting), "aud");
            List<CloudEventRecord> events = events(scene);
            if (seed > 0) {
                Collections.shuffle(events, new Random(seed));
                events.addAll(events.subList(0, events.size() / 2));
            }
            scene.kafka.publish(events);
            await().untilAsserted(() -> scene.get("/v1/buying-groups/summary").body("count", is(15)));
            scene.awaitRest();

            Map<String, List<String>> groups = new TreeMap<>();
            for (int i = 1; i <= 15; i++) {
                String account = i + "@crm.Test";
                groups.put(account, scene.members(scene.group(account)));
            }
            return groups;
        }
    }

    /** Persons who change their title and account a few times; only their last state counts. */
    private static List<CloudEventRecord> events(Scene scene) {
        Random random = new Random(42);
        List<CloudEventRecord> events = new ArrayList<>();
        for (int i = 1; i <= 15; i++) {
            String account = i + "@crm.Test";
            events.add(scene.event(
                    Topics.ACCOUNTS,
                    account,
                    EventTypes.ACCOUNT_CHANGED,
                    new AccountState(
                            account, false, ContractJson.mapper().valueToTree(Map.of("accountName", "Account " + i)))));
            events.add(scene.membership("aud", account, true));
        }
        for (int change = 0; change < 200; change++) {
            events.add(scene.personEvent(
                    "p" + random.nextInt(60) + "@crm.Test",
                    TITLES.get(random.nextInt(TITLES.size())),
                    (1 + random.nextInt(15)) + "@crm.Test"));
        }
        return events;
    }
}
