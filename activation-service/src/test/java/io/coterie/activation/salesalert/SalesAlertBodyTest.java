package io.coterie.activation.salesalert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coterie.contracts.BuyingGroupState;
import io.coterie.contracts.BuyingGroupState.Member;
import io.coterie.contracts.BuyingGroupState.RoleCompleteness;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SalesAlertBodyTest {

    @Test
    void theAlertSaysWhatSalesNeeds() throws Exception {
        SalesAlertBody body = SalesAlertBody.of(
                aGroup(List.of(member("1", "Champion", 0), member("2", "Decision Maker", 1))),
                json("{\"accountName\":\"Acme & Sons\"}"),
                Map.of(
                        "2",
                        json(
                                "{\"person\":{\"name\":{\"firstName\":\"Ada\",\"lastName\":\"L<\"}},"
                                        + "\"extendedWorkDetails\":{\"jobTitle\":\"CFO\"},\"workEmail\":{\"address\":\"ada@acme.example\"}}")));

        assertThat(body.subject()).isEqualTo("Buying group Acme – Suite: 67 % complete");
        assertThat(body.text())
                .contains(
                        "Account:           Acme & Sons",
                        "Solution interest: Suite",
                        "Completeness:      67 %",
                        "Stage:             –",
                        "  - Ada L<, CFO, Decision Maker, ada@acme.example\n  - Unknown name, Champion\n",
                        "Missing roles: Influencer");
        assertThat(body.html()).contains("Acme &amp; Sons", "<td>Ada L&lt;</td><td>CFO</td><td>Decision Maker</td>");
    }

    @Test
    void onlyFourMembersAreShown() {
        List<Member> many = IntStream.range(0, 7)
                .mapToObj(index -> member(Integer.toString(index), "Champion", index))
                .toList();

        SalesAlertBody body = SalesAlertBody.of(aGroup(many), json("{}"), Map.of());

        assertThat(body.members()).hasSize(4);
        assertThat(body.text()).contains("and 3 more");
    }

    private static BuyingGroupState aGroup(List<Member> members) {
        return new BuyingGroupState(
                UUID.randomUUID(),
                "1@acme.CRM",
                "interest-1",
                "Suite",
                "Acme – Suite",
                false,
                null,
                "open",
                new BigDecimal("66.666"),
                null,
                members,
                List.of(
                        new RoleCompleteness("Decision Maker", 1, 1, true, BigDecimal.TEN),
                        new RoleCompleteness("Influencer", 0, 1, true, BigDecimal.ZERO),
                        new RoleCompleteness("Champion", 1, 1, false, BigDecimal.TEN)),
                Instant.EPOCH,
                Instant.EPOCH,
                List.of());
    }

    private static Member member(String key, String role, int second) {
        return new Member(key, role, "SYSTEM", Instant.ofEpochSecond(second));
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
