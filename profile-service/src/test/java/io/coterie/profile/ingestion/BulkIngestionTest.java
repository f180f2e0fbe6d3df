package io.coterie.profile.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.contracts.ContractJson;
import io.coterie.platform.testing.SuiteInfrastructure;
import io.coterie.profile.ProfileTests;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = SuiteInfrastructure.class,
        initArgs = @ResourceArg(name = SuiteInfrastructure.DATABASE, value = "profile"))
class BulkIngestionTest {

    @Test
    void goodLinesAreKeptAndBadLinesAreToldByNumber() {
        ProfileTests tests = ProfileTests.inNewSandbox();

        List<JsonNode> results = bulk(
                tests,
                "/v1/accounts/bulk",
                String.join(
                        "\n",
                        ProfileTests.account("1", "Acme", "Software"),
                        "{\"accountName\":",
                        "",
                        "{\"accountKey\":{\"sourceKey\":\"2@crm.CRM\"},\"accountName\":\" \"}",
                        "{\"accountKey\":{\"sourceKey\":\"nonsense\"},\"accountName\":\"X\"}",
                        "{\"accountKey\":{\"sourceKey\":\"3@crm.CRM\"},\"accountName\":\"X\",\"colour\":\"red\"}",
                        "\"" + "x".repeat(2_000_000) + "\"",
                        ProfileTests.account("4", "Globex", "Steel"),
                        ProfileTests.account("4", "Globex Corporation", "Steel")));

        assertThat(results)
                .extracting(
                        result -> result.path("line").asInt(),
                        result -> result.path("status").asText(),
                        result -> result.path("problem").path("code").asText(),
                        result -> result.path("problem")
                                .path("violations")
                                .path(0)
                                .path("field")
                                .asText())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(1, "accepted", "", ""),
                        org.assertj.core.groups.Tuple.tuple(2, "refused", "malformed-json", ""),
                        org.assertj.core.groups.Tuple.tuple(4, "refused", "invalid-body", "/accountName"),
                        org.assertj.core.groups.Tuple.tuple(5, "refused", "invalid-body", "/accountKey/sourceKey"),
                        org.assertj.core.groups.Tuple.tuple(6, "refused", "invalid-body", "/colour"),
                        org.assertj.core.groups.Tuple.tuple(7, "refused", "line-too-long", ""),
                        org.assertj.core.groups.Tuple.tuple(8, "accepted", "", ""),
                        org.assertj.core.groups.Tuple.tuple(9, "accepted", "", ""));
        List<String> names = tests.request().get("/v1/accounts").path("items.account.accountName");
        assertThat(names).containsExactly("Acme", "Globex Corporation");
    }

    static List<JsonNode> bulk(ProfileTests tests, String path, String body) {
        String answer = tests.request()
                .contentType(BulkIngestion.MEDIA_TYPE)
                .body(body.getBytes(StandardCharsets.UTF_8))
                .post(path)
                .then()
                .statusCode(200)
                .contentType(BulkIngestion.MEDIA_TYPE)
                .extract()
                .asString();
        return Arrays.stream(answer.split("\n"))
                .map(line -> ContractJson.readTree(line.getBytes(StandardCharsets.UTF_8)))
                .toList();
    }
}
