package io.coterie.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasItem;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.contracts.BuyingGroupState;
import io.coterie.contracts.BuyingGroupState.Member;
import io.coterie.contracts.BuyingGroupState.RoleCompleteness;
import io.coterie.contracts.JourneyAction;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@RunningService
class SalesAlertTest {

    private World world;

    @BeforeEach
    void enter() {
        world = World.create();
        world.company("1@acme.CRM", "Acme & Sons", "acme.example");
        world.person("2@acme.CRM", "1@acme.CRM", "Ada", "ada@acme.example");
    }

    @AfterEach
    void leave() {
        world.close();
    }

    @Test
    void salesHearsAboutTheCompleteGroup() {
        world.group(aGroup("100"), 1);

        UUID action = alert(List.of("sales@vendor.example", "lead@vendor.example"));

        JsonNode mail = MailServer.mailOf(action);
        assertThat(mail.path("subject").asText()).isEqualTo("Buying group Acme – Suite: 100 % complete");
        assertThat(mail.path("to")).hasSize(2);
        assertThat(mail.at("/headers/X-Coterie-Kind/0").asText()).isEqualTo("sales-alert");
        assertThat(mail.path("headers").has("List-Unsubscribe")).isFalse();
        assertThat(MailServer.dkimOf(mail).path("verified").asBoolean()).isTrue();
        assertThat(MailServer.rawOf(mail))
                .contains("Acme & Sons", "Ada Doe, CFO, Decision Maker, ada@acme.example", "Missing roles: Influencer");
        assertThat(world.outcome(action, "performed").kind()).isEqualTo(JourneyAction.SEND_SALES_ALERT);
        world.user().get("/v1/sales-alerts").then().statusCode(200).body("items.id", hasItem(action.toString()));
    }

    @Test
    void anAlertThatOvertakesItsGroupWaitsForIt() {
        UUID action = alert(List.of("sales@vendor.example"));

        world.group(aGroup("80"), 1);

        assertThat(world.outcome(action, "performed").reason()).isNull();
    }

    @Test
    void theNewestStateOfTheGroupIsTold() {
        world.group(aGroup("100"), 7);
        world.group(aGroup("40"), 3);

        assertThat(MailServer.mailOf(alert(List.of("sales@vendor.example")))
                        .path("subject")
                        .asText())
                .endsWith("100 % complete");
    }

    @Test
    void anAlertToNobodyFails() {
        UUID action = alert(List.of("not an address"));

        assertThat(world.outcome(action, "failed").reason()).contains("no usable recipient");
    }

    @Test
    void anAlertGoesToEverybodyItNames() {
        world.group(aGroup("100"), 1);

        UUID action = alert(IntStream.rangeClosed(1, 26)
                .mapToObj(number -> "sales" + number + "@acme.example")
                .toList());

        assertThat(MailServer.mailOf(action).path("to")).hasSize(26);
    }

    private UUID alert(List<String> recipients) {
        return world.action(
                JourneyAction.SEND_SALES_ALERT,
                "alert",
                "1@acme.CRM",
                null,
                Map.of("solutionInterest", "interest-1", "recipients", recipients));
    }

    private static BuyingGroupState aGroup(String completeness) {
        return new BuyingGroupState(
                UUID.fromString("0198c0de-0000-7000-8000-0000000000aa"),
                "1@acme.CRM",
                "interest-1",
                "Suite",
                "Acme – Suite",
                false,
                "Qualified",
                "open",
                new BigDecimal(completeness),
                null,
                List.of(new Member("2@acme.CRM", "Decision Maker", "SYSTEM", Instant.EPOCH)),
                List.of(
                        new RoleCompleteness("Decision Maker", 1, 1, true, BigDecimal.TEN),
                        new RoleCompleteness("Influencer", 0, 1, true, BigDecimal.ZERO)),
                Instant.EPOCH,
                Instant.EPOCH,
                List.of());
    }
}
