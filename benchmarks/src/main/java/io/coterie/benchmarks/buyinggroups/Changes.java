package io.coterie.benchmarks.buyinggroups;

import io.coterie.benchmarks.suite.Demand;
import io.coterie.benchmarks.suite.Population;
import io.coterie.benchmarks.suite.Suite;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Persons who change their job, and so their role, at a fixed rate whatever the suite does (open loop): whoever is slow
 * finds more waiting, and cannot slow down those who ask.
 */
final class Changes {

    private static final String DECIDES = "Chief Data Officer";
    private static final String CHAMPIONS = "Director of Things";

    private final Suite suite;
    private final Demand demand;
    private final Population population;
    private final ToldChanges told;
    private final AtomicInteger refused = new AtomicInteger();

    Changes(Suite suite, Demand demand, Population population, ToldChanges told) {
        this.suite = suite;
        this.demand = demand;
        this.population = population;
        this.told = told;
    }

    /** Sends changes for a time and waits for all answers; answers how many were sent. */
    int send(int perSecond, Duration duration) {
        int changes = Math.toIntExact(perSecond * duration.toSeconds());
        HttpClient client = suite.rest().client();
        CompletableFuture<?>[] answers = new CompletableFuture<?>[changes];
        long begin = System.nanoTime();
        for (int change = 0; change < changes; change++) {
            long due = begin + TimeUnit.SECONDS.toNanos(change) / perSecond;
            HttpRequest request = request(change);
            LockSupport.parkNanos(due - System.nanoTime());
            int number = change;
            told.expect(number, population.personKey(number % population.persons()), due);
            answers[change] = client.sendAsync(request, HttpResponse.BodyHandlers.discarding())
                    .thenAccept(answer -> accepted(number, answer.statusCode()));
        }
        CompletableFuture.allOf(answers).join();
        if (refused.get() > 0) {
            throw new IllegalStateException(refused.get() + " changes were not accepted");
        }
        return changes;
    }

    private void accepted(int change, int status) {
        if (status >= 300) {
            refused.incrementAndGet();
        }
        told.accepted(change, System.nanoTime());
    }

    /** Every round gives everybody another role than they have: whoever began as a decision maker champions first. */
    private String title(int person, int round) {
        boolean decided = Role.ALL.getFirst().fits(population.title(person));
        return decided == (round % 2 == 0) ? CHAMPIONS : DECIDES;
    }

    private HttpRequest request(int change) {
        int person = change % population.persons();
        return suite.rest()
                .request(demand.sandbox(), suite.profile(), "/v1/persons/" + population.personKey(person))
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(
                        population.person(person, title(person, change / population.persons()))))
                .build();
    }
}
