package io.coterie.localstack.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.platform.testing.ReadRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whoever reads a group's events from the beginning knows it as it is. */
class GroupNewsTest {

    private static final String PREFIX = "io.coterie.buying-group.";

    private final List<ReadRecord> topic = new ArrayList<>();

    @Test
    void membersAreThoseWhoCameAndDidNotLeave() {
        event("created", "a", "", "", 0);
        event("member-assigned", "a", "p1", "Champion", 25);
        event("member-assigned", "a", "p2", "Champion", 25);
        event("member-role-changed", "a", "p2", "Influencer", 50);
        event("member-removed", "a", "p1", "Champion", 25);

        GroupNews news = GroupNews.of(topic);

        assertThat(news.memberships(Map.of("p2", "ben@a.example"))).containsExactly("a Influencer ben@a.example");
        assertThat(news.completeness()).containsExactly("a 25.0 %");
    }

    @Test
    void aRedeliveredEventCountsOnce() {
        event("created", "a", "", "", 0);
        event("member-assigned", "a", "p1", "Champion", 25);
        event("member-removed", "a", "p1", "Champion", 0);
        topic.add(topic.get(0));
        topic.add(topic.get(1));

        GroupNews news = GroupNews.of(topic);

        assertThat(news.created()).containsExactly("a");
        assertThat(news.memberships(Map.of())).isEmpty();
        assertThat(news.completeness()).containsExactly("a 0.0 %");
    }

    @Test
    void twoGroupsOfOneAccountAreSeen() {
        event("created", "a", "", "", 0);
        event("created", "a", "", "", 0);

        assertThat(GroupNews.of(topic).created()).containsExactly("a", "a");
    }

    @Test
    void theLastStageCounts() {
        event("stage-changed", "a", "", "Ready for sales", 100);
        event("stage-changed", "b", "", "Ready for sales", 100);
        event("stage-changed", "b", "", "Won", 100);

        assertThat(GroupNews.of(topic).at("Ready for sales")).containsExactly("a");
    }

    private void event(String type, String account, String person, String word, int completeness) {
        String value = """
                {"buyingGroupId":"g","accountKey":"%s","personKey":"%s","role":"%s","newValue":"%s","completeness":%d}""".formatted(account, person, word, word, completeness);
        int number = topic.size();
        topic.add(new ReadRecord(
                "events", 0, number, account, Map.of("ce_id", "e" + number, "ce_type", PREFIX + type + ".v1"), value));
    }
}
