package io.coterie.profile;

import static io.coterie.profile.ProfileTests.accountKey;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coterie.contracts.ContractJson;
import io.coterie.contracts.Topics;
import io.coterie.platform.testing.ReadRecord;
import io.coterie.platform.testing.SuiteInfrastructure;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What may come in also goes out: the limits of documents, events, producers and brokers agree. */
@QuarkusTest
@WithTestResource(
        value = SuiteInfrastructure.class,
        initArgs = @ResourceArg(name = SuiteInfrastructure.DATABASE, value = "profile"))
class LargestDocumentTest {

    /** The default of {@code coterie.profile.ingestion.max-document}. */
    private static final int MAXIMUM = 1024 * 1024;

    /** The same letters every time, and such that they cannot be compressed. */
    private final Random letters = new Random(7);

    @Test
    void thePersonOfTheLargestSizeTravelsToAConsumer() {
        ProfileTests tests = ProfileTests.inNewSandbox();
        ObjectNode person = object();
        person.putObject("workEmail").put("address", "large@acme.example");
        ArrayNode identities = person.putObject("identityMap").putArray("crm0");
        for (int namespace = 0; size(person) < MAXIMUM - 4096; namespace++) {
            if (identities.size() == 20) {
                identities = ((ObjectNode) person.path("identityMap")).putArray("crm" + namespace);
            }
            identities.addObject().put("id", text(2_000));
        }
        String body = filledUp(person);

        tests.request()
                .body(body)
                .put("/v1/persons/" + accountKey("large"))
                .then()
                .statusCode(201);

        assertThat(published(tests, Topics.PERSONS).path("person").path("identityMap"))
                .isEqualTo(person.path("identityMap"));
    }

    @Test
    void theAccountOfTheLargestSizeTravelsToAConsumer() {
        ProfileTests tests = ProfileTests.inNewSandbox();
        ObjectNode account = object();
        account.put("accountName", text(255));
        account.putObject("accountOrganization")
                .put("website", text(2_048))
                .put("linkedinPageUrl", text(2_048))
                .put("logoUrl", text(2_048));
        account.putObject("accountBillingAddress").put("street1", text(2_048)).put("street2", text(2_048));

        tests.request()
                .body(filledUp(account))
                .put("/v1/accounts/" + accountKey("large"))
                .then()
                .statusCode(201);

        assertThat(published(tests, Topics.ACCOUNTS).path("account").path("accountOrganization"))
                .isEqualTo(account.path("accountOrganization"));
    }

    @Test
    void aDocumentOneByteLargerIsRefused() {
        ProfileTests tests = ProfileTests.inNewSandbox();

        tests.request()
                .body(filledUp(object()) + " ")
                .put("/v1/persons/" + accountKey("large"))
                .then()
                .statusCode(413);
    }

    private static JsonNode published(ProfileTests tests, String topic) {
        ReadRecord record = StateTopic.records(topic, tests.sandbox(), records -> !records.isEmpty())
                .getFirst();
        return StateTopic.json(record);
    }

    /** The document with blanks behind it, of exactly the largest size. */
    private static String filledUp(ObjectNode document) {
        return document + " ".repeat(MAXIMUM - size(document));
    }

    private static int size(ObjectNode document) {
        return document.toString().getBytes(StandardCharsets.UTF_8).length;
    }

    private String text(int length) {
        return letters.ints('a', 'z' + 1)
                .limit(length)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static ObjectNode object() {
        return ContractJson.mapper().createObjectNode();
    }
}
