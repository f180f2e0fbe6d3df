package io.coterie.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TopicsTest {

    @Test
    void anOrganisationIdBecomesAValidTopicNameAndStaysUnique() {
        assertThat(Topics.partnerInbound("acme@CoterieOrg")).isEqualTo("coterie.partner.acme_40_CoterieOrg.inbound");
        assertThat(Topics.topicPart("a.b")).isNotEqualTo(Topics.topicPart("a_b"));
    }

    @Test
    void onlyTheTopicsOfOtherOrganisationsPartnersAreForeign() {
        assertThat(Topics.isForeign(Topics.partnerInbound("globex"), "acme")).isTrue();
        assertThat(Topics.isForeign(Topics.partnerInbound("acme2"), "acme")).isTrue();
        assertThat(Topics.isForeign(Topics.partnerInbound("acme"), "acme")).isFalse();
        assertThat(Topics.isForeign(Topics.ACCOUNTS, "acme")).isFalse();
    }

    @Test
    void everyStateTopicIsCompactedAndNoEventTopicIs() {
        assertThat(Topics.ALL)
                .filteredOn(Topics.Topic::compacted)
                .extracting(Topics.Topic::name)
                .containsExactly(
                        Topics.SANDBOXES,
                        Topics.DEFINITIONS,
                        Topics.ACCOUNTS,
                        Topics.PERSONS,
                        Topics.OPPORTUNITIES,
                        Topics.AUDIENCE_MEMBERSHIPS,
                        Topics.BUYING_GROUP_STATES);
    }
}
