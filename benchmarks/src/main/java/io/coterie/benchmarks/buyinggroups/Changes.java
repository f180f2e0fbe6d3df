package io.coterie.benchmarks.buyinggroups;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coterie.benchmarks.suite.Demand;
import io.coterie.benchmarks.suite.Population;
import io.coterie.benchmarks.suite.Role;
import io.coterie.benchmarks.suite.Suite;
import io.coterie.contracts.EventTypes;
import io.coterie.contracts.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Changes in a row, each of which a group tells with an event of its subject. */
interface Changes {

    HttpRequest request(int number);

    /** Whom the change is about. */
    String subject(int number);

    /** Whom an event of {@code coterie.buying-groups} is about; the empty text where it tells no such change. */
    String toldBy(ConsumerRecord<String, byte[]> event);

    /**
     * Persons who change their job, and so their role.
     *
     * @param rounds how often everybody has done so before
     */
    record OfRoles(Suite suite, Demand demand, Population population, int rounds) implements Changes {

        private static final ObjectMapper JSON = new ObjectMapper();
        private static final String DECIDES = "Chief Data Officer";
        private static final String CHAMPIONS = "Director of Things";

        @Override
        public HttpRequest request(int number) {
            int person = number % population.persons();
            String document = population.person(person, title(person, rounds + number / population.persons()));
            return put(suite, demand, "/v1/persons/" + population.personKey(person), document);
        }

        @Override
        public String subject(int number) {
            return population.personKey(number % population.persons());
        }

        /** A change gives at least one event of its person: assigned, removed, or another role. */
        @Override
        public String toldBy(ConsumerRecord<String, byte[]> event) {
            try {
                JsonNode payload = JSON.readTree(event.value());
                return payload.path("personKey").asText();
            } catch (IOException e) {
                throw new UncheckedIOException("Expected JSON in " + Topics.BUYING_GROUPS, e);
            }
        }

        /** Every round gives everybody another role than they have: whoever began as a decision maker champions first. */
        private String title(int person, int round) {
            boolean decided = Role.ALL.getFirst().fits(population.title(person));
            return decided == (round % 2 == 0) ? CHAMPIONS : DECIDES;
        }
    }

    /**
     * Accounts that are new, and so enter the audience and get a group (BEY-01).
     *
     * @param population whose accounts are there already
     * @param first the number of the first one that is not
     */
    record OfAccounts(Suite suite, Demand demand, Population population, int first) implements Changes {

        @Override
        public HttpRequest request(int number) {
            return put(suite, demand, "/v1/accounts/" + subject(number), population.account(first + number));
        }

        @Override
        public String subject(int number) {
            return population.accountKey(first + number);
        }

        @Override
        public String toldBy(ConsumerRecord<String, byte[]> event) {
            Header type = event.headers().lastHeader("ce_type");
            boolean isCreated = type != null
                    && new String(type.value(), StandardCharsets.UTF_8).equals(EventTypes.BUYING_GROUP_CREATED);
            return isCreated ? event.key().substring(event.key().indexOf(':') + 1) : "";
        }
    }

    private static HttpRequest put(Suite suite, Demand demand, String path, String document) {
        return suite.rest()
                .request(demand.sandbox(), suite.profile(), path)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(document))
                .build();
    }
}
