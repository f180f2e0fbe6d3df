package io.coterie.platform.conditions;

import static io.coterie.platform.conditions.ConditionFixtures.FIELDS;
import static io.coterie.platform.conditions.ConditionFixtures.JSON;
import static io.coterie.platform.conditions.ConditionFixtures.NOW;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelectiveDecoderTest {

    private static final SelectiveDecoder NAMES = SelectiveDecoder.of(
            RecordKind.ACCOUNT,
            Set.of(
                    new FieldRead(RecordKind.ACCOUNT, "accountName"),
                    new FieldRead(RecordKind.ACCOUNT, "accountOrganization.annualRevenue.amount"),
                    new FieldRead(RecordKind.ACCOUNT, "_acme.tags"),
                    new FieldRead(RecordKind.PERSON, "workEmail.address")));

    @Test
    void onlyTheFieldsReadAreDecoded() {
        String json = """
                {"accountName": "A", "x": {"accountName": [{"y": 1}]}, "accountOrganization": {"industry": "Mining",
                 "annualRevenue": {"amount": 2.5, "currency": "EUR"}}, "_acme": {"tags": ["a", "b"], "x": null},
                 "workEmail": {"address": "a@b.example"}}""";

        assertThat(NAMES.decode(json)).isEqualTo(NAMES.decode(json.getBytes(UTF_8)));
        assertThat(NAMES.decode(json))
                .isEqualTo(Map.of(
                        "accountName",
                        "A",
                        "accountOrganization",
                        Map.of("annualRevenue", Map.of("amount", 2.5)),
                        "_acme",
                        Map.of("tags", List.of("a", "b"))));
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void theConditionCannotTellTheDifference(
            @ForAll("tests") Map<String, Object> test, @ForAll("documents") Map<String, Object> document)
            throws JsonProcessingException {
        CompiledCondition condition = ConditionCompiler.compile(
                JSON.valueToTree(Map.of("account", test)), FIELDS, ConditionRoot.ACCOUNT_AUDIENCE);
        SelectiveDecoder decoder = SelectiveDecoder.of(RecordKind.ACCOUNT, condition.fieldsRead());
        String json = JSON.writeValueAsString(document);

        assertThat(condition.matches(account(decoder.decode(json))))
                .isEqualTo(condition.matches(account(XdmDocument.parse(json))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "3", "null", "{", "{\"accountName\": }", "{\"x\": {]}"})
    void whatIsNoObjectIsRefused(String text) {
        assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> refuse(text));
    }

    @Provide
    Arbitrary<Map<String, Object>> tests() {
        return Generators.fieldTests(RecordKind.ACCOUNT);
    }

    @Provide
    Arbitrary<Map<String, Object>> documents() {
        return Generators.documents(RecordKind.ACCOUNT);
    }

    private static AccountFacts account(Map<String, Object> document) {
        return new AccountFacts("k", document, List.of(), NOW);
    }

    private static void refuse(String text) {
        throw new AssertionError("decoded: " + NAMES.decode(text));
    }
}
