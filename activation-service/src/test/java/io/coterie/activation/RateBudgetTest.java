package io.coterie.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.coterie.contracts.JourneyAction;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** LinkedIn's limits delay what is sent there; nothing is lost and nothing is sent twice (LNK). */
@RunningService
class RateBudgetTest {

    private static final int COMPANIES = 8;

    private World world;
    private String connection;
    private String destination;

    @BeforeEach
    void enter() {
        world = World.create();
        connection = Ads.connect(world, Integer.toString(700_000 + world.id()), "202608");
        IntStream.range(0, COMPANIES)
                .forEach(number -> world.company(key(number), "Company " + number, domain(number)));
        destination = world.user()
                .body("{\"name\":\"Gaps\",\"type\":\"linkedin-company-audience\",\"connection\":\"" + connection
                        + "\"}")
                .post("/v1/destinations")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        await().atMost(World.PATIENCE).until(() -> Ads.segmentOf(destination).has("id"));
    }

    @AfterEach
    void leave() {
        Ads.clearFaults();
        world.close();
    }

    @Test
    void aRefusedCallIsRepeatedNoSoonerThanLinkedInAsks() {
        Ads.fault("{\"kind\":\"respond\",\"path\":\"/companies\",\"status\":429,\"retryAfter\":2,\"times\":2}");
        long begin = System.nanoTime();

        List<UUID> actions = activateAll();

        actions.forEach(action -> world.outcome(action, "performed"));
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofSeconds(4));
        everyCompanyIsThereOnce();
    }

    @Test
    void withItsBudgetUsedUpAConnectionWaitsUntilThereIsSomeAgain() {
        // Ten calls more than there were: at 4.5 calls a second it takes two seconds and more to earn them.
        World.execute("insert into request_budget (sandbox_id, connection_id, tokens, counted_at) values (" + world.id()
                + ", '" + connection + "', -9, clock_timestamp()) on conflict (sandbox_id, connection_id)"
                + " do update set tokens = excluded.tokens, counted_at = excluded.counted_at");
        long begin = System.nanoTime();

        List<UUID> actions = activateAll();

        actions.forEach(action -> world.outcome(action, "performed"));
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
        everyCompanyIsThereOnce();
    }

    private void everyCompanyIsThereOnce() {
        assertThat(Ads.domainsIn(destination))
                .containsExactlyElementsOf(IntStream.range(0, COMPANIES)
                        .mapToObj(RateBudgetTest::domain)
                        .toList());
        assertThat(Ads.segmentOf(destination).path("adds").asInt()).isEqualTo(COMPANIES);
        assertThat(Ads.segmentOf(destination).path("repeatedAdds").asInt()).isZero();
    }

    private List<UUID> activateAll() {
        return IntStream.range(0, COMPANIES)
                .mapToObj(number -> world.action(
                        JourneyAction.ACTIVATE_TO_DESTINATION,
                        "activate",
                        key(number),
                        null,
                        Map.of("destination", destination)))
                .toList();
    }

    private static String key(int number) {
        return number + "@budget.CRM";
    }

    private static String domain(int number) {
        return "company" + number + ".example";
    }
}
